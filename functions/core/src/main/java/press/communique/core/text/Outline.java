package press.communique.core.text;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.NodeFilter.FilterResult;

/**
 * Fits an editor's markup into our pages: headings continue below the page's {@code h1} without gaps, tables can be
 * scrolled by keyboard, links that lead away say so, and an image from elsewhere becomes a link to it, since a reader's
 * visit is nobody else's business. It makes nothing safe: that is the {@link Sanitiser}'s work, afterwards.
 */
final class Outline {

    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:|[/\\\\]{2}");

    private final String host;
    private final Illustrations illustrations;

    Outline(String host, Illustrations illustrations) {
        this.host = host;
        this.illustrations = illustrations;
    }

    String tidy(String html) {
        Document document = Jsoup.parseBodyFragment(html);
        document.outputSettings().prettyPrint(false);
        Element body = document.body();
        body.select("script, style, template, noscript, title, textarea, xmp, iframe, noembed, noframes, plaintext")
                .remove();
        // What an editor commented out is nobody else's to read; the sanitiser would end a comment at any "->".
        body.filter((node, depth) -> node instanceof Comment ? FilterResult.REMOVE : FilterResult.CONTINUE);
        headings(body);
        illustrations.insert(body);
        for (Element image : body.select("img")) {
            foreignImage(image);
        }
        for (Element link : body.select("a[href]")) {
            if (isExternal(link.attr("href"))) {
                link.attr("rel", "external");
            }
        }
        for (Element table : body.select("table")) {
            table.wrap("<div class=\"table\" role=\"region\" tabindex=\"0\"></div>");
        }
        return body.html();
    }

    /** Whether a link leads to a host that is not ours. */
    boolean isExternal(String href) {
        try {
            URI address = URI.create(href.strip());
            // Any other scheme loses its address in the sanitiser.
            boolean kept = address.getScheme() == null || WebAddress.is(address);
            return kept && address.getHost() != null && !address.getHost().equalsIgnoreCase(host);
        } catch (IllegalArgumentException notAnAddress) {
            // Browsers take a backslash for a slash.
            return ABSOLUTE.matcher(href.strip()).lookingAt();
        }
    }

    private static void headings(Element body) {
        Deque<Integer> open = new ArrayDeque<>();
        for (Element heading : body.select("h1, h2, h3, h4, h5, h6")) {
            int level = heading.normalName().charAt(1) - '0';
            while (!open.isEmpty() && open.peek() >= level) {
                open.pop();
            }
            open.push(level);
            heading.tagName("h" + Math.min(6, open.size() + 1));
        }
    }

    private static void foreignImage(Element image) {
        String source = image.attr("src");
        if (source.startsWith("/media/")) {
            return;
        }
        var link = new Element("a").attr("href", source);
        link.text(image.attr("alt").isBlank() ? source : image.attr("alt"));
        if (image.closest("a") != null) {
            image.replaceWith(new org.jsoup.nodes.TextNode(link.text()));
        } else {
            image.replaceWith(link);
        }
    }
}

package press.communique.core.text;

import java.net.URI;
import java.util.List;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.select.Elements;
import press.communique.core.media.MediaLibrary;

/**
 * Turns the body of an edition into the markup that page, feed and mail show.
 *
 * <pre>{@code SafeHtml html = new BodyText("www.example.org").render("On *2 April* …");}</pre>
 *
 * <p>The body is CommonMark (with tables, footnotes and bare links) in which HTML may stand. Whatever comes out has
 * passed {@link Outline} and, last, the {@link Sanitiser}. Same input, same bytes. Safe for several threads.
 */
public final class BodyText {

    /** Deeper nesting than any text needs; beyond it CommonMark keeps the marks as text. */
    private static final int DEEPEST_BLOCK = 30;

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), AutolinkExtension.create(), FootnotesExtension.create());

    static final Parser PARSER = Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(DEEPEST_BLOCK)
            .build();
    static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .attributeProviderFactory(each -> new HeadingIds())
            .percentEncodeUrls(true)
            .build();

    private final Outline outline;

    /** @param host the site's own host; links to other hosts are marked as external */
    public BodyText(String host) {
        this(host, MediaLibrary.EMPTY);
    }

    /** @param library has the uploads that a body can name; what it does not have gives way to its words */
    public BodyText(String host, MediaLibrary library) {
        this.outline = new Outline(host, new Illustrations(library));
    }

    /** The uploads that a body shows as images, in order. */
    public static List<BodyImage> images(String body) {
        if (!body.contains(MediaReferences.SCHEME)) {
            return List.of();
        }
        return Jsoup.parseBodyFragment(RENDERER.render(parsed(body)))
                .select("img[src^=" + MediaReferences.SCHEME + "]")
                .stream()
                .map(image ->
                        new BodyImage(image.attr("src").substring(MediaReferences.SCHEME.length()), image.attr("alt")))
                .toList();
    }

    public SafeHtml render(String body) {
        if (body.isBlank()) {
            return SafeHtml.EMPTY;
        }
        Node text = parsed(body);
        if (!PlainOutline.tidy(text)) {
            return longWay(text);
        }
        return PlainMarkup.of(text, outline).orElseGet(() -> longWay(parsed(body)));
    }

    static Node parsed(String body) {
        return PARSER.parse(OpenBrackets.tame(body));
    }

    /** For whatever there is in a text: through its HTML, and through the sanitiser. */
    SafeHtml longWay(Node text) {
        return Sanitiser.clean(outline.tidy(RENDERER.render(text)));
    }

    /** Plain words as a paragraph. */
    public static SafeHtml paragraph(String words) {
        return Sanitiser.clean("<p>" + Entities.escape(words) + "</p>");
    }

    /** The first paragraphs of a text: as many as stand before anything else, at most this many. */
    public static SafeHtml lead(SafeHtml html, int paragraphs) {
        var lead = new StringBuilder();
        Elements blocks = Jsoup.parseBodyFragment(html.toString()).body().children();
        for (int i = 0; i < blocks.size() && i < paragraphs && blocks.get(i).nameIs("p"); i++) {
            lead.append(blocks.get(i).outerHtml());
        }
        return Sanitiser.clean(lead.toString());
    }

    /** Where the links of a text lead, in order, each once. */
    public static List<String> links(SafeHtml html) {
        return Jsoup.parseBodyFragment(html.toString()).body().select("a[href]").eachAttr("href").stream()
                .distinct()
                .toList();
    }

    /** In what the sanitiser let through, where nothing but an element begins with a bracket. */
    private static boolean showsImages(String html) {
        for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
            if (html.startsWith("img ", at + 1)
                    || html.startsWith("picture", at + 1)
                    || html.startsWith("source", at + 1)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same text where it is read away from its page: its links and images lead to full addresses.
     *
     * @param page its full address, with a slash at its end
     */
    public static SafeHtml absolute(SafeHtml html, URI page) {
        if (!showsImages(html.toString())) {
            return Sanitiser.at(page, html);
        }
        Document document = Jsoup.parseBodyFragment(html.toString());
        document.outputSettings().prettyPrint(false);
        document.body().select("source").remove();
        document.body().select("picture").unwrap();
        document.body().select("img").removeAttr("srcset").removeAttr("sizes").removeAttr("loading");
        for (Element image : document.body().select("img[src]")) {
            image.attr("src", page.resolve(image.attr("src")).toString());
        }
        return Sanitiser.at(page, Sanitiser.elsewhere(document.body().html()));
    }
}

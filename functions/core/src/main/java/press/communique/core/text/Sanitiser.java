package press.communique.core.text;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * The one allow-list that stands between text from outside and our readers; the last step before {@link SafeHtml}.
 *
 * <p>Elements and attributes that are not named here are dropped, their text stays. Schemes: http, https, mailto, tel.
 */
final class Sanitiser {

    static final Pattern ANCHOR = Pattern.compile("(section-|fn-|fnref-)[\\p{L}\\p{N}_-]{0,200}");
    private static final Pattern OWN_MEDIA = Pattern.compile("/media/[A-Za-z0-9/._-]{1,300}");
    /** The library puts a space before the comma, which srcset allows, before it asks. */
    private static final Pattern SOURCES = Pattern.compile(
            "/media/[A-Za-z0-9/._-]{1,300} [0-9]{1,5}w( ?, /media/[A-Za-z0-9/._-]{1,300} [0-9]{1,5}w){0,9}");

    private static final Pattern ILLEGAL = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]");
    private static final Pattern SMALL_NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}");

    private static final Pattern ANY_MEDIA =
            Pattern.compile("https?://[^/\\s\"'<>]{1,300}/media/[A-Za-z0-9/._-]{1,300}");

    /** How a link begins that needs the page which it stands on: with a host, with the site's root, or with neither. */
    private static final Pattern RELATIVE = Pattern.compile(" href=\"(?!(?i:https?|mailto|tel):)(//?)?");

    private static final PolicyFactory POLICY = policy(OWN_MEDIA);
    private static final PolicyFactory ELSEWHERE = policy(ANY_MEDIA);

    private Sanitiser() {}

    static SafeHtml clean(String html) {
        return new SafeHtml(legal(POLICY.sanitize(html)));
    }

    /**
     * The same text with full addresses in place of ours. Quotes stand around attributes and nowhere else in what this
     * class has let through, so that nothing but an address can begin like one.
     */
    static SafeHtml at(URI page, SafeHtml html) {
        return new SafeHtml(RELATIVE.matcher(html.toString())
                .replaceAll(link -> Matcher.quoteReplacement(" href=\"" + before(link.group(1), page))));
    }

    private static String before(String slashes, URI page) {
        if (slashes == null) {
            return page.toString();
        }
        return page.getScheme() + "://" + (slashes.length() == 1 ? page.getRawAuthority() + "/" : "");
    }

    /** For text that is read away from the site, where our images have full addresses. */
    static SafeHtml elsewhere(String html) {
        return new SafeHtml(legal(ELSEWHERE.sanitize(html)));
    }

    /** What an entity such as {@code &#16;} stands for has no place in XML 1.0, and so in no feed (section 2.2). */
    private static String legal(String html) {
        for (int i = 0; i < html.length(); i++) {
            if (isIllegal(html.charAt(i))) {
                return ILLEGAL.matcher(html).replaceAll("");
            }
        }
        return html;
    }

    private static boolean isIllegal(char character) {
        return character < 0x20 ? character != '\t' && character != '\n' && character != '\r' : character >= 0xFFFE;
    }

    private static PolicyFactory policy(Pattern media) {
        return new HtmlPolicyBuilder()
                .allowElements(
                        "p",
                        "br",
                        "hr",
                        "h2",
                        "h3",
                        "h4",
                        "h5",
                        "h6",
                        "ul",
                        "ol",
                        "li",
                        "dl",
                        "dt",
                        "dd",
                        "blockquote",
                        "pre",
                        "code",
                        "kbd",
                        "samp",
                        "em",
                        "strong",
                        "b",
                        "i",
                        "u",
                        "s",
                        "del",
                        "ins",
                        "sub",
                        "sup",
                        "small",
                        "abbr",
                        "cite",
                        "q",
                        "dfn",
                        "time",
                        "mark",
                        "figure",
                        "figcaption",
                        "div",
                        "span",
                        "section",
                        "table",
                        "caption",
                        "thead",
                        "tbody",
                        "tfoot",
                        "tr",
                        "th",
                        "td",
                        "a",
                        "img",
                        "picture",
                        "source",
                        "bdi",
                        "bdo")
                .allowWithoutAttributes("span", "a", "img", "picture")
                .allowUrlProtocols("http", "https", "mailto", "tel")
                .allowAttributes("href")
                .onElements("a")
                .allowAttributes("rel")
                .matching(false, "external")
                .onElements("a")
                .allowAttributes("src")
                .matching(media)
                .onElements("img")
                .allowAttributes("alt")
                .onElements("img")
                .allowAttributes("width", "height")
                .matching(SMALL_NUMBER)
                .onElements("img")
                .allowAttributes("srcset")
                .matching(SOURCES)
                .onElements("img", "source")
                .allowAttributes("sizes")
                .matching(false, Illustrations.SIZES)
                .onElements("img", "source")
                .allowAttributes("type")
                .matching(false, "image/webp")
                .onElements("source")
                .allowAttributes("loading")
                .matching(false, "lazy")
                .onElements("img")
                .allowAttributes("id")
                .matching(ANCHOR)
                .onElements("h2", "h3", "h4", "h5", "h6", "li", "sup", "a")
                .allowAttributes("class")
                .matching(false, "table", "footnotes", "footnote-ref", "footnote-backref")
                .onElements("div", "section", "sup", "a")
                .allowAttributes("role")
                .matching(false, "region")
                .onElements("div")
                .allowAttributes("tabindex")
                .matching(false, "0")
                .onElements("div")
                .allowAttributes("align")
                .matching(false, "left", "right", "center")
                .onElements("th", "td")
                .allowAttributes("colspan", "rowspan", "start")
                .matching(SMALL_NUMBER)
                .onElements("th", "td", "ol")
                .allowAttributes("scope")
                .matching(false, "col", "row")
                .onElements("th")
                .allowAttributes("title")
                .onElements("abbr", "a", "dfn")
                .allowAttributes("datetime")
                .onElements("time")
                .allowAttributes("lang")
                .matching(LANGUAGE)
                .globally()
                .allowAttributes("dir")
                .matching(false, "ltr", "rtl", "auto")
                .globally()
                .toFactory();
    }
}

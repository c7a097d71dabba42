package press.communique.core.site;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Paths that the site itself answers at, or comes to answer at with the next type, topic or month. A former address of a
 * post there would never be reached, or would be lost one day.
 *
 * <pre>{@code new ReservedPaths(site).has("/feeds/news.rss")  // true}</pre>
 */
public final class ReservedPaths {

    private static final Pattern FORMS = Pattern.compile("/subscriptions.*");

    private static final Set<String> AT_THE_ROOT =
            Set.of("api", "assets", "media", "_local", ".well-known", "robots.txt", "sitemap.xml", "favicon.ico");

    private static final Set<String> IN_EACH_LANGUAGE = Set.of(
            "", "index.html", "404.html", "accessibility", "feeds", "legal", "sitemap", "subscribe", "topic", "type");

    /** What a post's page lies below; an address such as {@code /news/2014/04/some-words/} is not reserved. */
    private static final Pattern LISTS = Pattern.compile("news(/\\d{4}(/\\d{2}(/_\\d+)?)?)?(/|/index\\.html)?");

    private final SiteSettings site;

    public ReservedPaths(SiteSettings site) {
        this.site = site;
    }

    /** @param path begins with a slash and is not percent-encoded */
    public boolean has(String path) {
        String rest = path.substring(1);
        String first = first(rest);
        if (FORMS.matcher(path).matches() || AT_THE_ROOT.contains(first)) {
            return true;
        }
        if (site.languages().contains(first)) {
            rest = rest.substring(Math.min(rest.length(), first.length() + 1));
        }
        return IN_EACH_LANGUAGE.contains(first(rest)) || LISTS.matcher(rest).matches();
    }

    private static String first(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }
}

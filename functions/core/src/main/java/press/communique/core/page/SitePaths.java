package press.communique.core.page;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Locale;
import press.communique.core.list.ListKey;
import press.communique.core.post.Address;
import press.communique.core.site.SiteSettings;

/**
 * Where things stand on the site, as paths that begin with a slash and are not percent-encoded.
 *
 * <pre>{@code new SitePaths(site).list(ListKey.topic("fr", "ukraine"))  // /fr/topic/ukraine/}</pre>
 */
public final class SitePaths {

    private final SiteSettings site;

    public SitePaths(SiteSettings site) {
        this.site = site;
    }

    public String home(String language) {
        return site.prefix(language) + "/";
    }

    public String post(Address address) {
        return address.path(site);
    }

    /** The page with a list's latest posts. */
    public String list(ListKey key) {
        String prefix = site.prefix(key.language());
        return switch (key.kind()) {
            case NEWS -> prefix + "/news/";
            case TYPE -> prefix + "/type/" + key.id() + "/";
            case TOPIC -> prefix + "/topic/" + key.id() + "/";
            case FEATURED -> throw new IllegalArgumentException("Featured posts have no page of their own");
        };
    }

    /** The page with a list's posts of a year. */
    public String archive(ListKey key, int year) {
        return list(key) + String.format(Locale.ROOT, "%04d/", year);
    }

    /** The page with a list's posts of a month. */
    public String archive(ListKey key, YearMonth month) {
        return list(key) + String.format(Locale.ROOT, "%04d/%02d/", month.getYear(), month.getMonthValue());
    }

    public String subscribe(String language) {
        return site.prefix(language) + "/subscribe/";
    }

    /** Where a sent form leads to. */
    public String checkYourMail(String language) {
        return site.prefix(language) + "/subscribe/check-your-mail/";
    }

    /** A standing page, such as {@code legal}. */
    public String standing(String language, String page) {
        return site.prefix(language) + "/" + page + "/";
    }

    public String notFound(String language) {
        return site.prefix(language) + "/404.html";
    }

    /** The feed of all news. */
    public String newsFeed(String language) {
        return site.prefix(language) + "/feeds/news.rss";
    }

    /** A path as it stands in a link: UTF-8, percent-encoded (RFC 3986 section 2.1). */
    public static String encode(String path) {
        var encoded = new StringBuilder(path.length());
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xff);
            if (character < 0x80 && (Character.isLetterOrDigit(character) || "/-._~".indexOf(character) >= 0)) {
                encoded.append(character);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", (int) character));
            }
        }
        return encoded.toString();
    }
}

package press.communique.core.page;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Locale;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
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

    /** The page with a list's posts of a month: the first part of them. */
    public String archive(ListKey key, YearMonth month) {
        return list(key) + String.format(Locale.ROOT, "%04d/%02d/", month.getYear(), month.getMonthValue());
    }

    /** The page with a part of a list's posts of a month. No slug begins with a low line. */
    public String archive(ListKey key, Part part) {
        return archive(key, part.month()) + (part.number() == 1 ? "" : "_" + part.number() + "/");
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

    /** A list's feed: {@code /feeds/topic/ukraine.atom}. */
    public String feed(ListKey list, FeedFormat format) {
        String name =
                switch (list.kind()) {
                    case NEWS -> "news";
                    case TYPE -> "type/" + list.id();
                    case TOPIC -> "topic/" + list.id();
                    case FEATURED -> throw new IllegalArgumentException("Featured posts have no feed of their own");
                };
        return feeds(list.language()) + name + "." + format.extension();
    }

    /** The page about feeds. */
    public String feeds(String language) {
        return site.prefix(language) + "/feeds/";
    }

    /** The document with a part of the older entries of the Atom feed of all news (RFC 5005). */
    public String feedArchive(String language, Part part) {
        return feeds(language) + "archive/" + name(part) + ".atom";
    }

    public String sitemapIndex() {
        return "/sitemap.xml";
    }

    /** The addresses that every newsroom has. */
    public String sitemapOfPages() {
        return "/sitemap/pages.xml";
    }

    /** The posts of a part of a month. */
    public String sitemap(String language, Part part) {
        return site.prefix(language) + "/sitemap/" + name(part) + ".xml";
    }

    /** The posts of the last two days, for news search. */
    public String newsSitemap(String language) {
        return site.prefix(language) + "/sitemap/news.xml";
    }

    private static String name(Part part) {
        return part.month() + (part.number() == 1 ? "" : "_" + part.number());
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

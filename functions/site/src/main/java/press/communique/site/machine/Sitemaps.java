package press.communique.site.machine;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.page.SitePaths;
import press.communique.core.page.Stamp;
import press.communique.core.site.SiteSettings;

/**
 * The site's addresses for search engines (https://www.sitemaps.org/protocol.html): an index, a sitemap for each part of a
 * month, and the last two days for news search
 * (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap). The stamp stands in a comment.
 */
public final class Sitemaps {

    /** Days that the news sitemap reaches back, today included. */
    private static final int NEWS_DAYS = 2;

    private static final String NEWS = " xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"";

    private final SiteSettings site;
    private final SitePaths paths;
    private final URI siteUrl;

    public Sitemaps(SiteSettings site, URI siteUrl) {
        this.site = site;
        this.paths = new SitePaths(site);
        this.siteUrl = siteUrl;
    }

    /** @param last by language and month (as its first part) the last part of each month that has posts */
    public byte[] index(SortedMap<String, List<Part>> last, Stamp stamp) {
        var sitemaps = new ArrayList<String>();
        sitemaps.add(paths.sitemapOfPages());
        site.languages().forEach(language -> sitemaps.add(paths.newsSitemap(language)));
        last.forEach((language, months) -> {
            for (Part month : months) {
                for (int number = 1; number <= month.number(); number++) {
                    sitemaps.add(paths.sitemap(language, new Part(month.month(), number)));
                }
            }
        });
        var xml = new StringBuilder();
        sitemaps.forEach(
                path -> xml.append("<sitemap><loc>").append(absolute(path)).append("</loc></sitemap>\n"));
        return bytes("sitemapindex", "", xml, stamp);
    }

    /** The addresses that every newsroom has. */
    public byte[] pages(Stamp stamp) {
        var xml = new StringBuilder();
        for (String language : site.languages()) {
            for (String path : List.of(
                    paths.home(language),
                    paths.list(ListKey.news(language)),
                    paths.subscribe(language),
                    paths.feeds(language))) {
                xml.append("<url><loc>").append(absolute(path)).append("</loc></url>\n");
            }
        }
        return bytes("urlset", "", xml, stamp);
    }

    /** The posts of a part of a month. */
    public byte[] part(List<ListEntry> posts, Stamp stamp) {
        var xml = new StringBuilder();
        for (ListEntry post : posts) {
            xml.append("<url><loc>")
                    .append(absolute(paths.post(post.address())))
                    .append("</loc><lastmod>")
                    .append(post.releasedAt().truncatedTo(ChronoUnit.SECONDS))
                    .append("</lastmod></url>\n");
        }
        return bytes("urlset", "", xml, stamp);
    }

    /** @param posts the newest ones; those of today and yesterday are shown */
    public byte[] news(String language, List<ListEntry> posts, LocalDate today, Stamp stamp) {
        var xml = new StringBuilder();
        LocalDate first = today.minusDays(NEWS_DAYS - 1L);
        for (ListEntry post : posts) {
            LocalDate day = LocalDate.ofInstant(post.publishedAt(), site.timeZone());
            if (!day.isBefore(first)) {
                xml.append("<url><loc>")
                        .append(absolute(paths.post(post.address())))
                        .append("</loc><news:news><news:publication><news:name>")
                        .append(escaped(site.name(language)))
                        .append("</news:name><news:language>")
                        .append(newsLanguage(language))
                        .append("</news:language></news:publication><news:publication_date>")
                        .append(post.publishedAt().truncatedTo(ChronoUnit.SECONDS))
                        .append("</news:publication_date><news:title>")
                        .append(escaped(post.title()))
                        .append("</news:title></news:news></url>\n");
            }
        }
        return bytes("urlset", NEWS, xml, stamp);
    }

    /** ISO 639, but for the two ways of writing Chinese. */
    private static String newsLanguage(String language) {
        String lower = language.toLowerCase(Locale.ROOT);
        return lower.equals("zh-cn") || lower.equals("zh-tw") ? lower : lower.replaceFirst("-.*", "");
    }

    private static byte[] bytes(String root, String namespaces, StringBuilder content, Stamp stamp) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- " + stamp + " -->\n<" + root
                        + " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"" + namespaces + ">\n" + content + "</"
                        + root + ">\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String absolute(String path) {
        return escaped(siteUrl + SitePaths.encode(path));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

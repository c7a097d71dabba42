package press.communique.site.machine;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.time.ZoneOffset;
import press.communique.core.page.SitePaths;
import press.communique.core.page.Stamp;
import press.communique.core.site.SiteSettings;

/** Files that programs look for at fixed addresses. */
public final class WellKnown {

    public static final String ROBOTS = "/robots.txt";
    public static final String SECURITY = "/.well-known/security.txt";

    private WellKnown() {}

    /** Everything may be read (RFC 9309); forms' answers, the API and the desk are none of a crawler's business. */
    public static byte[] robots(SiteSettings site, URI siteUrl, Stamp stamp) {
        return ("# " + stamp
                        + "\nUser-agent: *\nDisallow: /api/\nDisallow: /subscriptions\nDisallow: /desk/\n\nSitemap: "
                        + siteUrl + new SitePaths(site).sitemapIndex() + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whom to tell of a hole (RFC 9116): the contact for security in the settings, else the newsroom's.
     *
     * @param month that it is made in; it holds for less than a year, as the RFC asks
     */
    public static byte[] security(SiteSettings site, URI siteUrl, YearMonth month, Stamp stamp) {
        String contact = site.contact().getOrDefault("security", site.contact().getOrDefault("email", site.sender()));
        return ("# " + stamp + "\nContact: " + address(contact) + "\nExpires: "
                        + month.plusMonths(11).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC)
                        + "\nPreferred-Languages: " + String.join(", ", site.languages()) + "\nCanonical: " + siteUrl
                        + SECURITY + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String address(String contact) {
        String line = contact.replaceAll("\\s", "");
        return line.matches("(?i)(https|mailto|tel):.*") ? line : "mailto:" + line;
    }
}

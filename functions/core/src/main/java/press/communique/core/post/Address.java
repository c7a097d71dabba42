package press.communique.core.post;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Locale;
import press.communique.core.site.SiteSettings;

/**
 * Where an edition stands on the site; year and month are frozen at the post's first release.
 *
 * <pre>{@code new Address("fr", YearMonth.of(2014, 4), "accord").path(site)  // /fr/news/2014/04/accord/}</pre>
 */
public record Address(String language, YearMonth month, String slug) {

    public static Address of(String language, Instant publishedAt, SiteSettings site, String slug) {
        return new Address(language, month(publishedAt, site), slug);
    }

    /** In the newsroom's time zone. */
    public static YearMonth month(Instant publishedAt, SiteSettings site) {
        return YearMonth.from(publishedAt.atZone(site.timeZone()));
    }

    /** The path on the site, not percent-encoded. */
    public String path(SiteSettings site) {
        return site.prefix(language)
                + String.format(Locale.ROOT, "/news/%04d/%02d/%s/", month.getYear(), month.getMonthValue(), slug);
    }
}

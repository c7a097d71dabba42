package press.communique.site.publish;

import java.net.URI;
import java.time.InstantSource;
import java.time.LocalDate;
import press.communique.core.media.MediaLibrary;
import press.communique.core.page.Pages;
import press.communique.core.page.SitePaths;
import press.communique.core.page.Stamp;
import press.communique.core.page.Theme;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.BodyText;
import press.communique.site.feed.Feeds;
import press.communique.site.machine.Sitemaps;
import press.communique.store.site.Sites;

/** Everything that depends on one revision of the site's settings and one edition of its theme, made once for them. */
record Look(
        int theme,
        SiteSettings site,
        Pages pages,
        SitePaths paths,
        Feeds feeds,
        Sitemaps sitemaps,
        BodyText bodies,
        URI siteUrl,
        MediaLibrary media) {

    /** The stamp of a file that shows this content with these settings. */
    Stamp stamp(long content) {
        return new Stamp(Stamp.RENDERER, theme, site.revision(), content);
    }

    boolean isOf(SiteSettings present) {
        return site.revision() == present.revision() && theme == Theme.current().edition();
    }

    /** The key in the bucket of what a browser gets at this path. */
    static String key(String path) {
        return path.substring(1) + (path.endsWith("/") ? "index.html" : "");
    }

    /** Reads the settings each time it is asked, consistently, and keeps what was made of the last ones. */
    static final class Current {

        private final Sites sites;
        private final URI siteUrl;
        private final InstantSource clock;
        private final MediaLibrary media;
        private volatile Look last;

        Current(Sites sites, URI siteUrl, InstantSource clock) {
            this(sites, siteUrl, clock, MediaLibrary.EMPTY);
        }

        /** @param clock says which day it is, and nothing else */
        Current(Sites sites, URI siteUrl, InstantSource clock, MediaLibrary media) {
            this.sites = sites;
            this.siteUrl = siteUrl;
            this.clock = clock;
            this.media = media;
        }

        /** The day in the newsroom's time zone. */
        LocalDate today(Look look) {
            return LocalDate.ofInstant(clock.instant(), look.site().timeZone());
        }

        /** What was read last; for what may be a moment old, such as where a file stands. */
        Look lastRead() {
            Look kept = last;
            return kept == null ? read() : kept;
        }

        Look read() {
            SiteSettings site = sites.current();
            Look kept = last;
            if (kept == null || !kept.isOf(site)) {
                // Before anything is made with it: a theme that comes meanwhile is the next look's.
                int theme = Theme.current().edition();
                kept = new Look(
                        theme,
                        site,
                        new Pages(site, siteUrl, media),
                        new SitePaths(site),
                        new Feeds(site, siteUrl, media),
                        new Sitemaps(site, siteUrl),
                        new BodyText(siteUrl.getHost(), media),
                        siteUrl,
                        media);
                last = kept;
            }
            return kept;
        }
    }
}

package press.communique.site.files;

import java.util.List;
import java.util.Optional;
import press.communique.core.page.Stamp;

/**
 * A file of the site.
 *
 * @param key in the bucket, as UTF-8: {@code news/2014/04/accord/index.html}
 * @param stamp what it was made from; it is part of the bytes too
 * @param cacheTags by which the CDN can be told to forget it
 * @param location where the CDN leads whoever asks for the file, as it stands in the header; empty for a file to be read
 */
public record SiteFile(
        String key,
        String contentType,
        String cacheControl,
        Stamp stamp,
        List<String> cacheTags,
        byte[] bytes,
        Optional<String> location) {

    /**
     * Shared caches keep it for a minute at most and may show it while they fetch it anew, or for a day while there is
     * nobody to fetch it from (RFC 5861). What was purged they have no more, so a withdrawn text does not come back.
     */
    public static final String PAGE_CACHE =
            "public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400";

    /** Its name holds a hash of its content, so it never changes. */
    public static final String ASSET_CACHE = "public, max-age=31536000, immutable";

    /** A file to be read. */
    public SiteFile(
            String key, String contentType, String cacheControl, Stamp stamp, List<String> cacheTags, byte[] bytes) {
        this(key, contentType, cacheControl, stamp, cacheTags, bytes, Optional.empty());
    }

    /** The same, but the CDN makes a redirect of it. */
    public SiteFile leadingTo(String target) {
        return new SiteFile(key, contentType, cacheControl, stamp, cacheTags, bytes, Optional.of(target));
    }

    public static SiteFile html(String key, Stamp stamp, List<String> cacheTags, byte[] bytes) {
        return new SiteFile(key, "text/html; charset=utf-8", PAGE_CACHE, stamp, cacheTags, bytes);
    }
}

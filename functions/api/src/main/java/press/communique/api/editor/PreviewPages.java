package press.communique.api.editor;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.media.Media;
import press.communique.core.media.MediaLibrary;
import press.communique.core.media.Stored;
import press.communique.core.media.StoredFile;
import press.communique.core.page.Pages;
import press.communique.core.page.PreviewAddresses;
import press.communique.core.post.Post;
import press.communique.core.post.Release;
import press.communique.core.post.Released;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.BodyText;
import press.communique.store.media.ReadyMedia;
import press.communique.store.posts.Addresses;

/** Renders a post's present text as the site would if it were released now. */
public final class PreviewPages {

    /** In bytes. A function's answer has 6 MB at most, and in base64 a file takes a third more. */
    private static final long LARGEST_FILE = 4_000_000;

    private final MediaLibrary library;
    private final Addresses addresses;
    private final URI siteUrl;

    public PreviewPages(MediaLibrary library, Addresses addresses, URI siteUrl) {
        this.library = new ReadyMedia(library);
        this.addresses = addresses;
        this.siteUrl = siteUrl;
    }

    String render(Post post, String language, PreviewAddresses where, SiteSettings site, Instant now) {
        MediaLibrary fitting = id -> library.find(id).map(PreviewPages::fitting);
        var body = new BodyText(siteUrl.getHost(), fitting)
                .render(post.content().editions().get(language).body());
        return new Pages(site, siteUrl, fitting).preview(language, released(post, site, now), body, where);
    }

    String notFound(String language, SiteSettings site) {
        return new Pages(site, siteUrl).notFound(language, null);
    }

    /** The upload with this hash, if the post's present text shows it. */
    Optional<Media> shown(Post post, String hash) {
        return post.content().media().stream()
                .flatMap(id -> library.find(id).stream())
                .filter(media -> media.stored().orElseThrow().hash().equals(hash))
                .findFirst();
    }

    static boolean fits(StoredFile file) {
        return file.bytes() <= LARGEST_FILE;
    }

    private Released released(Post post, SiteSettings site, Instant now) {
        Instant publishedAt = post.foreseenAt(now);
        var release = new Release(
                post.id(),
                post.revision(),
                post.textRevision(),
                Release.Kind.PUBLISH,
                now,
                publishedAt,
                post.updatedBy(),
                Map.of(),
                Optional.empty(),
                post.released().map(Release::corrections).orElse(List.of()),
                false);
        return new Released(
                release, post.feedId(), post.content(), addresses.assumeFree(post, publishedAt, site), post.former());
    }

    /** Of an image the sizes that fit into an answer, for a page's policy lets no other address show it. */
    private static Media fitting(Media media) {
        return media.stored()
                .filter(stored -> stored.width() > 0 && stored.plain().stream().anyMatch(PreviewPages::fits))
                .map(stored -> media.with(new Stored(
                        stored.hash(),
                        stored.width(),
                        stored.height(),
                        stored.files().stream().filter(PreviewPages::fits).toList())))
                .orElse(media);
    }
}

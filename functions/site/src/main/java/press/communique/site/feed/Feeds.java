package press.communique.site.feed;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import press.communique.core.list.Part;
import press.communique.core.list.Withdrawal;
import press.communique.core.media.MediaLibrary;
import press.communique.core.page.FeedFormat;
import press.communique.core.site.SiteSettings;

/**
 * A list for programs, in the form that they like best.
 *
 * <pre>{@code byte[] rss = feeds.rss(FeedContent.of(list, posts, notes, texts, stamp));}</pre>
 *
 * <p>Immutable; one for each revision of the settings. Same values, same bytes.
 */
public final class Feeds {

    private final RssFeed rss;
    private final AtomFeed atom;
    private final JsonFeed json;

    /** @param library has the images that lead posts */
    public Feeds(SiteSettings site, URI siteUrl, MediaLibrary library) {
        var names = new FeedNames(site, siteUrl, library);
        this.rss = new RssFeed(names);
        this.atom = new AtomFeed(names);
        this.json = new JsonFeed(names);
    }

    public byte[] rss(FeedContent content) {
        return rss.write(content);
    }

    public byte[] json(FeedContent content) {
        return json.write(content);
    }

    /**
     * @param older the newest document of the archive; only the list of all news has one
     * @param withdrawals what feed readers are to forget, latest first
     */
    public byte[] atom(FeedContent content, Optional<Part> older, List<Withdrawal> withdrawals) {
        return atom.write(content, older, withdrawals);
    }

    /**
     * A document of the archive of all news in Atom (RFC 5005).
     *
     * @param older the document before this one
     */
    public byte[] archive(FeedContent content, Part part, Optional<Part> older) {
        return atom.archive(content, part, older);
    }

    /** How a feed is served. */
    public static String contentType(FeedFormat format) {
        return format.type() + (format == FeedFormat.JSON ? "" : "; charset=utf-8");
    }
}

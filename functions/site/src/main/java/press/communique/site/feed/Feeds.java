package press.communique.site.feed;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
 * <p>An entry that cannot be written is left out, since nobody would get the others otherwise; {@link #strict} refuses it.
 *
 * <p>Immutable; one for each revision of the settings. Same values, same bytes.
 */
public final class Feeds {

    private final RssFeed rss;
    private final AtomFeed atom;
    private final JsonFeed json;
    private final boolean isStrict;

    /** @param library has the images that lead posts */
    public Feeds(SiteSettings site, URI siteUrl, MediaLibrary library) {
        var names = new FeedNames(site, siteUrl, library);
        this.rss = new RssFeed(names);
        this.atom = new AtomFeed(names);
        this.json = new JsonFeed(names);
        this.isStrict = false;
    }

    private Feeds(Feeds feeds) {
        this.rss = feeds.rss;
        this.atom = feeds.atom;
        this.json = feeds.json;
        this.isStrict = true;
    }

    /** The same feeds, which throw {@link Unrenderable} for an entry that cannot be written. */
    public Feeds strict() {
        return new Feeds(this);
    }

    public byte[] rss(FeedContent content) {
        return write(content, rss::write);
    }

    public byte[] json(FeedContent content) {
        return write(content, json::write);
    }

    /**
     * @param older the newest document of the archive; only the list of all news has one
     * @param withdrawals what feed readers are to forget, latest first
     */
    public byte[] atom(FeedContent content, Optional<Part> older, List<Withdrawal> withdrawals) {
        return write(content, entries -> atom.write(entries, older, withdrawals));
    }

    /**
     * A document of the archive of all news in Atom (RFC 5005).
     *
     * @param older the document before this one
     */
    public byte[] archive(FeedContent content, Part part, Optional<Part> older) {
        return write(content, entries -> atom.archive(entries, part, older));
    }

    private byte[] write(FeedContent content, Function<FeedContent, byte[]> form) {
        String what = "The feed of " + content.list();
        return isStrict
                ? Unrenderable.unless(what, () -> form.apply(content))
                : Unrenderable.leavingOut(
                        what,
                        content.entries(),
                        entry -> entry.post().postId(),
                        entries -> form.apply(content.with(entries)));
    }

    /** How a feed is served. */
    public static String contentType(FeedFormat format) {
        return format.type() + (format == FeedFormat.JSON ? "" : "; charset=utf-8");
    }
}

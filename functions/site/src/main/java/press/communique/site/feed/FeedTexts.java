package press.communique.site.feed;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.list.ListEntry;
import press.communique.core.page.CorrectionNotes;
import press.communique.core.page.SitePaths;
import press.communique.core.post.Address;
import press.communique.core.post.Release;
import press.communique.core.text.BodyText;
import press.communique.core.text.SafeHtml;
import press.communique.store.posts.Releases;

/**
 * The rendered texts of posts, for their pages and for feeds. A text never changes under its revision, so it is kept: what
 * a page was made of need not be read and rendered again for the feeds, and a feed that gains one post reads one text. One
 * that cannot be rendered, or is gone, is left empty in a feed: it must not hold up the rest. Safe for several threads.
 */
public final class FeedTexts {

    private static final Logger LOG = LoggerFactory.getLogger(FeedTexts.class);

    /** In characters of markup, all kept texts together. */
    private static final int KEPT = 16_000_000;

    private final Releases releases;
    private final URI siteUrl;
    private final Map<Key, Rendered> kept = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Key, CompletableFuture<Rendered>> underWay = new ConcurrentHashMap<>();
    private long size;

    public FeedTexts(Releases releases, URI siteUrl) {
        this.releases = releases;
        this.siteUrl = siteUrl;
    }

    private record Key(String postId, long textRevision, Address at) {}

    /** @param elsewhere with full addresses */
    private record Rendered(SafeHtml page, SafeHtml elsewhere) {
        int size() {
            return page.toString().length() + elsewhere.toString().length();
        }
    }

    /** The text as the post's own page shows it. @param body as it stands in the table */
    public SafeHtml page(Release release, Address at, String body, SitePaths paths, BodyText bodies) {
        return rendered(new Key(release.postId(), release.textRevision(), at), paths, bodies, () -> body)
                .page();
    }

    /**
     * Renders a text before its post stands in any feed.
     *
     * @throws Unrenderable if it cannot be rendered
     */
    public SafeHtml prepare(ListEntry entry, String body, SitePaths paths, BodyText bodies, CorrectionNotes notes) {
        return notes.text(entry, rendered(key(entry), paths, bodies, () -> body).elsewhere());
    }

    /** The text as a feed carries it: with full addresses, below what was corrected in it. */
    public SafeHtml of(ListEntry entry, SitePaths paths, BodyText bodies, CorrectionNotes notes) {
        return notes.text(entry, alone(entry, paths, bodies));
    }

    /** The text alone, with full addresses. Feeds that ask for it at the same time read it once. */
    public SafeHtml alone(ListEntry entry, SitePaths paths, BodyText bodies) {
        Key key = key(entry);
        try {
            return rendered(
                            key,
                            paths,
                            bodies,
                            () -> releases.body(
                                    key.postId(), key.textRevision(), key.at().language()))
                    .elsewhere();
        } catch (Unrenderable content) {
            LOG.error("A feed goes without a text", content);
            return SafeHtml.EMPTY;
        }
    }

    private static Key key(ListEntry entry) {
        return new Key(entry.postId(), entry.textRevision(), entry.address());
    }

    private Rendered rendered(Key key, SitePaths paths, BodyText bodies, Supplier<String> body) {
        CompletableFuture<Rendered> mine = new CompletableFuture<>();
        CompletableFuture<Rendered> other;
        synchronized (kept) {
            Rendered text = kept.get(key);
            if (text != null) {
                return text;
            }
            other = underWay.putIfAbsent(key, mine);
        }
        return other != null ? joined(other) : render(key, paths, bodies, body, mine);
    }

    private static Rendered joined(CompletableFuture<Rendered> other) {
        try {
            return other.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException trouble ? trouble : failed;
        }
    }

    private Rendered render(
            Key key, SitePaths paths, BodyText bodies, Supplier<String> body, CompletableFuture<Rendered> mine) {
        try {
            String what = "The text of post " + key.postId() + " (" + key.at().language() + ")";
            Rendered text = Unrenderable.unless(what, () -> {
                SafeHtml page = bodies.render(body.get());
                URI address = URI.create(siteUrl + SitePaths.encode(paths.post(key.at())));
                return new Rendered(page, BodyText.absolute(page, address));
            });
            keep(key, text);
            mine.complete(text);
            return text;
        } catch (RuntimeException trouble) {
            mine.completeExceptionally(trouble);
            throw trouble;
        } finally {
            underWay.remove(key);
        }
    }

    private void keep(Key key, Rendered text) {
        synchronized (kept) {
            if (kept.put(key, text) == null) {
                size += text.size();
            }
            var oldest = kept.entrySet().iterator();
            while (size > KEPT && oldest.hasNext()) {
                size -= oldest.next().getValue().size();
                oldest.remove();
            }
        }
    }
}

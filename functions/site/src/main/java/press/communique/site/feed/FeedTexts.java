package press.communique.site.feed;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.list.ListEntry;
import press.communique.core.page.CorrectionNotes;
import press.communique.core.text.BodyText;
import press.communique.core.text.SafeHtml;
import press.communique.store.posts.Releases;

/**
 * The rendered texts of the posts in a feed. A text never changes under its revision, so it is kept: a feed that gains one
 * post reads one text. One that cannot be rendered is left empty: it must not hold up the rest of the feed. Safe for several
 * threads.
 */
public final class FeedTexts {

    private static final Logger LOG = LoggerFactory.getLogger(FeedTexts.class);

    /** In characters of markup, all kept texts together. */
    private static final int KEPT = 8_000_000;

    private final Releases releases;
    private final URI siteUrl;
    private final Map<Key, SafeHtml> kept = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Key, CompletableFuture<SafeHtml>> underWay = new ConcurrentHashMap<>();
    private long size;

    public FeedTexts(Releases releases, URI siteUrl) {
        this.releases = releases;
        this.siteUrl = siteUrl;
    }

    private record Key(String postId, long textRevision, String language) {}

    /**
     * Renders a text before its post stands in any feed, and throws whatever keeps it from being rendered.
     */
    public SafeHtml prepare(ListEntry entry, String body, BodyText bodies, CorrectionNotes notes) {
        SafeHtml text = BodyText.absolute(bodies.render(body), siteUrl);
        keep(key(entry), text);
        return notes.text(entry, text);
    }

    /** The text as a feed carries it: with full addresses, below what was corrected in it. */
    public SafeHtml of(ListEntry entry, BodyText bodies, CorrectionNotes notes) {
        return notes.text(entry, alone(entry, bodies));
    }

    /** The text alone, with full addresses. Feeds that ask for it at the same time read it once. */
    public SafeHtml alone(ListEntry entry, BodyText bodies) {
        Key key = key(entry);
        CompletableFuture<SafeHtml> mine = new CompletableFuture<>();
        CompletableFuture<SafeHtml> other;
        synchronized (kept) {
            SafeHtml text = kept.get(key);
            if (text != null) {
                return text;
            }
            other = underWay.putIfAbsent(key, mine);
        }
        return other != null ? other.join() : read(key, bodies, mine);
    }

    private SafeHtml read(Key key, BodyText bodies, CompletableFuture<SafeHtml> mine) {
        try {
            SafeHtml text = render(key, releases.body(key.postId(), key.textRevision(), key.language()), bodies);
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

    private SafeHtml render(Key key, String body, BodyText bodies) {
        try {
            return Unrenderable.unless(
                    "The text of post " + key.postId() + " (" + key.language() + ")",
                    () -> BodyText.absolute(bodies.render(body), siteUrl));
        } catch (Unrenderable content) {
            LOG.error("A feed goes without a text", content);
            return SafeHtml.EMPTY;
        }
    }

    private static Key key(ListEntry entry) {
        return new Key(entry.postId(), entry.textRevision(), entry.address().language());
    }

    private void keep(Key key, SafeHtml text) {
        synchronized (kept) {
            if (kept.put(key, text) == null) {
                size += text.toString().length();
            }
            var oldest = kept.entrySet().iterator();
            while (size > KEPT && oldest.hasNext()) {
                size -= oldest.next().getValue().toString().length();
                oldest.remove();
            }
        }
    }
}

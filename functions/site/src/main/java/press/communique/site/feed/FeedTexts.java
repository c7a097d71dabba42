package press.communique.site.feed;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import press.communique.core.list.ListEntry;
import press.communique.core.page.CorrectionNotes;
import press.communique.core.post.Release;
import press.communique.core.text.BodyText;
import press.communique.core.text.SafeHtml;
import press.communique.store.posts.Releases;

/**
 * The rendered texts of posts, for their pages and for feeds. A text never changes under its revision, so it is kept: what
 * a page was made of need not be read and rendered again for the feeds, and a feed that gains one post reads one text.
 * Safe for several threads.
 */
public final class FeedTexts {

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

    private record Key(String postId, long textRevision, String language) {}

    /** @param elsewhere with full addresses */
    private record Rendered(SafeHtml page, SafeHtml elsewhere) {
        int size() {
            return page.toString().length() + elsewhere.toString().length();
        }
    }

    /** The text as the post's own page shows it. @param body as it stands in the table */
    public SafeHtml page(Release release, String language, String body, BodyText bodies) {
        return rendered(new Key(release.postId(), release.textRevision(), language), bodies, () -> body)
                .page();
    }

    /** The text as a feed carries it: with full addresses, below what was corrected in it. */
    public SafeHtml of(ListEntry entry, BodyText bodies, CorrectionNotes notes) {
        return notes.text(entry, alone(entry, bodies));
    }

    /** The text alone, with full addresses. Feeds that ask for it at the same time read it once. */
    public SafeHtml alone(ListEntry entry, BodyText bodies) {
        var key = new Key(entry.postId(), entry.textRevision(), entry.address().language());
        return rendered(key, bodies, () -> releases.body(key.postId(), key.textRevision(), key.language()))
                .elsewhere();
    }

    private Rendered rendered(Key key, BodyText bodies, Supplier<String> body) {
        CompletableFuture<Rendered> mine = new CompletableFuture<>();
        CompletableFuture<Rendered> other;
        synchronized (kept) {
            Rendered text = kept.get(key);
            if (text != null) {
                return text;
            }
            other = underWay.putIfAbsent(key, mine);
        }
        return other != null ? other.join() : render(key, bodies, body, mine);
    }

    private Rendered render(Key key, BodyText bodies, Supplier<String> body, CompletableFuture<Rendered> mine) {
        try {
            SafeHtml page = bodies.render(body.get());
            var text = new Rendered(page, BodyText.absolute(page, siteUrl));
            keep(key, text);
            mine.complete(text);
            return text;
        } catch (RuntimeException | StackOverflowError trouble) {
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

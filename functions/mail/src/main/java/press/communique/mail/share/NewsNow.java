package press.communique.mail.share;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import press.communique.core.audience.Partition;
import press.communique.core.audience.Reader;
import press.communique.core.mail.AtOnce;
import press.communique.core.mail.DigestChoice;
import press.communique.core.mail.LogEntry;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Share;
import press.communique.core.post.Content;
import press.communique.core.post.Intent;
import press.communique.core.post.Live;
import press.communique.core.post.Release;
import press.communique.core.post.Released;
import press.communique.store.mailing.Deliveries;
import press.communique.store.mailing.Mailings;
import press.communique.store.posts.Releases;

/**
 * The posts of a digest as readers have them, and what mailings at once have done. Posts are remembered, and looked at
 * again before they are told; mailings are asked anew in every {@link #round}, unless they are done.
 */
final class NewsNow implements DigestChoice.News {

    /** A release reaches the site in less; one that does not is not waited for. */
    private static final Duration SHORTLY = Duration.ofMinutes(2);

    private final Releases releases;
    private final Mailings mailings;
    private final Deliveries deliveries;
    private final InstantSource clock;
    private final Map<String, Seen> posts = new HashMap<>();
    private final Map<String, Map<String, AtOnce>> done = new HashMap<>();
    private final Map<String, Map<String, AtOnce>> underWay = new HashMap<>();

    NewsNow(Releases releases, Mailings mailings, Deliveries deliveries, InstantSource clock) {
        this.releases = releases;
        this.mailings = mailings;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** @param post nothing if it is withdrawn */
    private record Seen(long revision, Optional<Released> post, boolean isTurning, boolean isShortly) {}

    @Override
    public boolean isTurning(LogEntry entry) {
        return seen(entry.postId()).isTurning();
    }

    @Override
    public Optional<Content> content(LogEntry entry) {
        return post(entry.postId()).map(Released::content);
    }

    Optional<Released> post(String postId) {
        return seen(postId).post();
    }

    /** Forgets what was about to change. @return whether some of it still is, and is worth waiting for */
    boolean isShortly() {
        Set<String> waitedFor = new HashSet<>();
        posts.forEach((post, seen) -> {
            if (seen.isShortly()) {
                waitedFor.add(post);
            }
        });
        posts.keySet().removeAll(waitedFor);
        return waitedFor.stream().anyMatch(post -> seen(post).isShortly());
    }

    boolean isShortly(LogEntry entry) {
        return seen(entry.postId()).isShortly();
    }

    /** Looks at these posts again. @return whether one of them is another than before */
    boolean changed(Collection<String> postIds) {
        boolean changed = false;
        for (String postId : postIds) {
            Seen before = seen(postId);
            if (releases.current(postId).map(Release::revision).orElse(0L) != before.revision() || before.isTurning()) {
                posts.remove(postId);
                changed |= !seen(postId).equals(before);
            }
        }
        return changed;
    }

    private Seen seen(String postId) {
        return posts.computeIfAbsent(postId, this::look);
    }

    private Seen look(String postId) {
        Optional<Released> found = releases.outline(postId);
        if (found.isEmpty() || found.get().isWithdrawn()) {
            return new Seen(found.map(post -> post.release().revision()).orElse(0L), Optional.empty(), false, false);
        }
        Release release = found.get().release();
        boolean isTurning = releases.live(postId).map(Live::revision).orElse(0L) < release.revision();
        boolean isShortly = isTurning && release.releasedAt().plus(SHORTLY).isAfter(clock.instant());
        return new Seen(release.revision(), found, isTurning, isShortly);
    }

    /** From now on mailings that are under way are asked anew: what they have done since counts. */
    void round() {
        underWay.clear();
    }

    @Override
    public AtOnce atOnce(Reader reader, LogEntry entry) {
        return entry.intent().equals(Intent.FIRST) ? own(reader, entry) : later(reader, entry);
    }

    private AtOnce own(Reader reader, LogEntry entry) {
        Optional<Mailing> mailing = mailings.find(entry.mailing());
        if (mailing.isEmpty()) {
            return AtOnce.OPEN;
        }
        int partition = Partition.of(reader.id());
        int first = 0;
        for (Share share : mailings.shares(mailing.get())) {
            if (first <= partition && partition <= share.lastPartition()) {
                return known(share).getOrDefault(reader.id(), share.done() ? AtOnce.PASSED_BY : AtOnce.OPEN);
            }
            first = share.lastPartition() + 1;
        }
        return AtOnce.PASSED_BY;
    }

    private Map<String, AtOnce> known(Share share) {
        String name = share.mailing() + "#" + share.number();
        return share.done()
                ? done.computeIfAbsent(name, unused -> deliveries.atOnce(share))
                : underWay.computeIfAbsent(name, unused -> deliveries.atOnce(share));
    }

    /** A reader whom anything told of the post is not told that it has one more language. */
    private AtOnce later(Reader reader, LogEntry entry) {
        List<Mailing> earlier = releases.intents(entry.postId()).stream()
                .sorted(Comparator.comparingLong(Intent::revision))
                .map(Mailing::id)
                .filter(id -> !id.equals(entry.mailing()))
                .flatMap(id -> mailings.find(id).stream())
                .toList();
        boolean isUnderWay = earlier.stream()
                .flatMap(mailing -> mailings.shares(mailing).stream())
                .anyMatch(share -> !share.done());
        if (isUnderWay) {
            return AtOnce.TELLING;
        }
        int partition = Partition.of(reader.id());
        boolean had = deliveries
                .of(earlier, new Deliveries.Partitions(partition, partition))
                .containsKey(reader.id());
        return had ? AtOnce.TOLD : own(reader, entry);
    }
}

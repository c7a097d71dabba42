package press.communique.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.mail.HeldBack;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Share;
import press.communique.core.post.Intent;
import press.communique.core.post.Live;
import press.communique.core.post.Release;
import press.communique.mail.channel.ChannelQueues;
import press.communique.mail.share.Shares;
import press.communique.store.audience.ReaderCounts;
import press.communique.store.digest.DigestLog;
import press.communique.store.log.Correlation;
import press.communique.store.mailing.Batches;
import press.communique.store.mailing.Mailings;
import press.communique.store.posts.Releases;
import press.communique.store.queue.ShareMessage;
import press.communique.store.queue.ShareMessages;

/**
 * Opens the mailings of a post that is live, one for each intent up to the live revision, and tells the channels of it;
 * once, however often it is asked.
 *
 * <p>In this order: the entry in the log that digests are made of; the mailing with its shares; their messages; then the
 * intent is closed. Whoever is lost in between is followed by another, who finds what is there and sends the messages
 * again, which does no harm. The log comes first, so that no mailing at once can be done with a release that no digest
 * knows of.
 */
final class Announcing {

    private static final Logger LOG = LoggerFactory.getLogger(Announcing.class);

    /** Older news goes to a person, who decides whether it still is news. */
    private static final Duration NEWS = Duration.ofHours(24);

    private final Releases releases;
    private final ReaderCounts counts;
    private final Mailings mailings;
    private final DigestLog log;
    private final ShareMessages queue;
    private final ChannelQueues channels;
    private final InstantSource clock;

    Announcing(
            Releases releases,
            ReaderCounts counts,
            Mailings mailings,
            DigestLog log,
            ShareMessages queue,
            ChannelQueues channels,
            InstantSource clock) {
        this.releases = releases;
        this.counts = counts;
        this.mailings = mailings;
        this.log = log;
        this.queue = queue;
        this.channels = channels;
        this.clock = clock;
    }

    /** @return how many mailings came of it, and whether channels were told: what a sweep mended, if it asked */
    int announce(String postId) {
        return mail(postId) + tellChannels(postId);
    }

    private int tellChannels(String postId) {
        OptionalLong revision = releases.unannounced(postId);
        if (revision.isEmpty()) {
            return 0;
        }
        channels.tell(postId, revision.getAsLong());
        releases.announced(postId, revision.getAsLong());
        return 1;
    }

    private int mail(String postId) {
        List<Intent> intents = releases.openIntents(postId);
        if (intents.isEmpty()) {
            return 0;
        }
        Optional<Release> release = releases.current(postId);
        Optional<Live> live = releases.live(postId);
        try (var began = Correlation.of(release.flatMap(Release::cause))) {
            return mail(intents, release, live);
        }
    }

    private int mail(List<Intent> intents, Optional<Release> release, Optional<Live> live) {
        int opened = 0;
        for (Intent intent : intents) {
            Instant now = clock.instant();
            if (release.filter(current -> current.kind() == Release.Kind.WITHDRAW)
                    .isPresent()) {
                releases.closeIntent(intent, "withdrawn");
            } else if (releases.intentMadeAt(intent)
                    .filter(at -> at.isBefore(now.minus(NEWS)))
                    .isPresent()) {
                holdBack(intent, HeldBack.OLD_NEWS);
            } else if (live.isPresent() && live.get().revision() >= intent.revision()) {
                if (isKnownWhoHad(intent, now)) {
                    open(intent, now);
                    opened++;
                } else {
                    holdBack(intent, HeldBack.READERS_UNKNOWN);
                }
            }
        }
        return opened;
    }

    /** What became of each reader is kept for a while; after that nobody can say who has had the post. */
    private boolean isKnownWhoHad(Intent intent, Instant now) {
        return intent.name().equals(Intent.FIRST)
                || mailings.find(Mailing.id(new Intent(intent.postId(), Intent.FIRST, 0)))
                        .filter(first -> first.openedAt().plus(Batches.KEPT).isBefore(now))
                        .isEmpty();
    }

    private void open(Intent intent, Instant now) {
        String id = Mailing.id(intent);
        Mailing mailing = mailings.find(id).orElseGet(() -> {
            long position = position(intent, id, now);
            List<Share> shares = Shares.of(id, counts.byPartition());
            return mailings.open(
                    new Mailing(
                            id,
                            intent.postId(),
                            intent.name(),
                            intent.revision(),
                            now,
                            shares.size(),
                            isUrgent(intent.postId()),
                            position),
                    shares);
        });
        queue.put(mailings.shares(mailing).stream()
                .filter(share -> !share.done())
                .map(share -> ShareMessage.of(mailing, share.number()))
                .toList());
        releases.closeIntent(intent, "mailing");
        LOG.info("Mailing {} is open in {} shares", id, mailing.shares());
    }

    /** A correction is for those who had the error, and goes to them at once, however they had it. */
    private long position(Intent intent, String mailing, Instant now) {
        return Intent.correctionOf(intent.name()).isPresent()
                ? 0
                : log.append(
                        intent,
                        mailing,
                        releases.outline(intent.postId()).orElseThrow().content(),
                        now);
    }

    private boolean isUrgent(String postId) {
        return releases.outline(postId).filter(post -> post.content().urgent()).isPresent();
    }

    private void holdBack(Intent intent, HeldBack why) {
        releases.holdBack(intent, why);
        LOG.warn("Post {} intent {} is left to a person: {}", intent.postId(), intent.name(), why.sentence());
    }
}

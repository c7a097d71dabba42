package press.communique.site.schedule;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.store.aws.Metrics;
import press.communique.store.posts.Releases;
import press.communique.store.posts.ScheduledReleases;
import press.communique.store.queue.LetterMessages;

/** Looks at the public address until readers get the release, notes the moment, and has its editor told. */
final class Observation {

    private static final Logger LOG = LoggerFactory.getLogger(Observation.class);

    /** How often the address is asked; the lateness is known this exactly. */
    private static final Duration EVERY = Duration.ofMillis(25);

    /** After that the sweep sees to it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PublicAddress address = new PublicAddress();
    private final ScheduledReleases scheduled;
    private final Releases releases;
    private final LetterMessages letters;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Waiting waiting;

    Observation(
            ScheduledReleases scheduled,
            Releases releases,
            LetterMessages letters,
            Metrics metrics,
            InstantSource clock,
            Waiting waiting) {
        this.scheduled = scheduled;
        this.releases = releases;
        this.letters = letters;
        this.metrics = metrics;
        this.clock = clock;
        this.waiting = waiting;
    }

    void look(String postId, long revision, Instant scheduledFor, URI page) throws InterruptedException {
        Instant end = clock.instant().plus(PATIENCE);
        boolean isPublic = address.shows(page, revision);
        while (!isPublic && clock.instant().isBefore(end)) {
            waiting.until(clock.instant().plus(EVERY));
            isPublic = address.shows(page, revision);
        }
        Instant now = clock.instant();
        if (isPublic) {
            note(postId, revision, scheduledFor, now);
        } else {
            settle(postId, revision, scheduledFor);
        }
    }

    /** Where the address cannot be asked from here, the live mark says when pages, lists and feeds were there. */
    void settle(String postId, long revision, Instant scheduledFor) {
        releases.live(postId)
                .filter(live -> live.revision() >= revision)
                .ifPresent(live -> note(postId, revision, scheduledFor, live.at()));
    }

    /** Has the editor told how it stands. */
    void tell(String postId, long revision) {
        letters.scheduled(postId, revision);
    }

    private void note(String postId, long revision, Instant scheduledFor, Instant publicAt) {
        long lateness = Duration.between(scheduledFor, publicAt).toMillis();
        LOG.info("Post {} was public {} ms after its time", postId, lateness);
        metrics.milliseconds("Lateness", lateness);
        scheduled.seen(postId, revision, publicAt);
        tell(postId, revision);
    }
}

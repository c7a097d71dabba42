package press.communique.site.schedule;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.post.ScheduledRelease;
import press.communique.core.time.Waiting;
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

    private final PublicPages pages;
    private final ScheduledReleases scheduled;
    private final Releases releases;
    private final LetterMessages letters;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Waiting waiting;

    Observation(
            PublicPages pages,
            ScheduledReleases scheduled,
            Releases releases,
            LetterMessages letters,
            Metrics metrics,
            InstantSource clock,
            Waiting waiting) {
        this.pages = pages;
        this.scheduled = scheduled;
        this.releases = releases;
        this.letters = letters;
        this.metrics = metrics;
        this.clock = clock;
        this.waiting = waiting;
    }

    /** @return whether readers were seen to get it; if not, the sweep sees to it */
    boolean look(String postId, long revision, Instant scheduledFor, URI page) throws InterruptedException {
        Instant end = clock.instant().plus(PATIENCE);
        boolean isPublic = pages.shows(page, revision);
        while (!isPublic && clock.instant().isBefore(end)) {
            waiting.until(clock.instant().plus(EVERY));
            isPublic = pages.shows(page, revision);
        }
        if (isPublic) {
            note(postId, revision, scheduledFor, clock.instant());
        }
        return isPublic;
    }

    /** Has the editor told if it is live, page, lists and feeds; if it is not yet, the sweep sees to it. */
    void tellIfLive(String postId, long revision) {
        if (releases.live(postId).filter(live -> live.revision() >= revision).isPresent()) {
            tell(postId, revision);
        }
    }

    /**
     * For a release that nobody saw at its address, the live mark says when pages, lists and feeds were there. Then its
     * editor is told how it stands.
     */
    void settle(ScheduledRelease release) {
        if (release.publicAt().isEmpty()) {
            releases.live(release.postId())
                    .filter(live -> live.revision() >= release.revision())
                    .ifPresent(live -> note(release.postId(), release.revision(), release.scheduledFor(), live.at()));
        }
        tell(release.postId(), release.revision());
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
    }
}

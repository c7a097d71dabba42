package press.communique.site.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import press.communique.store.posts.Releases;
import press.communique.store.posts.ScheduledReleases;
import press.communique.store.queue.DueMessages;
import press.communique.store.work.Attempts;

/**
 * Looks ahead and back, every minute: what is due soon gets its message, and so does what should have been released and
 * was not, since its message got lost; and whoever still waits for word gets it.
 */
public final class Tick {

    private static final Logger LOG = LoggerFactory.getLogger(Tick.class);

    /** Each schedule is seen by two ticks before its second. */
    private static final Duration AHEAD = Duration.ofMinutes(2);

    /** After that whoever observed the release is gone. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** No function that sends letters runs for so long. */
    private static final Duration SENDER_IS_GONE = Duration.ofMinutes(10);

    private static final int AT_ONCE = 1_000;

    private final Releases releases;
    private final ScheduledReleases scheduled;
    private final DueMessages messages;
    private final Observation observation;
    private final InstantSource clock;

    Tick(
            Releases releases,
            ScheduledReleases scheduled,
            DueMessages messages,
            Observation observation,
            InstantSource clock) {
        this.releases = releases;
        this.scheduled = scheduled;
        this.messages = messages;
        this.observation = observation;
        this.clock = clock;
    }

    public void tick() {
        Instant now = clock.instant();
        var wakes = new Attempts(Level.ERROR, clock);
        for (String postId : releases.draw(Releases.Open.SCHEDULE, now.plus(AHEAD), AT_ONCE)) {
            wakes.at("Waking of post " + postId, () -> releases.scheduledFor(postId)
                    .ifPresent(at -> messages.send(postId, at, now)));
        }
        var words = new Attempts(Level.ERROR, clock);
        for (ScheduledReleases.Untold untold : scheduled.untold(now.minus(PATIENCE), AT_ONCE)) {
            words.at("Word of what became of post " + untold.postId(), () -> tell(untold, now));
        }
    }

    private void tell(ScheduledReleases.Untold untold, Instant now) {
        if (scheduled.isBeingTold(untold.postId(), untold.revision())) {
            if (scheduled.giveUp(untold.postId(), untold.revision(), now.minus(SENDER_IS_GONE))) {
                LOG.warn("Somebody may have been told what became of post {}, or not", untold.postId());
            }
            return;
        }
        LOG.warn("Nobody was told what became of post {}", untold.postId());
        scheduled.find(untold.postId(), untold.revision()).ifPresent(observation::settle);
    }
}

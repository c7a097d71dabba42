package press.communique.site;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.time.Waiting;
import press.communique.site.desk.DeskFiles;
import press.communique.site.publish.MediaCopies;
import press.communique.site.publish.Publisher;
import press.communique.site.publish.Publishing;
import press.communique.site.publish.Rebuild;
import press.communique.site.schedule.Clockwork;
import press.communique.site.schedule.Tick;
import press.communique.store.aws.Metrics;
import press.communique.store.posts.Releases;

/**
 * Comes by on a schedule: wakes what is due soon, or should have been released; takes to the site what was released a while ago and is not live: a record got lost. Renders
 * what changes with the day, removes what is public of deleted uploads, takes up a rebuild that stopped, and brings the desk
 * of this deployment.
 */
public final class SweepHandler implements RequestHandler<ScheduledEvent, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(SweepHandler.class);

    /** Longer than a release takes, so that the sweep leaves alone what is under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int AT_ONCE = 50;

    private final Tick clock;
    private final Publishing publishing;
    private final Releases releases;
    private final Publisher publisher;
    private final Rebuild rebuild;
    private final DeskFiles desk;
    private final MediaCopies mediaCopies;
    private final Metrics metrics;

    public SweepHandler() {
        this(System.getenv());
    }

    public SweepHandler(Map<String, String> environment) {
        this.clock = new Clockwork(environment, InstantSource.system(), Waiting.realTime()).tick();
        this.publishing = new Publishing(environment);
        this.releases = publishing.releases();
        this.publisher = publishing.publisher();
        this.rebuild = publishing.rebuild();
        this.desk = publishing.desk();
        this.mediaCopies = publishing.mediaCopies();
        this.metrics = new Metrics(environment);
    }

    @Override
    public Void handleRequest(ScheduledEvent event, Context context) {
        tick();
        desk();
        List<String> open = releases.open(Releases.Open.RELEASE, Instant.now().minus(PATIENCE), AT_ONCE);
        if (!open.isEmpty()) {
            LOG.warn("{} releases were not live after {} s", open.size(), PATIENCE.toSeconds());
            metrics.count("SweepRepairs", open.size());
            publisher.publish(open);
        }
        removeDeletedMedia();
        publishing.writeForToday();
        rebuild.tend();
        return null;
    }

    /** After a deployment the next minute brings its desk. */
    private void desk() {
        try {
            int written = desk.ensure();
            if (written > 0) {
                LOG.info("Wrote {} files of the desk", written);
            }
        } catch (RuntimeException trouble) {
            LOG.error("The desk could not be brought up to date", trouble);
        }
    }

    /** Open until it is done, so whatever comes of it the rest is done too. */
    private void removeDeletedMedia() {
        try {
            mediaCopies.removeDeleted();
        } catch (RuntimeException trouble) {
            LOG.error("Files of deleted uploads may still be public", trouble);
        }
    }

    /** First of all, and whatever comes of it the rest is done too. */
    private void tick() {
        try {
            clock.tick();
        } catch (RuntimeException trouble) {
            LOG.error("The clock did not tick", trouble);
        }
    }
}

package press.communique.site;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.time.Waiting;
import press.communique.site.desk.DeskFiles;
import press.communique.site.publish.MediaCopies;
import press.communique.site.publish.Publishing;
import press.communique.site.publish.Rebuild;
import press.communique.site.schedule.Clockwork;
import press.communique.site.schedule.Tick;
import press.communique.store.aws.Metrics;

/**
 * Comes by on a schedule: wakes what is due soon, or should have been released; takes to the site what was released a while ago and is not live: a record got lost. Renders
 * what changes with the day, removes what is public of deleted uploads, takes up a rebuild that stopped, and brings the desk
 * of this deployment.
 */
public final class SweepHandler implements RequestHandler<ScheduledEvent, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(SweepHandler.class);

    private final Tick clock;
    private final Publishing publishing;
    private final LostReleases lostReleases;
    private final Rebuild rebuild;
    private final DeskFiles desk;
    private final MediaCopies mediaCopies;

    public SweepHandler() {
        this(System.getenv());
    }

    public SweepHandler(Map<String, String> environment) {
        this.clock = new Clockwork(environment, InstantSource.system(), Waiting.realTime()).tick();
        this.publishing = new Publishing(environment);
        this.lostReleases = new LostReleases(
                publishing.releases(), publishing.publisher(), new Metrics(environment), InstantSource.system());
        this.rebuild = publishing.rebuild();
        this.desk = publishing.desk();
        this.mediaCopies = publishing.mediaCopies();
    }

    @Override
    public Void handleRequest(ScheduledEvent event, Context context) {
        tick();
        desk();
        lostReleases.publish();
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

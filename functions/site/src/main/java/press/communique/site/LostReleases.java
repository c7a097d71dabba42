package press.communique.site;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.site.publish.Publisher;
import press.communique.store.aws.Metrics;
import press.communique.store.posts.Releases;

/** Takes to the site what was released a while ago and is not live: its record got lost, or it failed. */
final class LostReleases {

    private static final Logger LOG = LoggerFactory.getLogger(LostReleases.class);

    /** Longer than a release takes, so that the sweep leaves alone what is under way. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int AT_ONCE = 50;

    private final Releases releases;
    private final Publisher publisher;
    private final Metrics metrics;
    private final InstantSource clock;

    LostReleases(Releases releases, Publisher publisher, Metrics metrics, InstantSource clock) {
        this.releases = releases;
        this.publisher = publisher;
        this.metrics = metrics;
        this.clock = clock;
    }

    void publish() {
        List<String> open = releases.draw(Releases.Open.RELEASE, clock.instant().minus(PATIENCE), AT_ONCE);
        if (!open.isEmpty()) {
            LOG.warn("{} releases were not live after {} s", open.size(), PATIENCE.toSeconds());
            metrics.count("SweepRepairs", open.size());
            publisher.publish(open);
        }
    }
}

package press.communique.site.schedule;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.settings.Settings;
import press.communique.site.publish.Publishing;
import press.communique.store.aws.AwsClients;
import press.communique.store.aws.Metrics;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Releases;
import press.communique.store.posts.ScheduledReleases;
import press.communique.store.queue.DueMessages;
import press.communique.store.queue.LetterMessages;
import press.communique.store.site.Sites;

/** Puts the parts of scheduling together from a function's environment, and ticks. */
public final class Clockwork {

    private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);

    /** A tick comes every minute, so each schedule is seen by two of them before its second. */
    private static final Duration AHEAD = Duration.ofMinutes(2);

    /** After that the observer is gone, and somebody waits for word. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int AT_ONCE = 1_000;

    private final Settings settings;
    private final AwsClients aws;
    private final Releases releases;
    private final ScheduledReleases scheduled;
    private final Observation observation;
    private final InstantSource clock;
    private final Waiting waiting;

    public Clockwork(Map<String, String> environment, InstantSource clock, Waiting waiting) {
        this.settings = new Settings(environment);
        this.aws = new AwsClients(environment);
        var dynamo = aws.dynamoDb();
        this.releases = new Releases(dynamo, settings.postsTable());
        this.scheduled = new ScheduledReleases(dynamo, settings.postsTable());
        this.clock = clock;
        this.waiting = waiting;
        this.observation = new Observation(
                scheduled,
                releases,
                new LetterMessages(aws, settings.letterQueue()),
                new Metrics(environment),
                clock,
                waiting);
    }

    public DueReleases releases(Publishing publishing) {
        var dynamo = aws.dynamoDb();
        URI siteUrl = settings.siteUrl();
        return new DueReleases(
                new Posts(dynamo, settings.postsTable(), aws.s3(), settings.privateBucket()),
                new Sites(dynamo, settings.postsTable()),
                publishing.publisher(),
                observation,
                siteUrl,
                clock,
                waiting);
    }

    /** Looks ahead, and back: what is due soon gets its message, and so does what should have been released. */
    public Runnable tick() {
        var messages = new DueMessages(aws, settings.dueQueue());
        return () -> {
            Instant now = clock.instant();
            for (String postId : releases.open(Releases.Open.SCHEDULE, now.plus(AHEAD), AT_ONCE)) {
                releases.scheduledFor(postId).ifPresent(at -> messages.send(postId, at, now));
            }
            for (ScheduledReleases.Untold untold : scheduled.untold(now.minus(PATIENCE), AT_ONCE)) {
                LOG.warn("Nobody was told what became of post {}", untold.postId());
                scheduled
                        .find(untold.postId(), untold.revision())
                        .filter(release -> release.publicAt().isEmpty())
                        .ifPresent(release ->
                                observation.settle(untold.postId(), untold.revision(), release.scheduledFor()));
                observation.tell(untold.postId(), untold.revision());
            }
        };
    }
}

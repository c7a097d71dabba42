package press.communique.mail;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import press.communique.core.settings.Settings;
import press.communique.store.audience.AudienceDays;
import press.communique.store.audience.ReaderCounts;
import press.communique.store.aws.AwsClients;
import press.communique.store.aws.Metrics;
import press.communique.store.digest.DigestHours;
import press.communique.store.digest.DigestLog;
import press.communique.store.mailing.Batches;
import press.communique.store.mailing.EmergencyStop;
import press.communique.store.mailing.Handed;
import press.communique.store.mailing.Home;
import press.communique.store.mailing.Ledger;
import press.communique.store.mailing.Mailings;
import press.communique.store.posts.Releases;
import press.communique.store.queue.ShareMessage;
import press.communique.store.queue.ShareMessages;
import press.communique.store.site.Sites;
import press.communique.store.work.Attempts;

/**
 * Finds what is due or got lost, every minute, and sends it down the way it should go: digests whose hour has come,
 * intents that no mailing was opened for, releases that no channel was told of, and shares whose worker is gone. It mends
 * nothing itself, so there is one way only on which anything happens.
 */
public final class SweepHandler implements RequestHandler<ScheduledEvent, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(SweepHandler.class);

    /** What the stream does by itself it does within this time. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A message that the sweep sent is given this time, so that a long queue does not fill with repetitions. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private static final int AT_ONCE = 100;

    /** Of each minute; a million readers take some of them, once a day. */
    private static final Duration TO_COUNT = Duration.ofSeconds(5);

    private final Releases releases;
    private final Announcing announcing;
    private final Digests digests;
    private final Mailings mailings;
    private final Batches batches;
    private final Metrics metrics;
    private final EmergencyStop stop;
    private final Restoration restoration;
    private final AudienceDays days;
    private final ShareMessages queue;
    private final InstantSource clock;

    public SweepHandler() {
        this(System.getenv());
    }

    public SweepHandler(Map<String, String> environment) {
        this(environment, SendHandler.ledger(environment), InstantSource.system());
    }

    SweepHandler(Map<String, String> environment, Ledger ledger, InstantSource clock) {
        var settings = new Settings(environment);
        var aws = new AwsClients(environment);
        var dynamo = aws.dynamoDb();
        this.releases = new Releases(dynamo, settings.postsTable());
        this.announcing = AnnounceHandler.announcing(environment, clock);
        this.mailings = new Mailings(dynamo, settings.audienceTable());
        this.batches = new Batches(dynamo, settings.audienceTable());
        this.metrics = new Metrics(environment);
        this.stop = new EmergencyStop(dynamo, settings.audienceTable());
        this.restoration = new Restoration(
                new Home(dynamo, settings.audienceTable(), ledger.name()),
                ledger,
                new Handed(dynamo, settings.audienceTable()),
                stop,
                metrics,
                clock);
        this.days = new AudienceDays(dynamo, settings.audienceTable());
        this.queue = new ShareMessages(aws, settings.mailQueue(), settings.urgentQueue());
        this.digests = new Digests(
                new DigestLog(dynamo, settings.audienceTable()),
                new DigestHours(dynamo, settings.audienceTable()),
                new ReaderCounts(dynamo, settings.audienceTable()),
                mailings,
                new Sites(dynamo, settings.postsTable()),
                queue,
                clock);
        this.clock = clock;
    }

    @Override
    public Void handleRequest(ScheduledEvent event, Context context) {
        restoration.look();
        Instant now = clock.instant();
        var repairs = new AtomicInteger();
        var announcements = new Attempts(Level.ERROR, clock);
        for (String postId : unannounced(now.minus(PATIENCE))) {
            announcements.at("Announcement of post " + postId, () -> repairs.addAndGet(announcing.announce(postId)));
        }
        openDigests();
        if (!stop.isPulled()) {
            var shares = new Attempts(Level.ERROR, clock);
            for (Mailings.Left left : mailings.left(now, AT_ONCE)) {
                shares.at(
                        "Share " + left.share() + " of mailing " + left.mailing(),
                        () -> repairs.addAndGet(takeUp(left, now)));
            }
        }
        metrics.count("SweepRepairs", repairs.get());
        metrics.count("BatchesUncertain", batches.uncertain(AT_ONCE).size());
        count();
        return null;
    }

    private Set<String> unannounced(Instant before) {
        var posts = new LinkedHashSet<>(releases.draw(Releases.Open.INTENT, before, AT_ONCE));
        posts.addAll(releases.draw(Releases.Open.ANNOUNCEMENT, before, AT_ONCE));
        return posts;
    }

    /** Handed over first: one that fails each time keeps no other from its turn. */
    private int takeUp(Mailings.Left left, Instant now) {
        if (!mailings.handOver(left, now.plus(GRACE))) {
            return 0;
        }
        LOG.warn("Mailing {} share {} is taken up again", left.mailing(), left.share());
        mailings.find(left.mailing()).ifPresent(mailing -> queue.put(List.of(ShareMessage.of(mailing, left.share()))));
        return 1;
    }

    /** Last of all: nothing waits for it. */
    private void count() {
        try {
            days.count(clock, TO_COUNT);
        } catch (RuntimeException trouble) {
            LOG.error("The audience could not be counted", trouble);
        }
    }

    private void openDigests() {
        try {
            digests.open();
        } catch (RuntimeException trouble) {
            LOG.error("Digests could not be opened", trouble);
        }
    }
}

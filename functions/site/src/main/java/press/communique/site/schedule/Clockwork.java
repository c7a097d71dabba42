package press.communique.site.schedule;

import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import press.communique.core.settings.Settings;
import press.communique.core.time.Waiting;
import press.communique.site.publish.Publisher;
import press.communique.site.publish.Publishing;
import press.communique.store.aws.AwsClients;
import press.communique.store.aws.Metrics;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Releases;
import press.communique.store.posts.ScheduledReleases;
import press.communique.store.queue.DueMessages;
import press.communique.store.queue.LetterMessages;
import press.communique.store.site.Sites;

/** Puts the parts of scheduling together from a function's environment. */
public final class Clockwork {

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
                new PublicAddress(),
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
        Publisher publisher = publishing.publisher();
        return new DueReleases(
                new Posts(dynamo, settings.postsTable(), aws.s3(), settings.privateBucket()),
                new Sites(dynamo, settings.postsTable()),
                publisher,
                publisher::canRender,
                observation,
                siteUrl,
                clock,
                waiting);
    }

    public Tick tick() {
        return new Tick(releases, scheduled, new DueMessages(aws, settings.dueQueue()), observation, clock);
    }
}

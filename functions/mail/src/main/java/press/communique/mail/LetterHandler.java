package press.communique.mail;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.secret.PreviewTokens;
import press.communique.core.settings.Settings;
import press.communique.core.time.Waiting;
import press.communique.mail.outbox.Mailer;
import press.communique.mail.outbox.SesMailer;
import press.communique.mail.outbox.Turns;
import press.communique.store.audience.FreshLinks;
import press.communique.store.audience.LetterQuota;
import press.communique.store.audience.Readers;
import press.communique.store.audience.Refusals;
import press.communique.store.audience.SubscriptionRequests;
import press.communique.store.audience.Suppressions;
import press.communique.store.aws.AwsClients;
import press.communique.store.mailing.SendingSlots;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Receipts;
import press.communique.store.posts.Releases;
import press.communique.store.posts.ScheduledReleases;
import press.communique.store.posts.TestMails;
import press.communique.store.site.Sites;

/**
 * Sends letters to one person: to a reader the link to confirm a subscription with or another that was asked for, to an
 * editor what became of a schedule, or a test of what was written. A message names what the letter is about and nothing else,
 * {@code {"request":"…"}}, {@code {"link":"…"}}, {@code {"post":"…","revision":4}} or {@code {"test":"…","language":"fr"}}, so
 * that no queue holds an address or a token.
 */
public final class LetterHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(LetterHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConfirmationLetters confirmations;
    private final FreshLinkLetters links;
    private final ScheduleLetters scheduled;
    private final TestLetters tests;
    private final InstantSource clock;

    public LetterHandler() {
        this(System.getenv());
    }

    public LetterHandler(Map<String, String> environment) {
        this(environment, SesMailer.of(environment), InstantSource.system(), Waiting.realTime());
    }

    LetterHandler(Map<String, String> environment, Mailer mailer, InstantSource clock, Waiting waiting) {
        this.clock = clock;
        var settings = new Settings(environment);
        var dynamo = new AwsClients(environment).dynamoDb();
        var seal = new AddressSeal(settings.secret());
        var sites = new Sites(dynamo, settings.postsTable());
        URI siteUrl = settings.siteUrl();
        var tokens = new ReaderTokens(settings.secret());
        String audience = settings.audienceTable();
        var turns = new Turns(new SendingSlots(dynamo, audience), mailer, clock, waiting);
        var once = new OneLetter(mailer, turns, clock);
        this.confirmations = new ConfirmationLetters(
                new SubscriptionRequests(dynamo, audience, seal),
                new Suppressions(dynamo, audience, seal),
                new Refusals(dynamo, audience),
                new LetterQuota(dynamo, audience, seal),
                sites,
                siteUrl,
                tokens,
                once,
                clock);
        this.links = new FreshLinkLetters(
                new FreshLinks(dynamo, audience),
                new Readers(dynamo, audience, seal),
                sites,
                siteUrl,
                tokens,
                once,
                clock);
        this.scheduled = new ScheduleLetters(
                new ScheduledReleases(dynamo, settings.postsTable()),
                new Releases(dynamo, settings.postsTable()),
                new Receipts(dynamo, settings.postsTable()),
                sites,
                siteUrl,
                once);
        this.tests = new TestLetters(
                new TestMails(dynamo, settings.postsTable(), seal),
                new Posts(dynamo, settings.postsTable()),
                sites,
                new PreviewTokens(settings.secret()),
                siteUrl,
                once,
                clock);
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        Instant end = clock.instant().plusMillis(context.getRemainingTimeInMillis());
        var failed = new ArrayList<SQSBatchResponse.BatchItemFailure>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            try {
                JsonNode about = read(message.getBody());
                if (about.has("test")) {
                    tests.send(
                            about.required("test").asText(),
                            about.required("language").asText(),
                            end);
                } else if (about.has("request")) {
                    confirmations.send(about.required("request").asText(), end);
                } else if (about.has("link")) {
                    links.send(about.required("link").asText(), end);
                } else {
                    scheduled.send(
                            about.required("post").asText(),
                            about.required("revision").asLong(),
                            end);
                }
            } catch (RuntimeException trouble) {
                LOG.error("Message {} failed", message.getMessageId(), trouble);
                failed.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failed);
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("Not a message of the letter queue", notJson);
        }
    }
}

package press.communique.mail;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.settings.Settings;
import press.communique.core.time.Waiting;
import press.communique.mail.outbox.Mailer;
import press.communique.mail.outbox.SesMailer;
import press.communique.mail.outbox.Turns;
import press.communique.mail.share.BeforeRestore;
import press.communique.mail.share.ShareMessageForm;
import press.communique.mail.share.ShareWorker;
import press.communique.store.audience.Readers;
import press.communique.store.aws.AwsClients;
import press.communique.store.digest.DigestLog;
import press.communique.store.log.Correlation;
import press.communique.store.mailing.Batches;
import press.communique.store.mailing.BucketLedger;
import press.communique.store.mailing.Deliveries;
import press.communique.store.mailing.Handed;
import press.communique.store.mailing.Home;
import press.communique.store.mailing.Ledger;
import press.communique.store.mailing.Mailings;
import press.communique.store.mailing.SendingSlots;
import press.communique.store.posts.Releases;
import press.communique.store.queue.ShareMessages;
import press.communique.store.site.Sites;

/** Takes shares of mailings from the mail queue and mails them, batch by batch. */
public final class SendHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(SendHandler.class);

    private final ShareWorker worker;

    public SendHandler() {
        this(System.getenv());
    }

    public SendHandler(Map<String, String> environment) {
        this(environment, SesMailer.of(environment), ledger(environment), InstantSource.system(), Waiting.realTime());
    }

    SendHandler(Map<String, String> environment, Mailer mailer, Ledger ledger, InstantSource clock, Waiting waiting) {
        var settings = new Settings(environment);
        var aws = new AwsClients(environment);
        var dynamo = aws.dynamoDb();
        String audience = settings.audienceTable();
        var readers = new Readers(dynamo, audience, new AddressSeal(settings.secret()));
        this.worker = new ShareWorker(
                new Mailings(dynamo, audience),
                new Deliveries(dynamo, audience),
                new Batches(dynamo, audience, readers),
                readers,
                new Releases(dynamo, settings.postsTable()),
                new Sites(dynamo, settings.postsTable()),
                settings.siteUrl(),
                new ReaderTokens(settings.secret()),
                new DigestLog(dynamo, audience),
                mailer,
                new Turns(new SendingSlots(dynamo, audience), mailer, clock, waiting),
                new ShareMessages(aws, settings.mailQueue(), settings.urgentQueue()),
                new Home(dynamo, audience, ledger.name()),
                new BeforeRestore(new Handed(dynamo, audience)),
                ledger,
                clock);
    }

    static Ledger ledger(Map<String, String> environment) {
        return new BucketLedger(new AwsClients(environment).s3(), new Settings(environment).privateBucket());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        var failed = new ArrayList<SQSBatchResponse.BatchItemFailure>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            try (var began = Correlation.of(ShareMessageForm.cause(message.getBody()))) {
                worker.work(
                        ShareMessageForm.read(message.getBody()),
                        Duration.ofMillis(context.getRemainingTimeInMillis()));
            } catch (RuntimeException trouble) {
                LOG.error("Message {} failed", message.getMessageId(), trouble);
                failed.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failed);
    }
}

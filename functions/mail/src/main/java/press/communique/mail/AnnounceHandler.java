package press.communique.mail;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.settings.Settings;
import press.communique.mail.channel.ChannelQueues;
import press.communique.store.audience.ReaderCounts;
import press.communique.store.aws.AwsClients;
import press.communique.store.digest.DigestLog;
import press.communique.store.mailing.Mailings;
import press.communique.store.posts.Releases;
import press.communique.store.queue.ShareMessages;

/**
 * Reads the posts' stream and wakes on live marks, so that no mail leads to a page that is not there yet.
 *
 * <p>A record is a signal and nothing more: what is to be done is read from the table. On trouble the lowest record that
 * failed is reported and work stops there, since Lambda begins again from it
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html).
 */
public final class AnnounceHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(AnnounceHandler.class);

    private final Announcing announcing;

    public AnnounceHandler() {
        this(System.getenv());
    }

    public AnnounceHandler(Map<String, String> environment) {
        this(environment, InstantSource.system());
    }

    AnnounceHandler(Map<String, String> environment, InstantSource clock) {
        this.announcing = announcing(environment, clock);
    }

    static Announcing announcing(Map<String, String> environment, InstantSource clock) {
        var settings = new Settings(environment);
        var aws = new AwsClients(environment);
        var dynamo = aws.dynamoDb();
        return new Announcing(
                new Releases(dynamo, settings.postsTable()),
                new ReaderCounts(dynamo, settings.audienceTable()),
                new Mailings(dynamo, settings.audienceTable()),
                new DigestLog(dynamo, settings.audienceTable()),
                new ShareMessages(aws, settings.mailQueue(), settings.urgentQueue()),
                new ChannelQueues(aws, settings.channelQueues()),
                clock);
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        var done = new HashSet<String>();
        for (DynamodbEvent.DynamodbStreamRecord record : event.getRecords()) {
            Optional<String> post =
                    Releases.postId(record.getDynamodb().getKeys().get("pk").getS());
            try {
                if (post.isPresent() && done.add(post.get())) {
                    announcing.announce(post.get());
                }
            } catch (RuntimeException trouble) {
                LOG.error("Post {} could not be announced", post.orElse("?"), trouble);
                String failed = record.getDynamodb().getSequenceNumber();
                return new StreamsEventResponse(List.of(new StreamsEventResponse.BatchItemFailure(failed)));
            }
        }
        return new StreamsEventResponse(List.of());
    }
}

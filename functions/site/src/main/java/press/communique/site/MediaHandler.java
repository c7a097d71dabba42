package press.communique.site;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.settings.Settings;
import press.communique.site.media.Intake;
import press.communique.store.aws.AwsClients;
import press.communique.store.media.MediaShelf;

/**
 * Wakes when an upload has arrived: the bucket's notification comes through a queue
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html). It is a signal; what is
 * done depends on the upload's state in the table.
 */
public final class MediaHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(MediaHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Intake intake;

    public MediaHandler() {
        this(System.getenv());
    }

    public MediaHandler(Map<String, String> environment) {
        var settings = new Settings(environment);
        var aws = new AwsClients(environment);
        this.intake =
                new Intake(new MediaShelf(aws.dynamoDb(), settings.postsTable()), aws.s3(), settings.privateBucket());
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        var failures = new ArrayList<BatchItemFailure>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            try {
                // A notification holds one record; the test that S3 sends when it is set up holds none.
                for (JsonNode record : JSON.readTree(message.getBody()).path("Records")) {
                    intake.take(URLDecoder.decode(record.at("/s3/object/key").asText(), StandardCharsets.UTF_8));
                }
            } catch (JsonProcessingException | RuntimeException trouble) {
                LOG.warn("Notification {} could not be dealt with", message.getMessageId(), trouble);
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }
}

package press.communique.site;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import press.communique.core.settings.Settings;
import press.communique.store.aws.AwsClients;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;

/**
 * Makes the CDN forget: one invalidation for all the requests of a batch, by cache tags ({@code #post-…}). A batch that
 * fails comes back whole; forgetting twice does no harm.
 *
 * <p>https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html
 */
public final class PurgeHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CloudFrontClient cdn;
    private final String distribution;

    public PurgeHandler() {
        this(System.getenv());
    }

    public PurgeHandler(Map<String, String> environment) {
        this.distribution = new Settings(environment).distribution();
        this.cdn = new AwsClients(environment)
                .configure(CloudFrontClient.builder(), "CLOUDFRONT")
                .build();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        var paths = new TreeSet<String>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            JsonNode request = read(message.getBody());
            request.path("tags").forEach(tag -> paths.add("#" + tag.asText()));
            request.path("paths").forEach(path -> paths.add(path.asText()));
        }
        if (!paths.isEmpty()) {
            // The same batch again gives the same reference, which CloudFront recognises.
            String reference = event.getRecords().get(0).getMessageId() + "-" + Integer.toHexString(paths.hashCode());
            cdn.createInvalidation(invalidation -> invalidation
                    .distributionId(distribution)
                    .invalidationBatch(batch -> batch.callerReference(reference)
                            .paths(items -> items.quantity(paths.size()).items(paths))));
        }
        return new SQSBatchResponse(List.of());
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalArgumentException("Not a request to purge", notOurs);
        }
    }
}

package press.communique.site;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.settings.Settings;
import press.communique.store.aws.AwsClients;
import press.communique.store.aws.Metrics;
import press.communique.store.log.Correlation;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;

/**
 * Makes the CDN forget: one invalidation for all the requests of a batch, by cache tags ({@code #post-…}). A batch that
 * fails comes back whole; forgetting twice does no harm.
 *
 * <p>https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html
 */
public final class PurgeHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(PurgeHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CloudFrontClient cdn;
    private final String distribution;
    private final Metrics metrics;

    public PurgeHandler() {
        this(System.getenv());
    }

    public PurgeHandler(Map<String, String> environment) {
        this.distribution = new Settings(environment).distribution();
        this.metrics = new Metrics(environment);
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
        // The same batch again gives the same reference, which CloudFront recognises.
        String reference = event.getRecords().get(0).getMessageId() + "-" + Integer.toHexString(paths.hashCode());
        cdn.createInvalidation(invalidation -> invalidation
                .distributionId(distribution)
                .invalidationBatch(batch -> batch.callerReference(reference)
                        .paths(items -> items.quantity(paths.size()).items(paths))));
        event.getRecords().forEach(message -> tell(read(message.getBody())));
        return new SQSBatchResponse(List.of());
    }

    /** How long after its release the CDN was told to forget what was before. */
    private void tell(JsonNode request) {
        if (request.hasNonNull("releasedAt")) {
            Instant released = Instant.parse(request.get("releasedAt").asText());
            long millis = Math.max(0, Duration.between(released, Instant.now()).toMillis());
            metrics.milliseconds("ReleasedToPurge", millis);
            try (var began =
                    Correlation.of(Optional.ofNullable(request.path("cause").textValue()))) {
                LOG.info("The CDN forgets what was before a release, {} ms after it", millis);
            }
        }
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalArgumentException("Not a request to purge", notOurs);
        }
    }
}

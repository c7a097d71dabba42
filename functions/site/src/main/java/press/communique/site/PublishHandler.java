package press.communique.site;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import press.communique.core.post.Release;
import press.communique.site.publish.Publisher;
import press.communique.site.publish.Publishing;
import press.communique.site.publish.Rebuild;
import press.communique.store.posts.Releases;
import press.communique.store.site.Sites;

/**
 * The first reader of the posts' stream: wakes when a post is released or the settings change, and brings the site up to
 * the state in the table. A record is a signal; it carries keys and nothing else.
 *
 * <p>What could not be done for trouble with the infrastructure is reported by the lowest sequence number, so that Lambda
 * comes back from there (https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html).
 */
public final class PublishHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {

    private static final Duration THE_CLOCKS_OWN = Duration.ofSeconds(30);

    private final Publisher publisher;
    private final Rebuild rebuild;

    public PublishHandler() {
        this(System.getenv());
    }

    public PublishHandler(Map<String, String> environment) {
        var publishing = new Publishing(environment);
        this.publisher = publishing.publisher();
        this.rebuild = publishing.rebuild();
    }

    /**
     * Whoever waited for its second is warm and publishes it then and there; doing the same here would only slow it down.
     * If that one dies, the sweep finds the release.
     */
    private static boolean isBeingPublished(Release release) {
        return release.byClock() && release.releasedAt().isAfter(Instant.now().minus(THE_CLOCKS_OWN));
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        var firstSignals = new LinkedHashMap<String, String>();
        for (DynamodbStreamRecord record : event.getRecords()) {
            String pk = record.getDynamodb().getKeys().get("pk").getS();
            if (pk.equals(Sites.PARTITION)) {
                rebuild.start();
            } else {
                Releases.postId(pk)
                        .ifPresent(postId -> firstSignals.putIfAbsent(
                                postId, record.getDynamodb().getSequenceNumber()));
            }
        }
        Set<String> done = publisher.publish(firstSignals.keySet(), PublishHandler::isBeingPublished);
        return new StreamsEventResponse(firstSignals.entrySet().stream()
                .filter(signal -> !done.contains(signal.getKey()))
                .findFirst()
                .map(signal -> List.of(new BatchItemFailure(signal.getValue())))
                .orElse(List.of()));
    }
}

package press.communique.site;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.time.Waiting;
import press.communique.site.publish.Publishing;
import press.communique.site.schedule.Clockwork;
import press.communique.site.schedule.DueReleases;
import press.communique.store.log.Correlation;

/** Wakes shortly before posts are due, waits for the second, and releases them. */
public final class DueHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(DueHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DueReleases releases;

    public DueHandler() {
        this(System.getenv());
    }

    public DueHandler(Map<String, String> environment) {
        this.releases = new Clockwork(environment, InstantSource.system(), Waiting.realTime())
                .releases(new Publishing(environment));
    }

    /** Trouble with one is trouble with all of them: each is safe to do again. */
    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        var postIds = new LinkedHashSet<String>();
        event.getRecords().forEach(message -> postIds.add(post(message.getBody())));
        try (var began = Correlation.of(Optional.ofNullable(context).map(Context::getAwsRequestId))) {
            releases.release(postIds);
            return new SQSBatchResponse(List.of());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException trouble) {
            LOG.error("Of {} posts that were due not all were released", postIds.size(), trouble);
        }
        return new SQSBatchResponse(event.getRecords().stream()
                .map(message -> new BatchItemFailure(message.getMessageId()))
                .toList());
    }

    private static String post(String body) {
        try {
            return JSON.readTree(body).required("post").asText();
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("Not a message of the due queue", notJson);
        }
    }
}

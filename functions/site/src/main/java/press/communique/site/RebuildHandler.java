package press.communique.site;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.site.publish.Publishing;
import press.communique.site.publish.Rebuild;

/** Takes pieces of a rebuild from their queue. A piece that fails comes back, and in the end lies with the dead letters. */
public final class RebuildHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildHandler.class);

    private final Rebuild rebuild;

    public RebuildHandler() {
        this(System.getenv());
    }

    public RebuildHandler(Map<String, String> environment) {
        this.rebuild = new Publishing(environment).rebuild();
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        var failures = new ArrayList<BatchItemFailure>();
        for (SQSEvent.SQSMessage message : event.getRecords()) {
            try {
                rebuild.carryOut(message.getBody());
            } catch (RuntimeException trouble) {
                LOG.warn("Piece {} of a rebuild failed", message.getMessageId(), trouble);
                failures.add(new BatchItemFailure(message.getMessageId()));
            }
        }
        return new SQSBatchResponse(failures);
    }
}

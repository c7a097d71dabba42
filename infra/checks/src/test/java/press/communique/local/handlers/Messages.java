package press.communique.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.List;
import java.util.Map;

public final class Messages implements RequestHandler<SQSEvent, SQSBatchResponse> {

    private final Script script;

    public Messages(Map<String, String> environment) {
        this.script = Script.of(environment.get("NAME"));
    }

    @Override
    public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
        List<String> failed = script.failed(
                event.getRecords().stream().map(SQSEvent.SQSMessage::getBody).toList());
        return new SQSBatchResponse(event.getRecords().stream()
                .filter(message -> failed.contains(message.getBody()))
                .map(message -> new SQSBatchResponse.BatchItemFailure(message.getMessageId()))
                .toList());
    }
}

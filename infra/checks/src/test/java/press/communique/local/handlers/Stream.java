package press.communique.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.List;
import java.util.Map;

public final class Stream implements RequestHandler<DynamodbEvent, StreamsEventResponse> {

    private final Script script;

    public Stream(Map<String, String> environment) {
        this.script = Script.of(environment.get("NAME"));
    }

    @Override
    public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
        List<String> failed = script.failed(event.getRecords().stream()
                .map(record -> record.getDynamodb().getKeys().get("sk").getS())
                .toList());
        List<StreamsEventResponse.BatchItemFailure> failures = event.getRecords().stream()
                .filter(record ->
                        failed.contains(record.getDynamodb().getKeys().get("sk").getS()))
                .map(record -> new StreamsEventResponse.BatchItemFailure(
                        record.getDynamodb().getSequenceNumber()))
                .toList();
        return new StreamsEventResponse(failures);
    }
}

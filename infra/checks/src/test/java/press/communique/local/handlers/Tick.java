package press.communique.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.util.List;
import java.util.Map;

public final class Tick implements RequestHandler<ScheduledEvent, Void> {

    public Tick(Map<String, String> environment) {}

    @Override
    public Void handleRequest(ScheduledEvent event, Context context) {
        Script.of("Tick").failed(List.of(event.getDetailType() + " " + event.getSource()));
        return null;
    }
}

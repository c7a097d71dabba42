package press.communique.local.template;

import java.util.List;

/**
 * A Lambda function and what wakes it.
 *
 * @param handler such as {@code press.communique.api.EditorApi::handleRequest}
 * @param timeoutSeconds Lambda ends an invocation that takes longer
 * @param memoryMegabytes what the context tells the handler
 * @param url whether it has a function URL
 */
public record Function(
        String id,
        String handler,
        int timeoutSeconds,
        int memoryMegabytes,
        boolean url,
        List<StreamSource> streams,
        List<QueueSource> queues,
        List<Route> routes,
        List<Schedule> schedules) {}

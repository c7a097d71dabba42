package press.communique.local.template;

import java.util.List;

/**
 * A queue as an event source.
 *
 * @param queue name of the queue
 * @param maximumConcurrency how many batches at a time
 */
public record QueueSource(
        String name,
        String queue,
        int batchSize,
        int windowSeconds,
        List<String> filters,
        int maximumConcurrency,
        boolean reportItemFailures) {}

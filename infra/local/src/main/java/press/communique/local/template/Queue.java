package press.communique.local.template;

/**
 * An SQS queue.
 *
 * @param visibilitySeconds how long a received message stays hidden
 * @param retentionSeconds how long a message is kept
 * @param deadLetters name of the queue for what was received too often, or null
 * @param maxReceiveCount how often a message is received before it goes there
 */
public record Queue(
        String id,
        String name,
        boolean fifo,
        boolean contentBasedDeduplication,
        int visibilitySeconds,
        int delaySeconds,
        int retentionSeconds,
        String deadLetters,
        int maxReceiveCount) {}

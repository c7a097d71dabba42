package press.communique.api.editor;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.store.queue.DueMessages;

/**
 * Starts the clock of what is scheduled for so soon that the minute's tick might not see it. The tick finds whatever is
 * lost here, so a post is scheduled even if this fails.
 */
final class DueQueue {

    private static final Logger LOG = LoggerFactory.getLogger(DueQueue.class);

    /** The tick looks two minutes ahead; it may be a minute until it comes. */
    private static final Duration SOON = Duration.ofMinutes(3);

    private final DueMessages messages;

    DueQueue(DueMessages messages) {
        this.messages = messages;
    }

    void start(String postId, Instant at, Instant now) {
        if (at.isAfter(now.plus(SOON))) {
            return;
        }
        try {
            messages.send(postId, at, now);
        } catch (RuntimeException trouble) {
            LOG.warn("The clock of post {} waits for the next tick", postId, trouble);
        }
    }
}

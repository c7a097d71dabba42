package press.communique.store.work;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tries one thing after another. What fails is logged, and what comes behind it is tried all the same: one that fails each
 * time must not stand in the way of others. When failures have taken too long, nothing more is tried: that is nobody's own
 * trouble, and a function has a minute to live.
 *
 * <pre>{@code posts.forEach(id -> attempts.at("Pages of post " + id, () -> write(id)));}</pre>
 */
public final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /** A call to S3 or DynamoDB that is not answered takes 15 s. */
    private static final Duration MOST_LOST = Duration.ofSeconds(10);

    private final Level level;
    private final InstantSource clock;
    private Duration lost = Duration.ZERO;

    /** @param level of a failure in the log */
    public Attempts(Level level, InstantSource clock) {
        this.level = level;
        this.clock = clock;
    }

    /** @return whether it was done */
    public boolean at(String what, Runnable work) {
        if (lost.compareTo(MOST_LOST) > 0) {
            return false;
        }
        Instant began = clock.instant();
        try {
            work.run();
            return true;
        } catch (RuntimeException trouble) {
            lost = lost.plus(Duration.between(began, clock.instant()));
            LOG.atLevel(level).setCause(trouble).log("Not done: {}", what);
            return false;
        }
    }
}

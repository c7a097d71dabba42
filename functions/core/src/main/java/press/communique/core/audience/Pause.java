package press.communique.core.audience;

import java.time.Instant;
import java.util.Optional;

/**
 * A time in which a reader wants no mail. What would have come at once is not made up for later; a digest waits and goes
 * on afterwards.
 *
 * @param until when it ends by itself; empty if only the reader ends it
 */
public record Pause(Optional<Instant> until) {

    boolean holds(Instant now) {
        return until.map(now::isBefore).orElse(true);
    }
}

package press.communique.core.time;

import java.time.Duration;
import java.time.Instant;

/**
 * Lets time pass.
 *
 * <pre>{@code Waiting.realTime().until(due);}</pre>
 */
public interface Waiting {

    /** Comes back when the clock shows this moment, never before. */
    void until(Instant moment) throws InterruptedException;

    /** By the machine's clock. */
    static Waiting realTime() {
        return moment -> {
            for (Instant now = Instant.now(); now.isBefore(moment); now = Instant.now()) {
                Thread.sleep(Duration.between(now, moment).toMillis() + 1);
            }
        };
    }
}

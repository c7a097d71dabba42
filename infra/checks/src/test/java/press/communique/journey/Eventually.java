package press.communique.journey;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * Waits for what comes in its own time, and says what was there instead if it does not come.
 *
 * <pre>{@code Letter mail = Eventually.some("a mail to Ada", () -> inbox.to("ada@example.org")).get(0);}</pre>
 */
final class Eventually {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private Eventually() {}

    /** Looks until what is seen is as wanted, and gives it. */
    static <T> T see(String what, Callable<T> look, Predicate<T> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                T seen = look.call();
                if (wanted.test(seen)) {
                    return seen;
                }
                if (System.nanoTime() > end) {
                    throw new AssertionError(
                            "Not within " + PATIENCE.toSeconds() + " s: " + what + "; the last look gave " + seen);
                }
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("While waiting for " + what, e);
        }
    }
}

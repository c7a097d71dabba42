package press.communique.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What came of many histories; it may be told of several at the same time. */
final class Sum {

    /** More would only repeat the same. */
    private static final int MOST_SHORTENED = Integer.getInteger("shortened", 3);

    /** After so many it says how far it is. */
    private static final int PROGRESS = Integer.getInteger("progress", 100);

    private final long begun = System.nanoTime();
    private final Map<String, Integer> reached = new TreeMap<>();
    private int count;
    private long calls;
    private long mails;
    private int bad;

    /** Whether it is a failure that is worth the time to be shortened. */
    synchronized boolean add(Simulation.Outcome outcome) {
        outcome.reached().forEach((kind, times) -> reached.merge(kind, times, Integer::sum));
        calls += outcome.calls();
        mails += outcome.mails();
        count++;
        if (count % PROGRESS == 0) {
            System.out.printf("%d histories after %.0f s, %.0f s of CPU%n", count, seconds(), processorSeconds());
        }
        if (outcome.isGood()) {
            return false;
        }
        bad++;
        if (bad > MOST_SHORTENED) {
            System.out.println("Seed " + outcome.seed() + ": " + outcome.violation() + "\n  ./mvnw -Psimulate -Dseed="
                    + outcome.seed());
        }
        return bad <= MOST_SHORTENED;
    }

    synchronized boolean isGood() {
        return bad == 0;
    }

    synchronized String told() {
        var told = new StringBuilder();
        told.append("%d histories in %.1f s, %.1f a second; %d calls, %d mails; %d violations%n"
                .formatted(count, seconds(), count / seconds(), calls, mails, bad));
        reached.forEach((kind, times) -> told.append("%9d  %s%n".formatted(times, kind)));
        return told.toString();
    }

    private double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** What this process has used so far; on a busy machine a better measure than the clock. */
    private static double processorSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }
}

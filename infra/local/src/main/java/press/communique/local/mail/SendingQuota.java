package press.communique.local.mail;

import java.util.ArrayDeque;
import java.util.Deque;

/** Counts recipients against the account's quota: a bucket that fills at the rate, and the last 24 hours. */
final class SendingQuota {

    private static final long DAY_NANOS = 24L * 60 * 60 * 1_000_000_000L;

    private final SesFaults faults;
    private final Deque<Long> lastDay = new ArrayDeque<>();
    private double tokens = Double.MAX_VALUE;
    private long filledAt = System.nanoTime();

    SendingQuota(SesFaults faults) {
        this.faults = faults;
    }

    enum Answer {
        GRANTED,
        TOO_FAST,
        DAY_IS_FULL
    }

    synchronized Answer take() {
        long now = System.nanoTime();
        while (!lastDay.isEmpty() && now - lastDay.peekFirst() > DAY_NANOS) {
            lastDay.removeFirst();
        }
        if (lastDay.size() >= faults.perDay()) {
            return Answer.DAY_IS_FULL;
        }
        double burst = Math.max(1, faults.ratePerSecond());
        tokens = Math.min(burst, tokens + (now - filledAt) / 1e9 * faults.ratePerSecond());
        filledAt = now;
        if (tokens < 1) {
            return Answer.TOO_FAST;
        }
        tokens -= 1;
        lastDay.addLast(now);
        return Answer.GRANTED;
    }

    synchronized int sentLastDay() {
        return lastDay.size();
    }
}

package press.communique.local.lambda;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Wakes waiting stream readers when something was written that they may want, so that they look at once instead of at
 * their next poll, and do not look at every write.
 */
public final class WriteSignal {

    private final List<Waiter> waiters = new CopyOnWriteArrayList<>();

    /** A write was done; {@code request} is the JSON that DynamoDB was sent. */
    public void written(byte[] request) {
        Map<String, Boolean> found = new ConcurrentHashMap<>();
        for (Waiter waiter : waiters) {
            if (waiter.marks.isEmpty()
                    || waiter.marks.stream()
                            .anyMatch(mark -> found.computeIfAbsent(mark, text -> contains(request, text)))) {
                waiter.wake();
            }
        }
    }

    /**
     * Somebody to wake.
     *
     * @param marks key values one of which a wanted record has; empty if any record may be wanted
     */
    Waiter waiter(Set<String> marks) {
        Waiter waiter = new Waiter(Set.copyOf(marks));
        waiters.add(waiter);
        return waiter;
    }

    private static boolean contains(byte[] request, String mark) {
        byte[] quoted = ('"' + mark + '"').getBytes(StandardCharsets.UTF_8);
        outer:
        for (int i = 0; i <= request.length - quoted.length; i++) {
            for (int j = 0; j < quoted.length; j++) {
                if (request[i + j] != quoted[j]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }

    /** One waiting reader. */
    static final class Waiter {

        private final Set<String> marks;
        private long writes;

        private Waiter(Set<String> marks) {
            this.marks = marks;
        }

        synchronized void wake() {
            writes++;
            notifyAll();
        }

        synchronized long count() {
            return writes;
        }

        /** Waits until there were more writes than {@code seen}, or the time is over. */
        synchronized void awaitMoreThan(long seen, long milliseconds) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
            while (writes <= seen) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                wait(left);
            }
        }
    }
}

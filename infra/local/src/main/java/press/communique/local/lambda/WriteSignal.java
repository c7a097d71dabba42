package press.communique.local.lambda;

import java.util.concurrent.TimeUnit;

/** Tells waiting stream readers that something was written, so that they look at once instead of at their next poll. */
public final class WriteSignal {

    private long writes;

    /** Something was written. */
    public synchronized void written() {
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

package press.communique.local.mail;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Switches that make the local SES fail as the real one can. All off at first; safe for many threads.
 *
 * <pre>{@code
 * stack.mailFaults().loseReplies(1);                                  // accepts the next request, answers nothing
 * stack.mailFaults().failEntry("a@example.org", "TRANSIENT_FAILURE"); // one entry of a bulk
 * stack.mailFaults().quota(1, 200);                                   // as in SES's sandbox
 * }</pre>
 */
public final class SesFaults {

    private final AtomicInteger throttled = new AtomicInteger();
    private final AtomicInteger lostReplies = new AtomicInteger();
    private final AtomicInteger internalErrors = new AtomicInteger();
    private final Map<String, String> failing = new ConcurrentHashMap<>();
    private volatile boolean paused;
    private volatile double ratePerSecond = 1_000;
    private volatile long perDay = 1_000_000;

    /** The next requests are refused with {@code TooManyRequestsException}. */
    public SesFaults throttle(int requests) {
        throttled.set(requests);
        return this;
    }

    /** The next requests are accepted, their mail kept, and the connection closed without an answer. */
    public SesFaults loseReplies(int requests) {
        lostReplies.set(requests);
        return this;
    }

    /** The next requests are answered with HTTP 500 and nothing is kept. */
    public SesFaults internalErrors(int requests) {
        internalErrors.set(requests);
        return this;
    }

    /**
     * Entries for this address fail from now on.
     *
     * @param status such as {@code TRANSIENT_FAILURE} or {@code MESSAGE_REJECTED}; null ends it
     */
    public SesFaults failEntry(String address, String status) {
        if (status == null) {
            failing.remove(address);
        } else {
            failing.put(address, status);
        }
        return this;
    }

    /** Sending is paused for the account. */
    public SesFaults pause(boolean on) {
        paused = on;
        return this;
    }

    /** The account's quota: recipients a second, and in 24 hours. */
    public SesFaults quota(double ratePerSecond, long perDay) {
        this.ratePerSecond = ratePerSecond;
        this.perDay = perDay;
        return this;
    }

    /** Everything off. */
    public SesFaults clear() {
        failing.clear();
        return throttle(0).loseReplies(0).internalErrors(0).pause(false).quota(1_000, 1_000_000);
    }

    boolean takeThrottle() {
        return take(throttled);
    }

    boolean takeLostReply() {
        return take(lostReplies);
    }

    boolean takeInternalError() {
        return take(internalErrors);
    }

    private static boolean take(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    String failureFor(String address) {
        return failing.get(address);
    }

    boolean paused() {
        return paused;
    }

    double ratePerSecond() {
        return ratePerSecond;
    }

    long perDay() {
        return perDay;
    }
}

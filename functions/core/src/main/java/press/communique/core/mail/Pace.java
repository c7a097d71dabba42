package press.communique.core.mail;

import java.time.Duration;

/**
 * How many mails go in one call, and how far apart calls are, so that 95 % of the account's rate is used and no second
 * ever sees more than the rate.
 *
 * @param perSecond the account's rate, as the mail provider says it; above 0
 */
public record Pace(double perSecond) {

    /** Of the rate; the rest stays free for mail that others send from the same account. */
    public static final double AIM = 0.95;

    private static final Duration SECOND = Duration.ofSeconds(1);

    public Pace {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("No rate: " + perSecond);
        }
    }

    /**
     * The most mails a call may hold: a second may see as many calls as begin in it, whatever moment it is counted from.
     */
    public int largest() {
        for (int mails = Batch.LARGEST; mails > 1; mails--) {
            if (inOneSecond(mails) <= perSecond) {
                return mails;
            }
        }
        return 1;
    }

    private long inOneSecond(int mails) {
        return (SECOND.toNanos() / apart(mails).toNanos() + 1) * mails;
    }

    /** What is used of the account's rate. */
    public double usedPerSecond() {
        return perSecond * AIM;
    }

    /** How long the next call waits after one of so many mails. */
    public Duration apart(int mails) {
        return Duration.ofNanos((long) Math.max(1, mails * 1e9 / (perSecond * AIM)));
    }
}

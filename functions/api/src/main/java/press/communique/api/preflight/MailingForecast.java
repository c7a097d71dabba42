package press.communique.api.preflight;

import press.communique.core.mail.Pace;

/**
 * How long a mailing will take at today's quota.
 *
 * @param readers who are mailed at once
 * @param perSecond what is aimed at: some of the rate stays free for confirmations
 * @param leftToday how many the account may still mail within 24 hours; negative if there is no limit
 */
public record MailingForecast(long readers, double perSecond, long leftToday) {

    /** @param perDay negative for no limit */
    record Quota(double perSecond, double perDay, double sentLastDay) {}

    static MailingForecast of(long readers, Quota quota) {
        return new MailingForecast(
                readers,
                Math.round(100 * Pace.AIM * quota.perSecond()) / 100.0,
                quota.perDay() < 0 ? -1 : (long) Math.max(0, quota.perDay() - quota.sentLastDay()));
    }

    /** Rounded up. */
    public long seconds() {
        return perSecond <= 0 ? 0 : (long) Math.ceil(readers / perSecond);
    }

    boolean isBeyondToday() {
        return leftToday >= 0 && readers > leftToday;
    }
}

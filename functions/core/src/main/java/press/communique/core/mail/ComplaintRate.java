package press.communique.core.mail;

/**
 * How many of the readers who got mail lately called it spam.
 *
 * <p>Below {@value #SAMPLE} mails one angry reader would be a rate, so at least so many are counted as delivered: with
 * the usual limit of 0.003 it takes four complaints in a small newsroom.
 *
 * @param delivered in the window
 * @param complained in the window
 */
public record ComplaintRate(long delivered, long complained) {

    /** In days, today among them. Complaints come late, and mail of a month ago says little about that of today. */
    public static final int WINDOW = 7;

    public static final int SAMPLE = 1_000;

    public double rate() {
        return (double) complained / Math.max(delivered, SAMPLE);
    }

    /** @param limit what an admin allows: 0.003 is three in a thousand */
    public boolean isAbove(double limit) {
        return rate() > limit;
    }
}

package press.communique.core.mail;

/**
 * How many of a mailing's mails came to nothing after they were accepted.
 *
 * @param bounced the reader's server did not take them
 * @param complained the reader called them spam
 */
public record Returned(long bounced, long complained) {

    public static final Returned NONE = new Returned(0, 0);

    public Returned plus(Returned other) {
        return new Returned(bounced + other.bounced, complained + other.complained);
    }
}

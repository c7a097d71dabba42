package press.communique.core.mail;

/**
 * What became of one reader in one batch.
 *
 * @param detail the mail provider's message id where it accepted, otherwise the reason as one word; may be empty
 */
public record Outcome(Kind kind, String detail) {

    /** Each is a column of the {@link Books}, but for {@code AGAIN}, which leaves the reader pending. */
    public enum Kind {
        /** The mail provider took the mail. */
        ACCEPTED,
        /** It refused for good. */
        REJECTED,
        /** It certainly did not take it, and may when it is asked again. */
        AGAIN,
        /** The reader was not to be mailed any more. */
        EXCLUDED,
        /** Nobody knows. */
        UNCERTAIN
    }

    public static final Outcome UNCERTAIN = new Outcome(Kind.UNCERTAIN, "");

    public static Outcome accepted(String messageId) {
        return new Outcome(Kind.ACCEPTED, messageId);
    }

    public static Outcome rejected(String reason) {
        return new Outcome(Kind.REJECTED, reason);
    }

    public static Outcome again(String reason) {
        return new Outcome(Kind.AGAIN, reason);
    }

    public static Outcome excluded(String reason) {
        return new Outcome(Kind.EXCLUDED, reason);
    }
}

package press.communique.core.mail;

/**
 * Where everybody in a mailing's audience stands. The equation holds at every moment; an instance that breaks it cannot
 * be made.
 *
 * @param audience readers who were found for the mailing so far
 * @param accepted the mail provider took the mail
 * @param rejected it refused for good
 * @param excluded not to be mailed any more when the batch was about to go
 * @param uncertain nobody knows whether it was taken; never sent again by guess
 * @param pending still to be decided
 */
public record Books(long audience, long accepted, long rejected, long excluded, long uncertain, long pending) {

    public static final Books EMPTY = new Books(0, 0, 0, 0, 0, 0);

    public Books {
        if (audience != accepted + rejected + excluded + uncertain + pending
                || accepted < 0
                || rejected < 0
                || excluded < 0
                || uncertain < 0
                || pending < 0) {
            throw new IllegalStateException("The books do not balance: " + audience + " ≠ " + accepted + " accepted + "
                    + rejected + " rejected + " + excluded + " excluded + " + uncertain + " uncertain + " + pending
                    + " pending");
        }
    }

    public Books plus(Books other) {
        return new Books(
                audience + other.audience,
                accepted + other.accepted,
                rejected + other.rejected,
                excluded + other.excluded,
                uncertain + other.uncertain,
                pending + other.pending);
    }
}

package press.communique.core.page;

/** Pages that say one thing to a reader, most of them about a subscription. */
public enum Notice {
    /** A confirmation link is on its way. */
    CHECK_YOUR_MAIL("mail"),
    /** A button that confirms; needs a token. */
    CONFIRM("confirm"),
    CONFIRMED("confirmed"),
    /** A button that ends the subscription; needs a token. */
    UNSUBSCRIBE("unsubscribe"),
    UNSUBSCRIBED("unsubscribed"),
    /** Changed preferences are in force. */
    SAVED("saved"),
    LINK_EXPIRED("expired"),
    /** A token that is cut off, forged, or of a reader who is gone. */
    LINK_INVALID("invalid"),
    /** Too many requests: status 429. */
    TOO_MANY("busy"),
    /** Our own fault: status 500. */
    FAILED("failed");

    private final String word;

    Notice(String word) {
        this.word = word;
    }

    /** What its texts are called in the message files. */
    String word() {
        return word;
    }
}

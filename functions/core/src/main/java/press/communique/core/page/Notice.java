package press.communique.core.page;

import java.util.Set;

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
    /** A button that ends requests for an address for ever; needs a token. */
    NEVER("never"),
    /** The address is never written to again. */
    SILENCED("silenced"),
    /** Nobody's request leads to a letter any more, but the subscription goes on. */
    QUIETED("quieted"),
    /** A fresh link for what a forwarded mail must not open. */
    FRESH_LINK("link"),
    /** A button that hands out everything held about a reader; needs a token. */
    DOWNLOAD("download"),
    /** A button that erases a reader; needs a token. */
    ERASE("erase"),
    ERASED("erased"),
    LINK_EXPIRED("expired"),
    /** A token that is cut off, forged, or of a reader who is gone. */
    LINK_INVALID("invalid"),
    /** Too many requests: status 429. */
    TOO_MANY("busy"),
    /** Our own fault: status 500. */
    FAILED("failed");

    private static final Set<Notice> ASKING = Set.of(CONFIRM, UNSUBSCRIBE, NEVER, DOWNLOAD, ERASE);

    private final String word;

    Notice(String word) {
        this.word = word;
    }

    /** Whether it has a button, which sends a token back. */
    public boolean asks() {
        return ASKING.contains(this);
    }

    /** What its texts are called in the message files. */
    String word() {
        return word;
    }
}

package press.communique.core.mail;

/** What the mail provider may tell about one mail after it answered. */
public enum Feedback {
    /** It took the mail and tries to deliver it. */
    SENT,
    /** The reader's server took it. */
    DELIVERED,
    /** It took the mail, found a virus in it, and will not deliver it. */
    REFUSED,
    /** It took the mail and could not make it out of its template. */
    UNRENDERED,
    /** There is no such mailbox, for good. */
    BOUNCED,
    /** The reader's server would not have it, this time. */
    BOUNCED_SOFTLY,
    /** The reader called it spam. */
    COMPLAINED
}

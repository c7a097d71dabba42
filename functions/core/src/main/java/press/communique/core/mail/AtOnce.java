package press.communique.core.mail;

/** What a mailing that goes out at once has done for one reader. */
public enum AtOnce {
    /** It told the reader, or may have, or could not for good. */
    TOLD,
    /** It is about to: the reader's batch is claimed. */
    TELLING,
    /** It may still come to the reader. */
    OPEN,
    /** It never will. */
    PASSED_BY
}

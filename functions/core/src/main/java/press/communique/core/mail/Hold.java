package press.communique.core.mail;

/** Why a mailing does not go on. */
public enum Hold {
    /** An editor may resume it. */
    PAUSED,
    /** Whoever was not mailed is not. */
    CANCELLED
}

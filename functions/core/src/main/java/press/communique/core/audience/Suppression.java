package press.communique.core.audience;

import java.time.Instant;
import java.util.Locale;

/** Why an address is never written to, and since when. */
public record Suppression(Reason reason, Instant at) {

    /** The later ones weigh more: a person's word is not replaced by what a server said. */
    public enum Reason {
        /** It was on a list that came with imported subscribers. */
        IMPORT,
        /** There is no such mailbox, for good. */
        BOUNCE,
        /** Its owner called a mail of ours spam. */
        COMPLAINT,
        /** Its owner said so. */
        NEVER;

        /** As it stands in tables and files: {@code complaint}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Reason of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}

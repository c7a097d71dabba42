package press.communique.core.audience;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A link that a reader asked for, mailed to the reader's address only: what it opens must not be had by whoever was
 * forwarded an old mail.
 *
 * @param readerId of the reader at that time
 * @param epoch of the reader's links at that time
 */
public record FreshLink(String id, Purpose purpose, String readerId, long epoch, Instant expires) {

    public static final Duration LIFE = Duration.ofHours(1);

    /** One link opens one thing. */
    public enum Purpose {
        /** Everything that is held about the reader, in one file. */
        DOWNLOAD,
        /** The end of everything that is held about the reader. */
        ERASE;

        /** As tables, forms and addresses write it: {@code download}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException if there is no such purpose */
        public static Purpose of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }
}

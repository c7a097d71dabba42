package press.communique.core.post;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * That a post's readers are to be mailed: written with the release, created only if absent, so that nothing that
 * happens later mails anybody a second time for the same reason.
 *
 * @param name {@code first}, {@code correction#n} or {@code language#fr}
 * @param revision the release that it belongs to; the mail waits until this revision, or a later one, is live
 */
public record Intent(String postId, String name, long revision) {

    /** The post's first mailing. */
    public static final String FIRST = "first";

    private static final String CORRECTION = "correction#";
    private static final String LANGUAGE = "language#";

    /** @param number of the correction, counted from 1 over all releases of the post */
    public static String correction(int number) {
        return CORRECTION + number;
    }

    /** For readers who could not read the post until it had this edition. */
    public static String language(String language) {
        return LANGUAGE + language;
    }

    /** The language, if an edition that came later is the reason. */
    public static Optional<String> languageOf(String name) {
        return name.startsWith(LANGUAGE) ? Optional.of(name.substring(LANGUAGE.length())) : Optional.empty();
    }

    /** Which correction, counted from 1, if one is the reason. */
    public static OptionalInt correctionOf(String name) {
        return name.startsWith(CORRECTION)
                ? OptionalInt.of(Integer.parseInt(name.substring(CORRECTION.length())))
                : OptionalInt.empty();
    }
}

package press.communique.api.preflight;

import java.util.Comparator;
import java.util.Locale;

/**
 * Something about a post that its editor should look at.
 *
 * @param code stable, for programs: {@code broken-link}
 * @param pointer to the field, as in the post's JSON; empty for what is about the whole
 * @param detail what is the matter and what would be better
 */
public record Finding(Severity severity, String code, String pointer, String detail) {

    /** How much it matters; the worst first. */
    public enum Severity {
        /** The post cannot be released as it is, or not as it is meant. */
        ERROR,
        /** Readers would stumble. */
        WARNING,
        /** Good to know. */
        NOTE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The worst first, then as they stand in the post. */
    static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::pointer)
            .thenComparing(Finding::code)
            .thenComparing(Finding::detail);

    static Finding error(String code, String pointer, String detail) {
        return new Finding(Severity.ERROR, code, pointer, detail);
    }

    static Finding warning(String code, String pointer, String detail) {
        return new Finding(Severity.WARNING, code, pointer, detail);
    }

    static Finding note(String code, String pointer, String detail) {
        return new Finding(Severity.NOTE, code, pointer, detail);
    }
}

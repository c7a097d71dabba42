package press.communique.core.problem;

/**
 * One thing that is wrong with an input, and where.
 *
 * <pre>{@code new Problem("/editions/en/title", "too-long", "The title has 412 characters; at most 300 are allowed.")}</pre>
 *
 * @param pointer where, as a JSON Pointer (RFC 6901); empty for the whole input
 * @param code a stable word for programs, such as {@code too-long}
 * @param detail a sentence for a person: what is wrong and what would be right
 */
public record Problem(String pointer, String code, String detail) {

    /** A JSON Pointer made of plain names, each escaped as RFC 6901 section 3 says. */
    public static String at(Object... names) {
        var pointer = new StringBuilder();
        for (Object name : names) {
            pointer.append('/').append(String.valueOf(name).replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}

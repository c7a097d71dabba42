package press.communique.core.page;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a site file was made from. It stands in the file's bytes and in its metadata: a file whose stamp equals that of
 * the present state needs no writing, and no two states of a file have the same bytes.
 *
 * @param renderer the version of the code that makes pages; see {@link #RENDERER}
 * @param settings the revision of the site's settings
 * @param content the post's revision, or the list's version
 */
public record Stamp(int renderer, long settings, long content) {

    /** Raised whenever the same state would give other bytes than before. */
    public static final int RENDERER = 2;

    private static final Pattern FORM = Pattern.compile("r(\\d{1,9})\\.s(\\d{1,18})\\.c(\\d{1,18})");

    public static Stamp of(long settings, long content) {
        return new Stamp(RENDERER, settings, content);
    }

    /** @return nothing if the text is not a stamp */
    public static Optional<Stamp> parse(String text) {
        Matcher match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(new Stamp(
                        Integer.parseInt(match.group(1)),
                        Long.parseLong(match.group(2)),
                        Long.parseLong(match.group(3))))
                : Optional.empty();
    }

    /** Whether a file with this stamp shows at least what one with the other stamp would. */
    public boolean covers(Stamp other) {
        return renderer >= other.renderer && settings >= other.settings && content >= other.content;
    }

    /** As it stands in files and metadata: {@code r1.s3.c7}. */
    @Override
    public String toString() {
        return "r" + renderer + ".s" + settings + ".c" + content;
    }
}

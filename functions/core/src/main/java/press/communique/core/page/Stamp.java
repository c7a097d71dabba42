package press.communique.core.page;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a site file was made from. It stands in the file's bytes and in its metadata: a file whose stamp equals that of
 * the present state needs no writing, and no two states of a file have the same bytes.
 *
 * @param renderer the version of the code that makes pages; see {@link #RENDERER}
 * @param theme the theme's edition, see {@link Theme#edition()}; a newer renderer goes before any theme
 * @param settings the revision of the site's settings
 * @param content the post's revision, or the list's version
 */
public record Stamp(int renderer, int theme, long settings, long content) {

    /** Raised whenever the same state would give other bytes than before. */
    public static final int RENDERER = 5;

    private static final Pattern FORM = Pattern.compile("r(\\d{1,9})(?:\\.t(\\d{1,9}))?\\.s(\\d{1,18})\\.c(\\d{1,18})");

    /**
     * Who makes pages now, renderer before theme, as one number: a later one is higher. It says whether a site was made by
     * an earlier one and has to be made again.
     */
    public static long maker() {
        return RENDERER * 1_000_000_000L + Theme.current().edition();
    }

    /** Without a theme. */
    public Stamp(int renderer, long settings, long content) {
        this(renderer, 0, settings, content);
    }

    /** For a file that is made now. */
    public static Stamp of(long settings, long content) {
        return new Stamp(RENDERER, Theme.current().edition(), settings, content);
    }

    /** @return nothing if the text is not a stamp */
    public static Optional<Stamp> parse(String text) {
        Matcher match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(new Stamp(
                        Integer.parseInt(match.group(1)),
                        match.group(2) == null ? 0 : Integer.parseInt(match.group(2)),
                        Long.parseLong(match.group(3)),
                        Long.parseLong(match.group(4))))
                : Optional.empty();
    }

    /** Whether a file with this stamp shows at least what one with the other stamp would. */
    public boolean covers(Stamp other) {
        boolean maker = renderer > other.renderer || renderer == other.renderer && theme >= other.theme;
        return maker && settings >= other.settings && content >= other.content;
    }

    /** As it stands in files and metadata: {@code r1.s3.c7}, with a theme {@code r1.t2.s3.c7}. */
    @Override
    public String toString() {
        return "r" + renderer + (theme == 0 ? "" : ".t" + theme) + ".s" + settings + ".c" + content;
    }
}

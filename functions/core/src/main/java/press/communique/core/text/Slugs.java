package press.communique.core.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes the last part of an address from a title of any script.
 *
 * <pre>{@code Slugs.of("Genocide prevention, is it possible?")  // genocide-prevention-is-it-possible}</pre>
 *
 * <p>Latin letters lose their accents; letters and digits of other scripts stay as they are (an address is an IRI,
 * RFC 3987).
 */
public final class Slugs {

    /** In characters; as UTF-8 it stays well below the 1,024 bytes of an S3 key. */
    public static final int LONGEST = 100;

    private static final Pattern LATIN_MARKS = Pattern.compile("(?<=[\\p{IsLatin}])\\p{Mn}+");
    private static final Pattern APOSTROPHES = Pattern.compile("['’ʼ`]");
    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");
    private static final Pattern SLUG =
            Pattern.compile("[\\p{L}\\p{Nd}][\\p{L}\\p{M}\\p{Nd}]*(-[\\p{L}\\p{M}\\p{Nd}]+)*");

    private Slugs() {}

    /** @return a slug of at most {@value #LONGEST} characters; {@code untitled} if the title has no letter or digit */
    public static String of(String title) {
        String slug = Normalizer.normalize(title, Normalizer.Form.NFKD);
        slug = LATIN_MARKS.matcher(slug).replaceAll("");
        slug = Normalizer.normalize(slug, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        slug = slug.replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ø", "o")
                .replace("ł", "l");
        slug = APOSTROPHES.matcher(slug).replaceAll("");
        slug = OTHER.matcher(slug).replaceAll("-").replaceAll("^[-\\p{M}]+|-+$", "");
        slug = shorten(slug);
        return SLUG.matcher(slug).matches() ? slug : "untitled";
    }

    /** Whether an editor's own slug can stand in an address as it is. */
    public static boolean isSlug(String text) {
        return text.length() <= LONGEST
                && SLUG.matcher(text).matches()
                && text.equals(text.toLowerCase(Locale.ROOT))
                && Normalizer.isNormalized(text, Normalizer.Form.NFC);
    }

    private static String shorten(String slug) {
        if (slug.length() <= LONGEST) {
            return slug;
        }
        int end = slug.lastIndexOf('-', LONGEST);
        String cut = slug.substring(0, end > LONGEST / 2 ? end : LONGEST);
        return Character.isHighSurrogate(cut.charAt(cut.length() - 1)) ? cut.substring(0, cut.length() - 1) : cut;
    }
}

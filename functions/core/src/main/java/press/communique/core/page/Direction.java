package press.communique.core.page;

import java.util.Locale;
import java.util.Set;

/** In which direction a language is written. */
public final class Direction {

    private static final Set<String> RIGHT_TO_LEFT = Set.of(
            "ar", "arc", "ckb", "dv", "fa", "he", "iw", "khw", "ks", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi");
    private static final Set<String> SCRIPTS = Set.of("Arab", "Hebr", "Nkoo", "Syrc", "Thaa", "Adlm", "Rohg");

    private Direction() {}

    /** {@code rtl} or {@code ltr}, as the attribute {@code dir} wants it; a script in the tag decides. */
    public static String of(String language) {
        Locale locale = Locale.forLanguageTag(language);
        boolean rightToLeft = locale.getScript().isEmpty()
                ? RIGHT_TO_LEFT.contains(locale.getLanguage())
                : SCRIPTS.contains(locale.getScript());
        return rightToLeft ? "rtl" : "ltr";
    }
}

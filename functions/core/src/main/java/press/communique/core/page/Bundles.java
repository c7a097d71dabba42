package press.communique.core.page;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import press.communique.core.page.view.Words;

/**
 * Finds the texts of a language: {@code words/fr.properties}, in UTF-8, in which the theme may change some or add a whole
 * language. For {@code fr-CA} it is that file, else {@code fr}, else English, which then is marked as such.
 */
final class Bundles {

    /** The languages that come with the newsroom. */
    static final List<String> LANGUAGES = List.of("ar", "de", "en", "fr", "nl", "ru");

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}");

    private Bundles() {}

    static Words of(String language) {
        String file = file(language);
        return file.isEmpty()
                ? Theme.current().words("en", true)
                : Theme.current().words(file, false);
    }

    /** Whether pages speak this language, and not English in its place. */
    static boolean speaks(String language) {
        return !file(language).isEmpty();
    }

    private static String file(String language) {
        return LANGUAGE.matcher(language).matches()
                ? Stream.of(language, language.replaceFirst("-.*", ""))
                        .filter(Theme.current()::speaks)
                        .findFirst()
                        .orElse("")
                : "";
    }
}

package press.communique.core.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import press.communique.core.page.view.Words;

/**
 * Finds the texts of a language: {@code words/fr.properties}, in UTF-8. For {@code fr-CA} it is that file, else {@code
 * fr}, else English.
 */
final class Bundles {

    /** The languages that come with the newsroom. */
    static final List<String> LANGUAGES = List.of("ar", "de", "en", "fr", "nl");

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}");
    private static final Map<String, String> FILES = new ConcurrentHashMap<>();
    private static final Map<String, Words> WORDS = new ConcurrentHashMap<>();

    private Bundles() {}

    static Words of(String language) {
        String file = file(language);
        return WORDS.computeIfAbsent(file.isEmpty() ? "en" : file, Bundles::read);
    }

    /** Whether pages speak this language, and not English in its place. */
    static boolean speaks(String language) {
        return !file(language).isEmpty();
    }

    private static String file(String language) {
        return FILES.computeIfAbsent(language, Bundles::find);
    }

    private static String find(String language) {
        var candidates = new ArrayList<String>();
        if (LANGUAGE.matcher(language).matches()) {
            candidates.add(language);
            candidates.add(language.replaceFirst("-.*", ""));
        }
        return candidates.stream()
                .filter(tag -> Bundles.class.getResource(resource(tag)) != null)
                .findFirst()
                .orElse("");
    }

    private static Words read(String tag) {
        var properties = new Properties();
        try (InputStream file = Bundles.class.getResourceAsStream(resource(tag))) {
            properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var texts = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
        return new Words(texts);
    }

    private static String resource(String tag) {
        return "words/" + tag + ".properties";
    }
}

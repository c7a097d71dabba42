package press.communique.mail.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import press.communique.core.page.view.Words;

/** Finds what mails say in a language: {@code fr.properties} beside this class; for {@code fr-CA} too; else English. */
final class MailWords {

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}");
    private static final Map<String, Words> LOADED = new ConcurrentHashMap<>();

    private MailWords() {}

    static Words of(String language) {
        return LOADED.computeIfAbsent(language, MailWords::load);
    }

    private static Words load(String language) {
        String base = LANGUAGE.matcher(language).matches() ? language.replaceFirst("-.*", "") : "en";
        try (InputStream own = MailWords.class.getResourceAsStream(base + ".properties");
                InputStream english = MailWords.class.getResourceAsStream("en.properties")) {
            var properties = new Properties();
            properties.load(new InputStreamReader(own == null ? english : own, StandardCharsets.UTF_8));
            var texts = new HashMap<String, String>();
            properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
            return new Words(texts, own == null ? "en" : base);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

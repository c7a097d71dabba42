package press.communique.core.page.view;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pages say in one language besides the newsroom's own texts.
 *
 * <pre>{@code words.get("archive.title", "News", "April 2014")  // "News, April 2014"}</pre>
 *
 * <p>Immutable. The texts are plain, never markup.
 */
public final class Words {

    private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

    private final Map<String, String> texts;
    private final String lang;

    public Words(Map<String, String> texts) {
        this(texts, null);
    }

    /** @param lang the texts' own language where that is not the page's, otherwise null */
    public Words(Map<String, String> texts, String lang) {
        this.texts = Map.copyOf(texts);
        this.lang = lang;
    }

    /** For the attribute {@code lang} of whatever shows one of these texts; null if it is as the page's. */
    public String lang() {
        return lang;
    }

    /**
     * @param values for {0}, {1}, …, put in as they are
     * @throws IllegalArgumentException if there is no such text: a slip of ours
     */
    public String get(String key, Object... values) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("No text is called " + key);
        }
        return values.length == 0 ? text : fill(text, values);
    }

    public boolean has(String key) {
        return texts.containsKey(key);
    }

    public SortedSet<String> keys() {
        return new TreeSet<>(texts.keySet());
    }

    private static String fill(String text, Object... values) {
        return PLACE.matcher(text).replaceAll(place -> {
            int number = Integer.parseInt(place.group(1));
            return Matcher.quoteReplacement(number < values.length ? String.valueOf(values[number]) : place.group());
        });
    }
}

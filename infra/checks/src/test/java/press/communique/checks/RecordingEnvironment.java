package press.communique.checks;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** An environment that has every variable, with a value that makes sense, and remembers which were asked for. */
final class RecordingEnvironment extends AbstractMap<String, String> {

    private static final Map<String, String> AWS = Map.of(
            "AWS_REGION", "eu-central-1",
            "AWS_ACCESS_KEY_ID", "none",
            "AWS_SECRET_ACCESS_KEY", "none");

    private final Set<String> asked = new TreeSet<>();

    /** Without what every AWS client reads and Lambda itself sets. */
    Set<String> asked() {
        return asked;
    }

    @Override
    public String get(Object key) {
        String name = (String) key;
        if (name.startsWith("AWS_")) {
            return AWS.get(name);
        }
        asked.add(name);
        if (name.endsWith("_PER_MINUTE") || name.endsWith("_PER_HOUR")) {
            return "600";
        }
        return name.endsWith("_URL")
                ? "https://www.example.org/"
                        + name.toLowerCase(java.util.Locale.ROOT).replace('_', '-')
                : "a-value-that-is-long-enough-to-be-a-secret";
    }

    @Override
    public String getOrDefault(Object key, String otherwise) {
        String value = get(key);
        return value == null ? otherwise : value;
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        throw new UnsupportedOperationException("Settings are read by name.");
    }
}

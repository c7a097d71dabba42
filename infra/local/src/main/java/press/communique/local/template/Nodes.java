package press.communique.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks into the maps and lists that YAML gives. */
final class Nodes {

    private Nodes() {}

    static Map<String, Object> map(Object node) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (node instanceof Map<?, ?> raw) {
            raw.forEach((key, value) -> map.put(String.valueOf(key), value));
        }
        return map;
    }

    static List<Object> list(Object node) {
        if (node instanceof List<?> raw) {
            return new ArrayList<>(raw);
        }
        return node == null ? List.of() : List.of(node);
    }

    static Map<String, Object> map(Map<String, Object> parent, String key) {
        return map(parent.get(key));
    }

    static String text(Map<String, Object> parent, String key, String otherwise) {
        Object value = parent.get(key);
        return value == null ? otherwise : String.valueOf(value);
    }

    static int number(Map<String, Object> parent, String key, int otherwise) {
        Object value = parent.get(key);
        return value == null ? otherwise : Integer.parseInt(String.valueOf(value));
    }

    static boolean flag(Map<String, Object> parent, String key) {
        return Boolean.parseBoolean(text(parent, key, "false"));
    }
}

package press.communique.core.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.util.Collection;
import java.util.Map;

/**
 * Data for machines inside a page, as JSON that no parser of HTML can take for markup: of {@code <}, {@code >} and
 * {@code &} only their escapes are written (HTML, section 4.12.1.3, on what a script element may hold).
 */
final class Json implements Content {

    private final String text;

    private Json(String text) {
        this.text = text;
    }

    /** @param value maps, collections, strings, numbers and booleans; entries that are empty or null are left out */
    static Json of(Map<String, ?> value) {
        var output = new StringBuilder();
        write(value, output);
        return new Json(output.toString());
    }

    @Override
    public void writeTo(TemplateOutput output) {
        output.writeContent(text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static void write(Object value, StringBuilder output) {
        if (value instanceof Map<?, ?> map) {
            String between = "{";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!isEmpty(entry.getValue())) {
                    output.append(between);
                    quote(String.valueOf(entry.getKey()), output);
                    output.append(':');
                    write(entry.getValue(), output);
                    between = ",";
                }
            }
            output.append(between.equals("{") ? "{}" : "}");
        } else if (value instanceof Collection<?> list) {
            String between = "[";
            for (Object one : list) {
                output.append(between);
                write(one, output);
                between = ",";
            }
            output.append(between.equals("[") ? "[]" : "]");
        } else if (value instanceof Number || value instanceof Boolean) {
            output.append(value);
        } else {
            quote(String.valueOf(value), output);
        }
    }

    private static boolean isEmpty(Object value) {
        return value == null
                || value.equals("")
                || value instanceof Collection<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
    }

    private static void quote(String text, StringBuilder output) {
        output.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '"' -> output.append("\\\"");
                case '\\' -> output.append("\\\\");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(character, output);
                default -> {
                    if (character < 0x20 || Character.isSurrogate(character) && !isPaired(text, i)) {
                        escape(character, output);
                    } else {
                        output.append(character);
                    }
                }
            }
        }
        output.append('"');
    }

    private static boolean isPaired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static void escape(char character, StringBuilder output) {
        output.append("\\u");
        String hex = Integer.toHexString(character);
        output.append("0".repeat(4 - hex.length())).append(hex);
    }
}

package press.communique.local.front;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of an OpenAPI file as HTML: paragraphs, lists and code of a description, and what a schema asks for. */
final class ApiText {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private ApiText() {}

    static String escape(Object text) {
        return text == null ? "" : Html.escape(String.valueOf(text));
    }

    /** As much of Markdown as descriptions use. */
    static String html(Object description) {
        if (description == null) {
            return "";
        }
        var html = new StringBuilder();
        for (String block : String.valueOf(description).strip().split("\\n\\s*\\n")) {
            html.append(block.startsWith("- ") ? points(block) : "<p>" + words(block) + "</p>\n");
        }
        return html.toString();
    }

    private static String points(String block) {
        var html = new StringBuilder("<ul>\n");
        for (String point : block.substring(2).split("\\n- ")) {
            html.append("<li>").append(words(point)).append("</li>\n");
        }
        return html.append("</ul>\n").toString();
    }

    private static String words(String text) {
        return CODE.matcher(Html.escape(text)).replaceAll("<code>$1</code>");
    }

    static String example(Object value) {
        try {
            return escape(
                    value instanceof String
                            ? value
                            : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value));
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("An example cannot be written", ours);
        }
    }

    /** What a schema asks for, in a line: {@code list of Link, at most 50}. */
    static String kind(Map<String, Object> schema) {
        Object reference = schema.get("$ref");
        if (reference != null) {
            String name = String.valueOf(reference).replaceFirst(".*/", "");
            return "<a href=\"#schema-%1$s\">%1$s</a>".formatted(escape(name));
        }
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.get(choice) instanceof List<?> parts) {
                return parts.stream()
                        .map(part -> kind(ApiPages.map(part)))
                        .collect(Collectors.joining(choice.equals("allOf") ? " and " : " or "));
            }
        }
        var kind = new StringBuilder();
        Map<String, Object> items = ApiPages.map(schema.get("items"));
        Map<String, Object> values = ApiPages.map(schema.get("additionalProperties"));
        if (!items.isEmpty()) {
            kind.append("list of ").append(kind(items));
        } else if (!values.isEmpty()) {
            kind.append("by name: ").append(kind(values));
        } else {
            kind.append(escape(schema.getOrDefault("type", "anything")));
        }
        if (schema.get("enum") instanceof List<?> words) {
            kind.append(": ").append(words.stream().map(ApiText::escape).collect(Collectors.joining(", ")));
        }
        limit(schema, "maxLength", " characters", kind);
        limit(schema, "maxItems", "", kind);
        limit(schema, "maximum", "", kind);
        return kind.toString();
    }

    private static void limit(Map<String, Object> schema, String keyword, String unit, StringBuilder kind) {
        if (schema.containsKey(keyword)) {
            kind.append(", at most ").append(escape(schema.get(keyword))).append(unit);
        }
    }
}

package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the fields of a JSON object whose form may be wrong: what does not fit reads as absent, since the schema has
 * complained about it already.
 */
record Fields(JsonNode json) {

    String text(String name) {
        return json.path(name).isTextual() ? json.path(name).textValue() : "";
    }

    boolean flag(String name) {
        return json.path(name).asBoolean(false);
    }

    List<String> texts(String name) {
        return list(name, value -> value.isTextual() ? value.textValue() : "");
    }

    <T> List<T> list(String name, Function<JsonNode, T> form) {
        var values = new ArrayList<T>();
        if (json.path(name).isArray()) {
            json.path(name).forEach(value -> values.add(form.apply(value)));
        }
        return values;
    }

    <T> Map<String, T> map(String name, Function<JsonNode, T> form) {
        var values = new LinkedHashMap<String, T>();
        if (json.path(name).isObject()) {
            json.path(name)
                    .properties()
                    .forEach(property -> values.put(property.getKey(), form.apply(property.getValue())));
        }
        return values;
    }

    Map<String, String> textMap(String name) {
        return map(name, value -> value.isTextual() ? value.textValue() : "");
    }
}

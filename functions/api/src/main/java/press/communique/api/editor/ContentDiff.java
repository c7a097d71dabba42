package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import press.communique.api.http.Json;
import press.communique.core.post.Content;

/**
 * What differs between two texts of a post, or two states of the settings, field by field; of a body besides line by
 * line.
 *
 * <pre>{@code [{"pointer": "/editions/en/title", "from": "A", "to": "B"}]}</pre>
 */
final class ContentDiff {

    /** Lines around a change. */
    private static final int CONTEXT = 3;

    private ContentDiff() {}

    static ArrayNode of(Content from, Content to) {
        return of(PostJson.content(from), PostJson.content(to));
    }

    static ArrayNode of(JsonNode from, JsonNode to) {
        var before = new TreeMap<String, JsonNode>();
        var after = new TreeMap<String, JsonNode>();
        flatten("", from, before);
        flatten("", to, after);
        var pointers = new TreeSet<>(before.keySet());
        pointers.addAll(after.keySet());
        ArrayNode changes = Json.object().putArray("changes");
        for (String pointer : pointers) {
            JsonNode old = before.get(pointer);
            JsonNode present = after.get(pointer);
            if (old == null || !old.equals(present)) {
                ObjectNode change = changes.addObject().put("pointer", pointer);
                change.set("from", old);
                change.set("to", present);
                if (pointer.endsWith("/body")) {
                    var lines = change.putArray("lines");
                    unified(old, present).forEach(lines::add);
                }
            }
        }
        return changes;
    }

    private static List<String> unified(JsonNode old, JsonNode present) {
        List<String> before = lines(old);
        List<String> unified = UnifiedDiffUtils.generateUnifiedDiff(
                "from", "to", before, DiffUtils.diff(before, lines(present)), CONTEXT);
        // Without the names of files.
        return unified.subList(Math.min(2, unified.size()), unified.size());
    }

    private static List<String> lines(JsonNode text) {
        return text == null ? List.of() : text.textValue().lines().toList();
    }

    /** Fields by their pointers; a list is one value, since it has no names for what is in it. */
    private static void flatten(String at, JsonNode node, TreeMap<String, JsonNode> fields) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(field -> flatten(
                            at + "/" + field.getKey().replace("~", "~0").replace("/", "~1"), field.getValue(), fields));
        } else {
            fields.put(at, node);
        }
    }
}

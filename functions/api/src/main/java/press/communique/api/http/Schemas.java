package press.communique.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import press.communique.core.post.ContentCheck;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;

/**
 * Checks request bodies against the schemas in {@code openapi.yaml}, which is the authority for their form.
 *
 * <pre>{@code List<Problem> problems = Schemas.check("PostDraft", json);}</pre>
 *
 * <p>Read-only properties are to be taken off first ({@link #withoutReadOnly}). Safe for several threads.
 */
public final class Schemas {

    /** Ends like this since it is handed on as JSON, which is read in a fraction of the time that YAML takes. */
    private static final String FILE = "https://communique.press/openapi.json";

    private static final String SCHEMAS = "#/components/schemas/";
    private static final JsonNode OPENAPI = load();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(Map.of(FILE, Json.write(OPENAPI))));
    private static final Map<String, Schema> LOADED = new ConcurrentHashMap<>();

    /** What a schema's keyword means to whoever broke it. */
    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("required", "missing"),
            Map.entry("minProperties", "missing"),
            Map.entry("minItems", "missing"),
            Map.entry("minLength", "missing"),
            Map.entry("additionalProperties", "unknown-field"),
            Map.entry("unevaluatedProperties", "unknown-field"),
            Map.entry("type", "wrong-type"),
            Map.entry("maxLength", "too-long"),
            Map.entry("maxItems", "too-many"),
            Map.entry("maxProperties", "too-many"),
            Map.entry("uniqueItems", "repeated"),
            Map.entry("enum", "unknown-value"),
            Map.entry("const", "unknown-value"),
            Map.entry("minimum", "out-of-range"),
            Map.entry("maximum", "out-of-range"),
            Map.entry("exclusiveMinimum", "out-of-range"),
            Map.entry("exclusiveMaximum", "out-of-range"),
            Map.entry("propertyNames", "bad-name"),
            Map.entry("pattern", "bad-format"),
            Map.entry("format", "bad-format"));

    /** Keywords that complain of a property by its name, in the object that has it. */
    private static final Set<String> NAMING = Set.of("additionalProperties", "propertyNames");

    private Schemas() {}

    /** What is wrong with the form of a value, in the order of its pointers; empty if nothing is. */
    public static List<Problem> check(String schema, JsonNode value) {
        var endless = new Problems();
        numbers("", value, endless);
        if (!endless.found().isEmpty()) {
            return endless.found();
        }
        Set<Problem> problems = new LinkedHashSet<>();
        for (Error error : schema(schema).validate(value)) {
            if (!isOfChoice(error)) {
                problems.add(problem(error));
            }
        }
        var illegal = new Problems();
        characters("", value, illegal);
        problems.addAll(illegal.found());
        return problems.stream()
                .sorted(Comparator.comparing(Problem::pointer).thenComparing(Problem::code))
                .toList();
    }

    /** In whatever field: one character that no feed can hold would keep all of them from being written. */
    private static void characters(String pointer, JsonNode value, Problems problems) {
        if (value.isTextual()) {
            ContentCheck.characters(pointer, value.textValue(), problems);
        } else if (value.isObject()) {
            value.properties()
                    .forEach(field -> characters(pointer + Problem.at(field.getKey()), field.getValue(), problems));
        } else {
            for (int i = 0; i < value.size(); i++) {
                characters(pointer + Problem.at(i), value.get(i), problems);
            }
        }
    }

    /** A number like 1e400 has no size, so that it cannot be compared with anything. */
    private static void numbers(String pointer, JsonNode value, Problems problems) {
        if (value.isDouble() && !Double.isFinite(value.doubleValue())) {
            problems.add(pointer, "out-of-range", "No number here can be as large as that.");
        } else if (value.isObject()) {
            value.properties()
                    .forEach(field -> numbers(pointer + Problem.at(field.getKey()), field.getValue(), problems));
        } else {
            for (int i = 0; i < value.size(); i++) {
                numbers(pointer + Problem.at(i), value.get(i), problems);
            }
        }
    }

    /** The same object without the properties that the schema marks as read-only: what was read can be sent back. */
    public static JsonNode withoutReadOnly(String schema, JsonNode value) {
        if (value instanceof com.fasterxml.jackson.databind.node.ObjectNode object) {
            JsonNode properties = OPENAPI.at("/components/schemas/" + schema + "/properties");
            for (Map.Entry<String, JsonNode> property : properties.properties()) {
                if (property.getValue().path("readOnly").asBoolean()) {
                    object.remove(property.getKey());
                }
            }
        }
        return value;
    }

    /** Reads the schemas now, so that the first request need not wait for it. */
    public static void prime() {
        schema("PostDraft");
    }

    private static Schema schema(String name) {
        return LOADED.computeIfAbsent(name, schema -> REGISTRY.getSchema(SchemaLocation.of(FILE + SCHEMAS + schema)));
    }

    private static Problem problem(Error error) {
        String keyword = error.getKeyword();
        String pointer = pointer(error.getInstanceLocation());
        if (keyword.equals("required") || NAMING.contains(keyword) && error.getProperty() != null) {
            pointer += Problem.at(error.getProperty());
        }
        String code = isBlank(error) ? "missing" : CODES.getOrDefault(keyword, "invalid");
        return new Problem(pointer, code, sentence(code, error));
    }

    /** What may be null and is something else is measured by that alone: {@code oneOf} is used for nothing but null. */
    private static boolean isOfChoice(Error error) {
        return error.getKeyword().equals("oneOf")
                || error.getKeyword().equals("type")
                        && "null".equals(error.getSchemaNode().asText(""));
    }

    /** A text of nothing but spaces, where the schema asks for something to read. */
    private static boolean isBlank(Error error) {
        return error.getKeyword().equals("pattern")
                && error.getInstanceNode() != null
                && error.getInstanceNode().asText().isBlank();
    }

    private static String sentence(String code, Error error) {
        JsonNode expected = error.getSchemaNode();
        String limit = expected == null || expected.isContainerNode() ? "" : expected.asText();
        return switch (code) {
            case "missing" -> "This is required and must not be empty.";
            case "unknown-field" -> "There is no field of this name here.";
            case "wrong-type" -> "Expected " + (limit.isEmpty() ? "another type" : limit) + ".";
            case "too-long" -> "At most " + limit + " characters are allowed.";
            case "too-many" -> "At most " + limit + " are allowed.";
            case "repeated" -> "The same value stands here twice.";
            case "unknown-value" -> "Not one of the values that are known here: " + values(expected) + ".";
            case "out-of-range" -> "The limit is " + limit + ".";
            default -> "This does not have the form that is expected here" + (limit.isEmpty() ? "." : ": " + limit);
        };
    }

    private static String values(JsonNode expected) {
        var values = new StringBuilder();
        if (expected != null) {
            expected.forEach(
                    value -> values.append(values.length() == 0 ? "" : ", ").append(value.asText()));
        }
        return values.toString();
    }

    private static String pointer(NodePath path) {
        var pointer = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            pointer.append(Problem.at(path.getElement(i)));
        }
        return pointer.toString();
    }

    private static JsonNode load() {
        try (InputStream in = Schemas.class.getResourceAsStream("/openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("openapi.yaml cannot be read", unreadable);
        }
    }
}

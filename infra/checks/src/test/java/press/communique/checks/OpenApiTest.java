package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI file says what it means: its examples are valid, and requests with unknown fields are not. */
class OpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode OPENAPI = read();

    /** Every example of a request or an answer, with the schema that it stands beside. */
    static Stream<Arguments> examples() {
        var examples = new ArrayList<Arguments>();
        OPENAPI.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    String name = operation.getKey() + " " + path.getKey();
                    content(operation.getValue().path("requestBody"), name, examples);
                    operation
                            .getValue()
                            .path("responses")
                            .properties()
                            .forEach(answer ->
                                    content(resolved(answer.getValue()), name + " " + answer.getKey(), examples));
                }));
        return examples.stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleIsValid(String name, JsonNode schema, JsonNode value) {
        assertThat(problems(schema, value)).as("%s: %s", name, value).isEmpty();
    }

    @Test
    void everyAnswerAndRequestHasAnExample() {
        var without = new TreeMap<String, JsonNode>();
        OPENAPI.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    var contents = new ArrayList<JsonNode>();
                    contents.add(operation.getValue().path("requestBody").path("content"));
                    operation
                            .getValue()
                            .path("responses")
                            .forEach(answer -> contents.add(resolved(answer).path("content")));
                    contents.forEach(content -> content.properties().forEach(media -> {
                        if (media.getValue().path("examples").isEmpty()) {
                            without.put(
                                    operation.getKey() + " " + path.getKey() + " " + media.getKey(), media.getValue());
                        }
                    }));
                }));
        assertThat(without).isEmpty();
    }

    @Test
    void everyOperationHasANameAndSaysWhoMayCallIt() {
        OPENAPI.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (!operation.getKey().equals("parameters")) {
                        assertThat(operation.getValue().path("operationId").asText())
                                .as(path.getKey())
                                .isNotEmpty();
                        assertThat(operation.getValue().path("x-roles").asText())
                                .as(path.getKey())
                                .isIn("author", "editor", "admin", "anyone");
                    }
                }));
    }

    /** Whatever takes an {@code Idempotency-Key} can refuse one: too long, still being answered, of another body. */
    @Test
    void whoeverTakesAKeySaysHowItIsRefused() {
        var silent = new ArrayList<String>();
        OPENAPI.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode answers = operation.getValue().path("responses");
                    if (operation.getValue().path("parameters").toString().contains("/IdempotencyKey\"")
                            && !(answers.has("400") && answers.has("409") && answers.has("422"))) {
                        silent.add(operation.getKey() + " " + path.getKey());
                    }
                }));
        assertThat(silent).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PostDraft",
                "PostPublish",
                "PostWithdraw",
                "MediaDraft",
                "MediaChange",
                "SiteDraft",
                "SubscriptionRequest"
            })
    void requestRefusesUnknownFieldsAtEveryDepth(String name) {
        assertThat(openObjects(OPENAPI.at("/components/schemas/" + name), "#/components/schemas/" + name))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "PostDraft | {'type':'news-item'} | /",
                "PostDraft | {'type':'news-item','editions':{}} | /editions",
                "PostDraft | {'type':'news-item','editions':{'en':{}}} | /editions/en",
                "PostDraft | {'type':'News item','editions':{'en':{'title':'T'}}} | /type",
                "PostDraft | {'type':'news-item','editions':{'en':{'title':' '}}} | /editions/en/title",
                "PostDraft | {'type':'news-item','editions':{'english':{'title':'T'}}} | /editions",
                "PostDraft | {'type':'news-item','editions':{'en':{'title':'T'}},'publishAt':'tomorrow'} | /publishAt",
                "PostDraft | {'type':'news-item','editions':{'en':{'title':'T'}},'state':'live'} | /state",
                "PostDraft | {'type':'news-item','editions':{'en':{'title':'T'}},'subject':1} | /",
                "PostDraft | {'type':'news-item','editions':{'en':{'title':'T'}},'featured':'yes'} | /featured",
                "PostPublish | {'correction':{'en':''}} | /correction/en",
                "PostWithdraw | {} | /",
                "SiteDraft | {'names':{}} | /names",
                "SubscriptionRequest | {'email':'reader'} | /email",
                "SubscriptionRequest | {'email':'reader@example.org\\nBcc: other@example.org'} | /email",
                "SubscriptionRequest | {'email':'r@example.org','hour':24} | /hour"
            })
    void badInputIsRefusedWhereItIs(String schema, String input, String pointer) throws IOException {
        JsonNode value = JSON.readTree(input.replace('\'', '"'));

        assertThat(problems(reference(schema), value))
                .extracting(problem -> problem.split(" ")[0])
                .contains(pointer);
    }

    @Test
    void whatWasReadCanBeSentBack() {
        JsonNode read = OPENAPI.at("/components/examples/Post/value");

        assertThat(problems(reference("PostDraft"), read)).isEmpty();
        assertThat(problems(reference("SiteDraft"), OPENAPI.at("/components/examples/Site/value")))
                .isEmpty();
    }

    private static void content(JsonNode body, String name, List<Arguments> examples) {
        body.path("content").properties().forEach(media -> media.getValue()
                .path("examples")
                .properties()
                .forEach(example -> examples.add(Arguments.of(
                        name + " " + example.getKey(),
                        media.getValue().get("schema"),
                        resolved(example.getValue()).get("value")))));
    }

    /** Objects under this schema that take any field, but for maps, whose every value has a schema. */
    private static List<String> openObjects(JsonNode schema, String where) {
        if (schema.has("$ref")) {
            where = schema.get("$ref").asText();
            schema = resolved(schema);
        }
        var open = new ArrayList<String>();
        if (schema.path("type").asText().equals("object")
                && !schema.path("additionalProperties").isObject()
                && schema.path("additionalProperties").asBoolean(true)) {
            open.add(where);
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            open.addAll(openObjects(property.getValue(), where + "/" + property.getKey()));
        }
        for (String part : List.of("items", "additionalProperties")) {
            if (schema.path(part).isObject()) {
                open.addAll(openObjects(schema.get(part), where + "/" + part));
            }
        }
        return open;
    }

    private static List<String> problems(JsonNode schema, JsonNode value) {
        ObjectNode document = schema.deepCopy();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.set("components", OPENAPI.get("components"));
        Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(document);
        return validator.validate(value).stream()
                .map(error -> (error.getInstanceLocation().toString().isEmpty() ? "/" : error.getInstanceLocation())
                        + " " + error.getMessage())
                .toList();
    }

    private static JsonNode reference(String schema) {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? OPENAPI.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static JsonNode read() {
        try (var file = Files.newInputStream(Repository.file("infra/openapi.yaml"))) {
            return new ObjectMapper(new YAMLFactory()).readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package press.communique.journey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Whether an answer is one that {@code openapi.yaml} lets the address give: status, media type, headers and schema. */
public final class Contract {

    static final JsonNode OPENAPI = read();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "https://communique.press/openapi.yaml";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(Map.of(FILE, OPENAPI.toString())));
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private Contract() {}

    /** @throws AssertionError if the answer is outside the contract; addresses other than the API's have none */
    public static void check(HttpResponse<String> answer) {
        String path = answer.request().uri().getRawPath();
        if (!path.startsWith("/api/") && !path.startsWith("/subscriptions")) {
            return;
        }
        List<String> problems = problems(answer);
        if (!problems.isEmpty()) {
            throw new AssertionError(answer.request().method() + " " + path + " gave " + answer.statusCode()
                    + ", which is outside the contract: " + String.join("; ", problems) + "\n" + answer.body());
        }
    }

    static List<String> problems(HttpResponse<String> answer) {
        if (isTheGatewaysOwn(answer)) {
            return answer.request().method().equals("HEAD")
                    ? List.of()
                    : schema("/components/schemas/GatewayMessage", answer.body());
        }
        Optional<String> path = path(answer.request().uri().getRawPath());
        String method = answer.request().method().toLowerCase(Locale.ROOT);
        if (path.isEmpty() || !OPENAPI.get("paths").get(path.get()).has(method)) {
            return elsewhere(answer, path);
        }
        String responses = "/paths/" + escaped(path.get()) + "/" + method + "/responses";
        JsonNode response = OPENAPI.at(responses).path(String.valueOf(answer.statusCode()));
        if (response.isMissingNode()) {
            return List.of("there is no such status; there are: " + names(OPENAPI.at(responses)));
        }
        String at = response.has("$ref")
                ? response.get("$ref").asText().substring(1)
                : responses + "/" + answer.statusCode();
        var problems = new ArrayList<String>();
        body(answer, at, problems);
        headers(answer, OPENAPI.at(at), problems);
        return problems;
    }

    /** What is no request of HTTP it does not pass on, nor what is on none of its routes. */
    private static boolean isTheGatewaysOwn(HttpResponse<String> answer) {
        String path = answer.request().uri().getRawPath();
        boolean isRouted = path.startsWith("/api/") || path.matches("/subscriptions(/.*)?");
        return answer.statusCode() == 400 && !type(answer).equals("application/problem+json")
                || answer.statusCode() == 404 && !isRouted;
    }

    private static void body(HttpResponse<String> answer, String at, List<String> problems) {
        if (answer.request().method().equals("HEAD")) {
            return;
        }
        JsonNode content = OPENAPI.at(at).path("content");
        if (content.isEmpty()) {
            if (!answer.body().isEmpty()) {
                problems.add("there is no body");
            }
            return;
        }
        String type = type(answer);
        if (content.has("*/*")) {
            return;
        }
        if (!content.has(type)) {
            problems.add("the media type is not " + type + " but one of " + names(content));
        } else if (type.endsWith("json")) {
            problems.addAll(schema(at + "/content/" + escaped(type) + "/schema", answer.body()));
        }
    }

    private static void headers(HttpResponse<String> answer, JsonNode response, List<String> problems) {
        // What the gateway gives itself has its own headers.
        boolean isOurs = !answer.body().startsWith("{\"message\"");
        for (String header : names(response.path("headers"))) {
            if (isOurs && answer.headers().firstValue(header).isEmpty()) {
                problems.add("the header " + header + " is missing");
            }
        }
        if (isOurs && !answer.headers().firstValue("Cache-Control").equals(Optional.of("no-store"))) {
            problems.add("it may be cached");
        }
    }

    /** An address or a method that is not in the file: a problem document says so, or the gateway wants a token first. */
    private static List<String> elsewhere(HttpResponse<String> answer, Optional<String> path) {
        int status = answer.statusCode();
        String component;
        if (status == 401 || status == 403 || status == 413 || status == 429) {
            component = status == 401
                    ? "Unauthorized"
                    : status == 403 ? "Forbidden" : status == 413 ? "TooLarge" : "TooManyRequests";
        } else if (path.isPresent() && status == 405) {
            component = "MethodNotAllowed";
        } else if (status == 404) {
            component = "NotFound";
        } else {
            return List.of("nothing is known of this address and method");
        }
        var problems = new ArrayList<String>();
        body(answer, "/components/responses/" + component, problems);
        if (component.equals("MethodNotAllowed")) {
            headers(answer, OPENAPI.at("/components/responses/MethodNotAllowed"), problems);
        }
        return problems;
    }

    private static List<String> schema(String at, String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return SCHEMAS
                    .computeIfAbsent(at, pointer -> REGISTRY.getSchema(SchemaLocation.of(FILE + "#" + pointer)))
                    .validate(json)
                    .stream()
                    .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                    .toList();
        } catch (JsonProcessingException notJson) {
            return List.of("the body is not JSON");
        }
    }

    /** The file's path that this one fits; one without parameters comes first. */
    static Optional<String> path(String requested) {
        String[] given = requested.split("/", -1);
        return names(OPENAPI.get("paths")).stream()
                .filter(path -> fits(path.split("/", -1), given))
                .min((one, other) -> Long.compare(
                        one.chars().filter(c -> c == '{').count(),
                        other.chars().filter(c -> c == '{').count()));
    }

    private static boolean fits(String[] expected, String[] given) {
        if (expected.length != given.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            boolean isParameter = expected[i].startsWith("{") && !given[i].isEmpty();
            if (!isParameter && !expected[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Content-Type")
                .orElse("none")
                .split(";")[0]
                .strip();
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static JsonNode read() {
        try (var file = Files.newInputStream(Repository.file("infra/openapi.yaml"))) {
            return new YAMLMapper().readTree(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

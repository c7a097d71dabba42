package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import press.communique.journey.GoodCalls.Operation;
import press.communique.local.LocalStack;

/** The OpenAPI file against a running stack: what it shows as a request is taken, and each answer that it names comes. */
class ContractJourneyTest {

    private static final String NONE = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    /** In which state a post does not take the step. */
    private static final Map<String, String> WRONG_STATES = Map.ofEntries(
            Map.entry("deletePost", "published"),
            Map.entry("submitPost", "in-review"),
            Map.entry("rejectPost", "draft"),
            Map.entry("publishPost", "withdrawn"),
            Map.entry("withdrawPost", "draft"),
            Map.entry("reinstatePost", "draft"),
            Map.entry("schedulePost", "withdrawn"),
            Map.entry("unschedulePost", "draft"),
            Map.entry("pauseMailing", "sent"),
            Map.entry("resumeMailing", "sending"),
            Map.entry("cancelMailing", "sent"));

    private static LocalStack stack;
    private static GoodCalls good;

    @BeforeAll
    static void start(@TempDir Path data) throws Exception {
        stack = LocalStack.start(Stack.options(data));
        good = new GoodCalls(stack);
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @TestFactory
    Stream<DynamicTest> what_the_file_shows_as_a_request_is_taken() {
        return GoodCalls.operations().stream()
                .flatMap(operation -> operation.bodies().isEmpty()
                        ? Stream.of(dynamicTest(operation.id(), () -> taken(operation, good.of(operation))))
                        : operation.bodies().entrySet().stream()
                                .map(body -> dynamicTest(
                                        operation + " with " + body.getKey(),
                                        () -> taken(operation, good.of(operation, body.getKey(), body.getValue())))));
    }

    private static void taken(Operation operation, Call call) {
        assertThat(call.send(good.newsroom).status())
                .isIn(operation.statuses().stream()
                        .filter(status -> status < 400)
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> every_refusal_that_the_file_names_comes() {
        return GoodCalls.operations().stream().flatMap(operation -> operation.statuses().stream()
                .filter(status -> status >= 400)
                .flatMap(status -> wrong(operation, status).stream()
                        .map(call -> dynamicTest(operation + " " + status, () -> {
                            Answer answer = call.send(good.newsroom).is(status);
                            if (answer.header("Content-Type").startsWith("application/problem+json")) {
                                assertThat(codes(operation, status))
                                        .contains(answer.json().get("code").asText());
                            }
                        }))));
    }

    /** The good call with what brings this answer about; none if a test cannot do so at will. */
    private static Optional<Call> wrong(Operation operation, int status) {
        return switch (status) {
            // The first request with a key still running, somebody else's load, a table that is gone: told elsewhere.
            case 429, 503 -> Optional.empty();
            case 409 -> wrongState(operation);
            default -> Optional.of(wrong(operation, status, good.of(operation)));
        };
    }

    private static Call wrong(Operation operation, int status, Call call) {
        boolean isJson = call.headers().getOrDefault("Content-Type", "").endsWith("json");
        return switch (status) {
            case 400 ->
                isJson
                        ? call.body("{")
                        : call.method().equals("GET")
                                ? call.path(
                                        call.path().split("\\?")[0] + "?limit=0&days=0&from=99&open=maybe&cursor=%21")
                                : call.header("Idempotency-Key", "k".repeat(256));
            case 401 -> call.token("");
            case 403 -> call.token(stack.token("outsider", List.of("guests"), Duration.ofMinutes(9)));
            case 404 ->
                call.path(operation
                        .path()
                        .replace("{id}", NONE)
                        .replace("{n}", "99")
                        .replace("{language}", "en")
                        .replace("{hash}", "0123456789abcdef")
                        .replace("{file}", "480.jpg")
                        .concat(call.token().isEmpty() ? "?token=forged" : ""));
            case 405 -> call.method("DELETE");
            case 412 -> call.header("If-Match", "\"99\"");
            case 413 -> call.body("x".repeat(10 * 1024 * 1024 + 1));
            case 415 -> call.header("Content-Type", "text/plain");
            case 422 ->
                codes(operation, 422).equals(Set.of("idempotency-key-reused"))
                        ? sent(call.header("Idempotency-Key", "reused")).body("another")
                        : isJson ? call.body("{\"unknown\": 1}") : call.body("unknown=1");
            case 428 -> call.without("If-Match");
            default -> throw new AssertionError("How does " + operation + " come to answer " + status + "?");
        };
    }

    private static Call sent(Call call) {
        assertThat(call.send(good.newsroom).status()).isLessThan(300);
        return call;
    }

    private static Optional<Call> wrongState(Operation operation) {
        String state = WRONG_STATES.get(operation.id());
        if (state == null) {
            return Optional.empty();
        }
        Map.Entry<String, JsonNode> body = operation.bodies().entrySet().stream()
                .findFirst()
                .orElse(Map.entry("application/json none", com.fasterxml.jackson.databind.node.NullNode.instance));
        Call call = good.of(operation, body.getKey(), body.getValue(), state);
        return Optional.of(operation.bodies().isEmpty() ? call.body(null) : call);
    }

    /** What the file shows as the code of this answer. */
    private static TreeSet<String> codes(Operation operation, int status) {
        var codes = new TreeSet<String>();
        GoodCalls.resolved(operation.json().path("responses").path(String.valueOf(status)))
                .at("/content/application~1problem+json/examples")
                .forEach(example ->
                        codes.add(GoodCalls.resolved(example).at("/value/code").asText()));
        return codes;
    }
}

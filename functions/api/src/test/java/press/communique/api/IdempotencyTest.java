package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import press.communique.store.testing.LocalTables;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whatever becomes of an answer, a POST that is sent again with its key does nothing twice. */
class IdempotencyTest {

    private static final Duration LONGER_THAN_A_FUNCTION_LIVES = Duration.ofSeconds(36);

    private final LocalTables tables = new LocalTables();
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> now);
    private final EveryRoute every = new EveryRoute(api, tables);
    private final Http admin = new Http(api, "root", "[admin]");
    private final Http other = new Http(api, "eve", "[editor]");

    static Stream<String> posts() {
        return EditorApi.routes().stream()
                .filter(route -> route.method().equals("POST"))
                .map(route -> "POST " + route.path());
    }

    @ParameterizedTest
    @MethodSource("posts")
    void the_same_key_and_body_get_the_same_answer_and_another_body_none(String route) {
        List<String> line = EveryRoute.line(route);
        String id = every.made(line.get(1), other);
        Http.Answer first = every.ask(line, admin, id, "idempotency-key", "k");
        assertThat(first.status()).as(first.body()).isBetween(200, 299);
        String before = everything();

        assertThat(every.ask(line, admin, id, "idempotency-key", "k")).isEqualTo(first);
        now = now.plus(Duration.ofHours(23));
        assertThat(every.ask(line, admin, id, "idempotency-key", "k")).isEqualTo(first);
        Http.Answer reused = EveryRoute.send(line, admin, id, "{\"other\":1}", "\"1\"", "idempotency-key", "k");
        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.json().path("code").asText()).isEqualTo("idempotency-key-reused");
        assertThat(everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("posts")
    void when_the_function_died_before_it_could_answer_the_next_one_does(String route) {
        List<String> line = EveryRoute.line(route);
        String id = every.made(line.get(1), other);
        String ifMatch = id.isEmpty() ? "\"0\"" : revision(id);
        Http.Answer lost = EveryRoute.send(line, admin, id, every.body(line), ifMatch, "idempotency-key", "k");
        assertThat(lost.status()).as(lost.body()).isBetween(200, 299);
        forgetAnswers();
        String before = everything();

        Http.Answer early = EveryRoute.send(line, admin, id, every.body(line), ifMatch, "idempotency-key", "k");
        assertThat(early.status()).as("it may still be running").isEqualTo(409);
        assertThat(early.json().path("code").asText()).isEqualTo("still-running");
        assertThat(early.headers()).containsEntry("Retry-After", "1");

        now = now.plus(LONGER_THAN_A_FUNCTION_LIVES);
        Http.Answer again = EveryRoute.send(line, admin, id, every.body(line), ifMatch, "idempotency-key", "k");
        assertThat(again.status()).as(again.body()).isEqualTo(lost.status());
        assertThat(again.headers()).isEqualTo(lost.headers());
        if (!route.equals("POST /api/media") && !route.equals("POST /api/subscribers/import")) {
            // The one has a fresh address to upload to, the other knows now whom it added then.
            assertThat(again.body()).isEqualTo(lost.body());
        }
        assertThat(everything()).as("nothing was done twice").isEqualTo(before);
        assertThat(EveryRoute.send(line, admin, id, every.body(line), ifMatch, "idempotency-key", "k"))
                .isEqualTo(again);
    }

    @Test
    void a_step_by_a_list_of_entity_tags_is_repeated_like_any() {
        List<String> line = EveryRoute.line("POST /api/posts/{id}/publish");
        String id = every.made("draft", other);
        String ifMatch = "\"7\", \"1\"";
        Http.Answer lost = EveryRoute.send(line, admin, id, "{}", ifMatch, "idempotency-key", "k");
        forgetAnswers();
        now = now.plus(LONGER_THAN_A_FUNCTION_LIVES);
        assertThat(EveryRoute.send(line, admin, id, "{}", ifMatch, "idempotency-key", "k"))
                .isEqualTo(lost);
    }

    @Test
    void what_somebody_else_did_is_not_taken_for_ones_own() {
        List<String> line = EveryRoute.line("POST /api/posts/{id}/publish");
        String id = every.made("draft", other);
        EveryRoute.send(line, admin, id, "{}", "\"1\"", "idempotency-key", "k");
        forgetAnswers();
        // As if the first function had died before it wrote, and another editor came in between.
        String second = every.made("draft", other);
        EveryRoute.send(line, other, second, "{}", "\"1\"");
        now = now.plus(LONGER_THAN_A_FUNCTION_LIVES);
        assertThat(EveryRoute.send(line, admin, second, "{}", "\"1\"", "idempotency-key", "k")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void after_a_day_a_key_is_new_though_the_table_has_not_let_go_of_it() {
        List<String> line = EveryRoute.line("POST /api/posts");
        Http.Answer first = every.ask(line, admin, "", "idempotency-key", "k");
        now = now.plus(Duration.ofHours(24)).plusSeconds(1);
        Http.Answer next = every.ask(line, admin, "", "idempotency-key", "k");
        assertThat(next.status()).isEqualTo(201);
        assertThat(next.json().path("id")).isNotEqualTo(first.json().path("id"));
    }

    private String revision(String id) {
        return other.send("GET", "/api/posts/" + id, null).headers().getOrDefault("ETag", "\"1\"");
    }

    /** What a repetition must not change: posts with their revisions, uploads, mailings, and how often a rebuild was asked for. */
    private String everything() {
        return admin.send("GET", "/api/posts?limit=100", null).body()
                + admin.send("GET", "/api/media", null).json().path("items").findValuesAsText("id")
                + admin.send("GET", "/api/mailings", null).body()
                + admin.send("GET", "/api/rebuild", null).body();
    }

    /** As it is when a function dies between its write and its answer. */
    private void forgetAnswers() {
        tables.client()
                .scanPaginator(scan -> scan.tableName(tables.posts())
                        .filterExpression("begins_with(pk, :request)")
                        .expressionAttributeValues(Map.of(":request", AttributeValue.fromS("REQUEST#"))))
                .items()
                .forEach(item -> tables.client().updateItem(update -> update.tableName(tables.posts())
                        .key(Map.of("pk", item.get("pk"), "sk", item.get("sk")))
                        .updateExpression("REMOVE answer")));
    }
}

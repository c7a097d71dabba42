package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Posts that cannot be taken, and the largest that can. */
class BadInputJourneyTest extends BadInput {

    private static final int LARGEST = 1_000_000;

    BadInputJourneyTest(Stack stack) {
        super(stack);
    }

    // ---- What is sent

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"type\": \"speech\",}",
                "{'type': 'speech'}",
                "not JSON",
                "{\"type\": \"speech\"} and more",
                "{\"type\": NaN}",
                "{\"type\": \"speech\", \"type\": \"essay\"}",
                "\u0000"
            })
    void what_is_no_json_is_400(String body) {
        Answer answer = harmless(newsroom.post("/api/posts", body));
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        answer.problems();
        assertThat(answer.json().get("code").asText()).isEqualTo("not-json");
    }

    static Stream<byte[]> notUtf8() {
        String good = post("}}}");
        byte[] overlong = good.replace("Bad", "~ad").getBytes(StandardCharsets.ISO_8859_1);
        int at = new String(overlong, StandardCharsets.ISO_8859_1).indexOf('~');
        overlong[at] = (byte) 0xC1;
        overlong[at + 1] = (byte) 0xA1;
        return Stream.of(
                good.getBytes(StandardCharsets.UTF_16),
                good.getBytes(StandardCharsets.UTF_16LE),
                good.replace("Bad", "\u00c9").getBytes(StandardCharsets.ISO_8859_1),
                overlong);
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void what_is_not_utf_8_is_400(byte[] body) {
        Answer answer = harmless(Newsroom.send(
                newsroom.authorized("/api/posts", stack.local.tokens().editor())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body))));
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.json().get("code").asText()).isEqualTo("not-json");
    }

    @Test
    void a_query_that_is_not_encoded_is_400() throws Exception {
        try (var socket = new Socket("localhost", stack.local.site().getPort())) {
            String request =
                    "GET /api/posts?q=% HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                            + stack.local.tokens().editor() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"text\"", "1", "true"})
    void json_that_is_no_object_is_422(String body) {
        assertThat(harmless(newsroom.post("/api/posts", body)).status()).isEqualTo(422);
    }

    @Test
    void a_nesting_that_is_too_deep_is_refused() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(harmless(newsroom.post("/api/posts", deep)).status()).isIn(400, 422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void another_kind_of_body_is_415(String type) {
        Answer answer = harmless(Newsroom.send(
                newsroom.authorized("/api/posts", stack.local.tokens().editor())
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(post("}}}")))));
        assertThat(answer.status()).as("%s", answer).isEqualTo(415);
        answer.problems();
    }

    static Stream<Arguments> fields() {
        String long301 = "x".repeat(301);
        return Stream.of(
                arguments("{}", List.of("/type missing", "/editions missing")),
                arguments("{\"type\": \"speech\", \"editions\": {}}", List.of("/editions missing")),
                arguments(post("}}, \"subject\": \"x\"}"), List.of("/subject unknown-field")),
                arguments(post(", \"colour\": \"x\"}}}"), List.of("/editions/en/colour unknown-field")),
                arguments(
                        "{\"type\": \"speech\", \"editions\": {\"en\": {\"summary\": \"x\"}}}",
                        List.of("/editions/en/title missing")),
                arguments(
                        "{\"type\": \"speech\", \"editions\": {\"en\": {\"title\": \" \"}}}",
                        List.of("/editions/en/title missing")),
                arguments(
                        "{\"type\": \"speech\", \"editions\": {\"en\": {\"title\": \"" + long301 + "\"}}}",
                        List.of("/editions/en/title too-long")),
                arguments(
                        "{\"type\": \"speech\", \"editions\": {\"en\": {\"title\": 7}}}",
                        List.of("/editions/en/title wrong-type")),
                arguments(
                        post(", \"summary\": \"" + "x".repeat(2001) + "\"}}}"),
                        List.of("/editions/en/summary too-long")),
                arguments(essay(), List.of("/type unknown-type")),
                arguments(post("}}, \"topics\": [\"ukraine\", \"moon\"]}"), List.of("/topics/1 unknown-topic")),
                arguments(post("}, \"de\": {\"title\": \"Hallo\"}}}"), List.of("/editions/de unknown-language")),
                arguments(post("}}, \"publishAt\": \"yesterday\"}"), List.of("/publishAt bad-format")),
                arguments(post("}}, \"publishAt\": \"2014-04-22\"}"), List.of("/publishAt bad-format")),
                arguments(post("}}, \"publishAt\": \"2014-04-22T10:00:00\"}"), List.of("/publishAt bad-format")),
                arguments(post("}}, \"publishAt\": \"2014-02-30T10:00:00Z\"}"), List.of("/publishAt bad-format")),
                arguments(post("}}, \"publishAt\": \"2014-13-01T25:61:00Z\"}"), List.of("/publishAt bad-format")),
                arguments(post("}}, \"publishAt\": 1398160740}"), List.of("/publishAt wrong-type")),
                arguments(post("}}, \"publishAt\": \"2999-01-01T00:00:00Z\"}"), List.of("/publishAt in-the-future")),
                arguments(
                        post("}}, \"links\": [{\"titles\": {\"en\": \"x\"}, \"url\": \"javascript:alert(1)\"}]}"),
                        List.of("/links/0/url bad-format")),
                arguments(
                        "{\"type\": \"essay\", \"publishAt\": \"soon\", \"colour\": 1, \"editions\": {\"en\": {\"title\": \""
                                + long301 + "\"}, \"de\": {}}}",
                        List.of(
                                "/type unknown-type",
                                "/publishAt bad-format",
                                "/colour unknown-field",
                                "/editions/en/title too-long",
                                "/editions/de/title missing")));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void every_problem_is_named_at_once(String body, List<String> problems) {
        Answer answer = harmless(newsroom.post("/api/posts", body));
        assertThat(answer.status()).as("%s", answer).isEqualTo(422);
        assertThat(answer.problems()).as("%s", answer).containsAll(problems);
        assertThat(answer.json().get("code").asText()).isEqualTo("invalid");
    }

    @Test
    void a_bad_change_leaves_the_post_as_it_was() {
        JsonNode post = newsroom.post("/api/posts", """
                {"type": "speech", "editions": {"en": {"title": "A draft"}}}""").is(201).json();
        written = 1;
        String path = "/api/posts/" + post.get("id").asText();
        String revision = "\"" + post.get("revision") + "\"";
        Answer answer = harmless(newsroom.put(path, essay(), "If-Match", revision));
        assertThat(answer.is(422).problems()).containsExactly("/type unknown-type");
        harmless(newsroom.put(path, post("}}}"))).is(428);
        harmless(newsroom.put(path, post("}}}"), "If-Match", "\"77\"")).is(412);
        harmless(newsroom.post(path + "/publish", "{\"notify\": \"yes\"}", "If-Match", revision))
                .is(422);
        assertThat(newsroom.ask(path).is(200).json()).isEqualTo(post);
    }

    // ---- How much is sent

    /** Of this size in bytes, with a beginning, a middle and an end to look for. */
    private static String text(int bytes) {
        String paragraph = "Ten of our peacekeepers, été 1994.\\n\\n";
        int each = paragraph.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8).length;
        String begin = "It begins.\\n\\n";
        String end = "It ends here.";
        int left = bytes - begin.replace("\\n", "\n").length() - end.length();
        return begin + paragraph.repeat(left / each) + "x".repeat(left % each) + end;
    }

    @Test
    void a_body_of_a_million_bytes_is_shown_whole() {
        JsonNode post = newsroom.published(post(", \"body\": \"" + text(LARGEST) + "\"}}, \"notify\": false}"));
        written = 1;
        assertThat(newsroom.ask("/api/posts/" + post.get("id").asText())
                        .json()
                        .at("/editions/en/body")
                        .asText())
                .isEqualTo(text(LARGEST).replace("\\n", "\n"));
        Document page = newsroom.page(newsroom.path(post, "en"));
        List<String> paragraphs = page.select(".prose > p").eachText();
        assertThat(paragraphs).startsWith("It begins.", "Ten of our peacekeepers, été 1994.");
        assertThat(paragraphs.get(paragraphs.size() - 1)).endsWith("It ends here.");
        int each = "Ten of our peacekeepers, été 1994.\n\n".length() + 2;
        assertThat(paragraphs.stream().filter("Ten of our peacekeepers, été 1994."::equals))
                .hasSize((LARGEST - 25) / each);
        assertThat(newsroom.page("/news/").text()).contains("Bad input");
    }

    @Test
    void a_byte_more_is_413() {
        Answer answer = harmless(newsroom.post("/api/posts", post(", \"body\": \"" + text(LARGEST + 1) + "\"}}}")));
        assertThat(answer.status()).as("%s", answer).isEqualTo(413);
        assertThat(answer.problems()).containsExactly("/editions/en/body too-large");
        assertThat(answer.json().get("code").asText()).isEqualTo("too-large");
    }

    @Test
    void what_the_gateway_cannot_take_it_refuses_itself() {
        Answer answer = harmless(newsroom.post("/api/posts", "x".repeat(10 * 1024 * 1024 + 1)));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("message").asText()).isNotBlank();
    }

    // ---- How often it is sent

    @Test
    void the_same_key_with_the_same_body_makes_one_post() {
        String key = UUID.randomUUID().toString();
        Answer first =
                newsroom.post("/api/posts", post("}}}"), "Idempotency-Key", key).is(201);
        written = 1;
        Answer second = newsroom.post("/api/posts", post("}}}"), "Idempotency-Key", key);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));

        Answer other =
                harmless(newsroom.post("/api/posts", post(", \"summary\": \"Another\"}}}"), "Idempotency-Key", key));
        assertThat(other.status()).as("%s", other).isEqualTo(422);
        other.problems();
        assertThat(other.json().get("code").asText()).isEqualTo("idempotency-key-reused");
        harmless(newsroom.post("/api/posts", post("}}}"), "Idempotency-Key", "k".repeat(256)))
                .is(400);
    }

    @Test
    void a_mended_request_may_keep_the_key_of_the_one_that_was_refused() {
        String key = UUID.randomUUID().toString();
        newsroom.post("/api/posts", essay(), "Idempotency-Key", key).is(422);
        newsroom.post("/api/posts", post("}}}"), "Idempotency-Key", key).is(201);
        written = 1;
    }

    // ---- Where it is sent

    @Test
    void addresses_that_are_none() {
        String nothing = "/api/posts/01KB07ZD8Q8G2J6V5F3M9T4XWA";
        for (String path : List.of(nothing, nothing + "/receipts", "/api/nothing", "/api/posts/..%2f")) {
            Answer answer = harmless(newsroom.ask(path));
            assertThat(answer.status()).as("%s", answer).isEqualTo(404);
        }
        assertThat(newsroom.ask(nothing).problems()).isEmpty();
        assertThat(harmless(newsroom.ask("/api/posts/%00")).status()).isIn(400, 404);
        Answer method = harmless(Newsroom.send(
                newsroom.authorized("/api/posts", stack.local.tokens().editor()).DELETE()));
        assertThat(method.status()).as("%s", method).isEqualTo(405);
        assertThat(method.header("Allow")).contains("GET", "POST");
        for (String query : List.of("limit=0", "limit=101", "limit=x", "cursor=nonsense", "cursor=%00")) {
            Answer answer = harmless(newsroom.ask("/api/posts?" + query));
            assertThat(answer.status()).as("%s", answer).isEqualTo(400);
            answer.problems();
        }
    }
}

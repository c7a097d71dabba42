package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import press.communique.store.testing.LocalQueue;
import press.communique.store.testing.LocalTables;

/** Who may mail a text to themselves, how often, and that no queue learns what it says or to whom it goes. */
class TestMailTest {

    private final LocalTables tables = new LocalTables();
    private final LocalQueue letters = new LocalQueue();
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private final EditorApi api = api();
    private final Http author = new Http(api, "ann", "[author]");

    private EditorApi api() {
        var environment = new HashMap<>(Environments.of(tables));
        environment.put("LETTER_QUEUE_URL", letters.url());
        environment.put("AWS_ENDPOINT_URL_SQS", letters.endpoint());
        return new EditorApi(environment, () -> now);
    }

    @Test
    void it_goes_to_the_callers_own_address_in_every_edition_that_is_asked_for() {
        Http.Answer all = author.send("POST", draft(author) + "/test-mail", null);
        assertThat(all.status()).as(all.body()).isEqualTo(202);
        assertThat(all.body()).isEqualTo("{\"to\":\"ann@example.org\",\"revision\":1,\"languages\":[\"en\"]}");
        List<String> messages = letters.drain();
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0)).matches("\\{\"test\":\"[\\w-]+\",\"language\":\"en\"}");

        Http.Answer unknown = author.send("POST", draft(author) + "/test-mail", "{\"languages\":[\"nl\"]}");
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.json().at("/errors/0/pointer").asText()).isEqualTo("/languages/0");
        assertThat(letters.drain()).isEmpty();
    }

    @Test
    void asked_again_with_the_same_key_it_is_the_same_mail() {
        String path = draft(author) + "/test-mail";
        author.send("POST", path, "{}", "idempotency-key", "k");
        author.send("POST", path, "{}", "idempotency-key", "k");
        assertThat(letters.drain()).hasSize(1);
    }

    @Test
    void a_token_without_an_address_is_told_so() {
        Http machine = new Http(api, "machine", "[editor]");
        Http.Answer answer = machine.send("POST", draft(machine) + "/test-mail", "{}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("code").asText()).isEqualTo("no-address");
        assertThat(letters.drain()).isEmpty();
    }

    @Test
    void twenty_in_ten_minutes_and_no_more() {
        String path = draft(author) + "/test-mail";
        for (int i = 0; i < 20; i++) {
            assertThat(author.send("POST", path, "{}").status()).isEqualTo(202);
        }
        Http.Answer refused = author.send("POST", path, "{}");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).containsEntry("Retry-After", "600");
        assertThat(letters.drain()).hasSize(20);
        now = now.plusSeconds(600);
        assertThat(author.send("POST", path, "{}").status()).isEqualTo(202);
    }

    private static String draft(Http writer) {
        return writer.send(
                        "POST",
                        "/api/posts",
                        "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"Under embargo\"}}}")
                .headers()
                .get("Location");
    }
}

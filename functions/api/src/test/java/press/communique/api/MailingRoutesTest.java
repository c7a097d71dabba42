package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import press.communique.store.testing.LocalTables;

/** Mailings under way, as editors see and hold them. */
class MailingRoutesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private final LocalTables tables = new LocalTables();
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> NOW);
    private final Http editor = new Http(api, "ed", "[editor]");
    private final TestMailings mailings = new TestMailings(tables);

    @Test
    void they_come_in_pages() {
        String first = mailings.sending(NOW);
        String second = mailings.uncertain(NOW);
        JsonNode page = editor.send("GET", "/api/mailings?limit=1", null).json();
        assertThat(page.path("items").findValuesAsText("id")).containsExactly(first);
        JsonNode last = editor.send(
                        "GET",
                        "/api/mailings?limit=1&cursor=" + page.path("next").asText(),
                        null)
                .json();
        assertThat(last.path("items").findValuesAsText("id")).containsExactly(second);
        assertThat(last.path("next").isNull()).isTrue();
        for (String bad : List.of("limit=101", "cursor=zzz")) {
            assertThat(editor.send("GET", "/api/mailings?" + bad, null).status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_step_that_it_does_not_take_is_refused_with_those_it_takes() {
        String path = "/api/mailings/" + mailings.sending(NOW);
        assertThat(refused(path + "/resume")).containsExactly("pause", "cancel");
        editor.send("POST", path + "/pause", "{}");
        assertThat(refused(path + "/pause")).containsExactly("resume", "cancel");
        editor.send("POST", path + "/cancel", "{}");
        assertThat(refused(path + "/resume")).isEmpty();
    }

    private List<String> refused(String step) {
        Http.Answer answer = editor.send("POST", step, "{}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.json().path("allowed").isArray()).isTrue();
        var allowed = new java.util.ArrayList<String>();
        answer.json().path("allowed").forEach(name -> allowed.add(name.asText()));
        return allowed;
    }
}

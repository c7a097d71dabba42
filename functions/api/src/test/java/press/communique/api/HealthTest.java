package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Share;
import press.communique.core.post.Intent;
import press.communique.store.mailing.Mailings;
import press.communique.store.posts.Releases;
import press.communique.store.testing.LocalTables;

/** A monitor learns how far behind each channel is, and nothing else. */
class HealthTest {

    private static final String PUBLISHED =
            "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"Hush\"}},\"state\":\"published\"}";

    private final LocalTables tables = new LocalTables();
    private final Instant start = Instant.parse("2026-11-24T08:00:00Z");
    private Instant now = start;
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> now);
    private final Http editor = new Http(api, "ed", "[editor]");
    private final Http nobody = new Http(api, null, null);
    private final Releases releases = new Releases(tables.client(), tables.posts());

    @Test
    void nothing_waits() {
        assertThat(health())
                .isEqualTo("{\"status\":\"up\",\"behind\":{\"site\":0,\"feeds\":0,\"email\":0},\"mail\":\"sending\"}");
    }

    @Test
    void each_channel_is_behind_by_its_oldest_work() {
        String first = publish();
        now = start.plusSeconds(20);
        String second = publish();
        now = start.plusSeconds(30);
        assertThat(health()).contains("{\"site\":30,\"feeds\":30,\"email\":30}").doesNotContain("Hush", first);

        releases.markLive(releases.current(first).orElseThrow(), now, 9);
        now = start.plusSeconds(40);
        assertThat(health()).contains("{\"site\":20,\"feeds\":20,\"email\":40}");

        releases.markLive(releases.current(second).orElseThrow(), now, 9);
        var mailings = new Mailings(tables.client(), tables.audience());
        for (String post : List.of(first, second)) {
            Intent intent = releases.openIntents(post).get(0);
            String id = Mailing.id(intent);
            mailings.open(
                    new Mailing(id, post, intent.name(), intent.revision(), now, 1), List.of(Share.of(id, 0, 0, 15)));
            releases.closeIntent(intent, "mailing");
        }
        now = start.plusSeconds(47);
        assertThat(health())
                .as("a share is open until everybody is reached")
                .contains("{\"site\":0,\"feeds\":0,\"email\":7}");
    }

    @Test
    void however_often_it_is_asked_it_looks_once_in_five_seconds() {
        health();
        publish();
        now = start.plusSeconds(5);
        assertThat(health()).contains("\"site\":0");
        now = start.plusSeconds(6);
        assertThat(health()).contains("\"site\":6");
    }

    @Test
    void without_its_tables_it_is_not_up() {
        Map<String, String> broken = Environments.of(tables, "POSTS_TABLE", "no-such-table");
        Http.Answer answer = new Http(new EditorApi(broken), null, null).send("GET", "/api/health", null);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("unavailable").doesNotContain("no-such-table");
    }

    private String publish() {
        return editor.send("POST", "/api/posts", PUBLISHED).json().path("id").asText();
    }

    private String health() {
        Http.Answer answer = nobody.send("GET", "/api/health", null);
        assertThat(answer.status()).isEqualTo(200);
        return answer.body();
    }
}

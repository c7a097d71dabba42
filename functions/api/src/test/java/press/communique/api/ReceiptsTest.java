package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import press.communique.core.post.Intent;
import press.communique.store.posts.Releases;
import press.communique.store.testing.LocalTables;

/** What every channel did with each release, and what it never came to do. */
class ReceiptsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final String PUBLISHED =
            "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"A\"}},\"state\":\"published\"}";

    private final LocalTables tables = new LocalTables();
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> NOW);
    private final Http author = new Http(api, "ann", "[author]");
    private final Http editor = new Http(api, "ed", "[author editor]");
    private final Releases releases = new Releases(tables.client(), tables.posts());

    @Test
    void what_is_under_way_is_listed_over_all_posts() {
        assertThat(open()).isEmpty();
        assertThat(author.send("GET", "/api/receipts", null).status()).isEqualTo(400);
        author.send("POST", "/api/posts", PUBLISHED.replace("published", "draft"));
        String id = published();

        assertThat(open()).hasSize(1);
        assertThat(open().get(0).path("post").asText()).isEqualTo(id);
        assertThat(state(open().get(0), "site")).isEqualTo("pending");
        assertThat(state(open().get(0), "email")).isEqualTo("pending");

        releases.markLive(releases.current(id).orElseThrow(), NOW, 9);
        assertThat(state(open().get(0), "site")).as("the mail is still to come").isEqualTo("live");
    }

    @Test
    void a_release_that_another_overtook_tells_of_its_mail_all_the_same() {
        String id = published();
        release(id, "B");

        List<JsonNode> items = of(id);
        assertThat(items).hasSize(2);
        assertThat(state(items.get(0), "site")).isEqualTo("pending");
        assertThat(items.get(0).path("channels").has("email")).isFalse();
        assertThat(items.get(1).path("revision").asInt()).isEqualTo(1);
        assertThat(items.get(1).path("releasedAt").asText()).isEqualTo(NOW.toString());
        assertThat(state(items.get(1), "site")).isEqualTo("superseded");
        assertThat(state(items.get(1), "feeds")).isEqualTo("superseded");
        assertThat(state(items.get(1), "email")).isEqualTo("pending");
        assertThat(open()).isEqualTo(withPost(id, items));
    }

    @Test
    void mail_that_a_withdrawal_forestalled_or_a_person_has_to_decide_about_is_not_pending_for_ever() {
        String withdrawn = published();
        releases.closeIntent(new Intent(withdrawn, Intent.FIRST, 1), "withdrawn");
        releases.markLive(releases.current(withdrawn).orElseThrow(), NOW, 9);
        String held = published();
        releases.closeIntent(new Intent(held, Intent.FIRST, 1), "held: older than a day");
        releases.markLive(releases.current(held).orElseThrow(), NOW, 9);

        assertThat(state(of(withdrawn).get(0), "email")).isEqualTo("cancelled");
        assertThat(state(of(held).get(0), "email")).isEqualTo("stopped");
        assertThat(open()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    held: old-news                                       | older than a day                               | old-news
                    held: readers-unknown                                | it is no longer known who was mailed this post | readers-unknown
                    held: older than a day                               | older than a day                               | old-news
                    held: it is no longer known who was mailed this post | it is no longer known who was mailed this post | readers-unknown
                    held: what a later version says                      | what a later version says                      | ''
                    """)
    void why_mail_was_left_to_a_person_is_told_as_a_sentence_and_as_a_code(
            String stored, String reason, String reasonCode) {
        String held = published();
        releases.closeIntent(new Intent(held, Intent.FIRST, 1), stored);

        JsonNode email = of(held).get(0).at("/channels/email");
        assertThat(email.path("reason").asText()).isEqualTo(reason);
        assertThat(email.path("reasonCode").asText()).isEqualTo(reasonCode);
    }

    @Test
    void both_lists_come_in_pages() {
        String first = published();
        release(first, "B");
        String second = published();
        var revisions = new ArrayList<String>();
        String next = "";
        do {
            JsonNode page = author.send("GET", "/api/receipts?open=true&limit=1" + next, null)
                    .json();
            assertThat(page.path("items")).hasSize(1);
            JsonNode item = page.at("/items/0");
            revisions.add(
                    item.path("post").asText() + " " + item.path("revision").asText());
            next = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
        } while (!next.isEmpty());
        assertThat(revisions).containsExactly(first + " 3", first + " 1", second + " 1");

        String path = "/api/posts/" + first + "/receipts";
        JsonNode page = author.send("GET", path + "?limit=1", null).json();
        assertThat(page.at("/items/0/revision").asInt()).isEqualTo(3);
        JsonNode last = author.send(
                        "GET", path + "?limit=1&cursor=" + page.path("next").asText(), null)
                .json();
        assertThat(last.at("/items/0/revision").asInt()).isEqualTo(1);
        assertThat(last.path("next").isNull()).isTrue();
        for (String bad : List.of("limit=0", "limit=101", "cursor=zzz", "cursor=OTk5")) {
            assertThat(author.send("GET", path + "?" + bad, null).status())
                    .as(bad)
                    .isEqualTo(400);
            assertThat(author.send("GET", "/api/receipts?open=true&" + bad, null)
                            .status())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    private String published() {
        return editor.send("POST", "/api/posts", PUBLISHED).json().path("id").asText();
    }

    private void release(String id, String title) {
        String draft = PUBLISHED.replace("\"A\"", "\"" + title + "\"").replace(",\"state\":\"published\"", "");
        editor.send("PUT", "/api/posts/" + id, draft, "if-match", "\"1\"");
        Http.Answer answer = editor.send("POST", "/api/posts/" + id + "/publish", "{}", "if-match", "\"2\"");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private List<JsonNode> of(String id) {
        return items(author.send("GET", "/api/posts/" + id + "/receipts", null));
    }

    private List<JsonNode> open() {
        return items(author.send("GET", "/api/receipts?open=true", null));
    }

    private static List<JsonNode> withPost(String id, List<JsonNode> items) {
        items.forEach(item -> ((com.fasterxml.jackson.databind.node.ObjectNode) item).put("post", id));
        return items;
    }

    private static List<JsonNode> items(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var items = new ArrayList<JsonNode>();
        answer.json().path("items").forEach(items::add);
        return items;
    }

    private static String state(JsonNode item, String channel) {
        return item.at("/channels/" + channel + "/state").asText();
    }
}

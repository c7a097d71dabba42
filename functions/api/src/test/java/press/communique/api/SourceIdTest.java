package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import press.communique.store.testing.LocalTables;

/** A post that comes from elsewhere comes once. */
class SourceIdTest {

    private static final String NAME = "https://blog.example/?p=1&x=\u00e9";

    private final EditorApi api =
            new EditorApi(Environments.of(new LocalTables()), () -> Instant.parse("2026-11-24T08:00:00Z"));
    private final Http author = new Http(api, "ann", "[author]");
    private final Http editor = new Http(api, "ed", "[author editor]");

    @Test
    void a_second_post_of_one_source_is_refused_as_draft_and_as_release() {
        Http.Answer first = editor.send("POST", "/api/posts", post("A", "published"));
        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(first.json().path("sourceId").asText()).isEqualTo(NAME);
        for (String state : new String[] {"draft", "published"}) {
            Http.Answer second = editor.send("POST", "/api/posts", post("B", state));
            assertThat(second.status()).as(second.body()).isEqualTo(422);
            JsonNode error = second.json().at("/errors/0");
            assertThat(error.path("pointer").asText()).isEqualTo("/sourceId");
            assertThat(error.path("code").asText()).isEqualTo("taken");
        }
        assertThat(found(editor)).isEqualTo(first.json().path("id").asText());
    }

    @Test
    void it_stays_with_the_post_whatever_is_saved() {
        String path =
                editor.send("POST", "/api/posts", post("A", "draft")).headers().get("Location");
        Http.Answer saved = editor.send(
                "PUT", path, post("A", "draft").replace("blog.example", "other.example"), "if-match", "\"1\"");
        assertThat(saved.json().path("sourceId").asText()).isEqualTo(NAME);
        assertThat(editor.send("POST", path + "/publish", "{}", "if-match", "\"2\"")
                        .json()
                        .path("sourceId")
                        .asText())
                .isEqualTo(NAME);
    }

    @Test
    void a_deleted_draft_gives_its_source_back() {
        String path =
                editor.send("POST", "/api/posts", post("A", "draft")).headers().get("Location");
        assertThat(editor.send("DELETE", path, null, "if-match", "\"1\"").status())
                .isEqualTo(204);
        assertThat(found(editor)).isEmpty();
        assertThat(editor.send("POST", "/api/posts", post("B", "draft")).status())
                .isEqualTo(201);
    }

    @Test
    void who_may_not_see_the_post_does_not_find_it() {
        editor.send("POST", "/api/posts", post("A", "draft"));
        assertThat(found(author)).isEmpty();
    }

    @Test
    void a_name_that_no_post_can_have_finds_none() {
        for (String name : new String[] {"", "x".repeat(501), "x".repeat(9_000), "%F0%9F%92%A9".repeat(600)}) {
            Http.Answer answer = editor.send("GET", "/api/posts?sourceId=" + name, null);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().path("items")).isEmpty();
        }
    }

    private static String found(Http caller) {
        return caller.send("GET", "/api/posts?sourceId=https%3A%2F%2Fblog.example%2F%3Fp%3D1%26x%3D%C3%A9", null)
                .json()
                .at("/items/0/id")
                .asText();
    }

    private static String post(String title, String state) {
        return "{\"type\":\"news-item\",\"sourceId\":\"" + NAME + "\",\"state\":\"" + state
                + "\",\"editions\":{\"en\":{\"title\":\"" + title + "\"}}}";
    }
}

package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import press.communique.store.testing.LocalTables;

/** Whoever looks for posts finds what is shown, and learns nothing of what is not. */
class PostListTest {

    private static final String POST = "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"%s\"}}%s}";

    private final EditorApi api =
            new EditorApi(Environments.of(new LocalTables()), () -> Instant.parse("2026-11-24T08:00:00Z"));
    private final Http author = new Http(api, "ann", "[author]");
    private final Http editor = new Http(api, "ed", "[author editor]");

    @Test
    void what_is_written_on_a_live_post_of_others_cannot_be_guessed_by_looking_for_it() {
        String id = editor.send("POST", "/api/posts", POST.formatted("Alpha", ",\"state\":\"published\""))
                .json()
                .path("id")
                .asText();
        editor.send("PUT", "/api/posts/" + id, POST.formatted("Beta", ""), "if-match", "\"1\"");
        assertThat(found(author, "q=beta")).isZero();
        assertThat(found(author, "q=alpha")).isEqualTo(1);
        assertThat(found(editor, "q=beta")).isEqualTo(1);
    }

    @Test
    void a_filter_that_is_left_empty_filters_nothing() {
        author.send("POST", "/api/posts", POST.formatted("Alpha", ""));
        assertThat(found(author, "state=&type=&topic=&language=&q=")).isEqualTo(1);
        assertThat(found(author, "state=&type=speech&topic=&language=&q=")).isZero();
    }

    @Test
    void accents_are_found_however_they_are_typed() {
        author.send("POST", "/api/posts", POST.formatted("Caf\\u00e9", ""));
        assertThat(found(author, "q=caf%C3%A9")).isEqualTo(1);
        assertThat(found(author, "q=cafe%CC%81")).isEqualTo(1);
    }

    private static int found(Http caller, String query) {
        return caller.send("GET", "/api/posts?" + query, null)
                .json()
                .path("items")
                .size();
    }
}

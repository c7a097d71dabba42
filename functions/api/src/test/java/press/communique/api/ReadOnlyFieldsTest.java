package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.store.testing.LocalTables;

/** Nobody assigns what is not theirs to say: read-only fields are ignored, fields of the table are unknown. */
class ReadOnlyFieldsTest {

    private static final String DRAFT = "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"A\"}}}";
    private static final String ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private final EditorApi api =
            new EditorApi(Environments.of(new LocalTables()), () -> Instant.parse("2026-11-24T08:00:00Z"));
    private final Http author = new Http(api, "ann", "[author]");
    private final Http admin = new Http(api, "root", "[admin]");

    @Test
    void a_post_says_itself_who_wrote_it_and_when() {
        ObjectNode hostile = (ObjectNode) Http.parse(DRAFT);
        hostile.put("id", ID)
                .put("revision", 99)
                .put("createdBy", "root")
                .put("updatedBy", "root")
                .put("createdAt", "1999-01-01T00:00:00Z")
                .put("updatedAt", "1999-01-01T00:00:00Z")
                .put("publishedAt", "1999-01-01T00:00:00Z")
                .put("urls", "https://elsewhere.example/")
                .put("live", "{}");
        Http.Answer created = author.send("POST", "/api/posts", hostile.toString());
        String path = created.headers().get("Location");
        assertThat(path).doesNotContain(ID);
        Http.Answer saved = author.send("PUT", path, hostile.toString(), "if-match", "\"1\"");
        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
        for (JsonNode post : List.of(
                created.json(), saved.json(), author.send("GET", path, null).json())) {
            assertThat(post.path("id").asText()).isNotEqualTo(ID);
            assertThat(post.path("createdBy").asText()).isEqualTo("ann");
            assertThat(post.path("updatedBy").asText()).isEqualTo("ann");
            assertThat(post.path("createdAt").asText()).isEqualTo("2026-11-24T08:00:00Z");
            assertThat(post.path("updatedAt").asText()).isEqualTo("2026-11-24T08:00:00Z");
            assertThat(post.path("publishedAt").isNull()).isTrue();
            assertThat(post.path("urls")).isEmpty();
            assertThat(post.path("live").isNull()).isTrue();
        }
        assertThat(saved.json().path("revision").asInt()).isEqualTo(2);
        assertThat(author.send("GET", "/api/posts/" + ID, null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"published", "scheduled", "withdrawn", "in-review"})
    void saving_with_a_state_takes_no_step(String state) {
        String path = author.send("POST", "/api/posts", DRAFT).headers().get("Location");
        ObjectNode hostile = (ObjectNode) Http.parse(DRAFT);
        Http.Answer saved = author.send("PUT", path, hostile.put("state", state).toString(), "if-match", "\"1\"");
        assertThat(saved.json().path("state").asText()).isEqualTo("draft");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pk",
                "sk",
                "v",
                "feedId",
                "textRevision",
                "released",
                "addresses",
                "former",
                "shelf",
                "openKind",
                "by",
                "expiresAt",
                "__proto__",
                "constructor"
            })
    void what_the_table_keeps_is_no_field_of_a_post(String field) {
        ObjectNode hostile = (ObjectNode) Http.parse(DRAFT);
        Http.Answer answer =
                author.send("POST", "/api/posts", hostile.put(field, "1").toString());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("unknown-field");
    }

    @Test
    void an_upload_cannot_be_declared_ready() {
        Http.Answer created =
                author.send("POST", "/api/media", "{\"filename\":\"a.png\",\"contentType\":\"image/png\",\"size\":9}");
        String path = created.headers().get("Location");
        ObjectNode hostile = (ObjectNode) created.json();
        hostile.put("state", "ready").put("size", 1).put("createdBy", "root").put("contentType", "text/html");
        hostile.putArray("renditions").addObject().put("path", "/media/x/evil.js");
        Http.Answer changed = author.send("PUT", path, hostile.toString(), "if-match", "\"1\"");
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        JsonNode media = author.send("GET", path, null).json();
        assertThat(media.path("state").asText()).isEqualTo("awaiting-upload");
        assertThat(media.path("size").asInt()).isEqualTo(9);
        assertThat(media.path("createdBy").asText()).isEqualTo("ann");
        assertThat(media.path("contentType").asText()).isEqualTo("image/png");
        assertThat(media.path("renditions")).isEmpty();
    }

    @Test
    void the_settings_count_their_revisions_themselves() {
        ObjectNode site = (ObjectNode) admin.send("GET", "/api/site", null).json();
        site.put("revision", 99).put("updatedBy", "ann").put("updatedAt", "1999-01-01T00:00:00Z");
        admin.send("PUT", "/api/site", site.toString(), "if-match", "\"0\"");
        JsonNode saved = admin.send("GET", "/api/site", null).json();
        assertThat(saved.path("revision").asInt()).isEqualTo(1);
        assertThat(saved.path("updatedBy").asText()).isEqualTo("root");
        assertThat(saved.path("updatedAt").asText()).isEqualTo("2026-11-24T08:00:00Z");
    }
}

package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import press.communique.store.testing.LocalTables;

/** Settings are changed by admins; who did so, what it meant and what it was before can be read. */
class SiteHistoryTest {

    private final LocalTables tables = new LocalTables();
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> now);
    private final Http author = new Http(api, "ann", "[author]");
    private final Http admin = new Http(api, "root", "[admin]");

    @Test
    void the_history_says_who_changed_what_and_when() {
        ObjectNode site = site();
        for (int revision = 0; revision < 12; revision++) {
            site.withObject("/names").put("en", "Name " + revision);
            if (revision == 11) {
                site.put("timeZone", "Europe/Brussels");
            }
            now = now.plusSeconds(60);
            save(site, revision);
        }
        assertThat(site().path("updatedAt").asText()).isEqualTo("2026-11-24T08:12:00Z");
        assertThat(site().path("updatedBy").asText()).isEqualTo("root");

        JsonNode newest =
                author.send("GET", "/api/site/revisions?limit=5", null).json();
        assertThat(newest.path("items").findValuesAsText("revision")).containsExactly("12", "11", "10", "9", "8");
        assertThat(newest.at("/items/0/changed").toString()).isEqualTo("[\"/names/en\",\"/timeZone\"]");
        assertThat(newest.at("/items/4/changed").toString()).isEqualTo("[\"/names/en\"]");
        assertThat(newest.at("/items/0/by").asText()).isEqualTo("root");
        assertThat(newest.at("/items/0/at").asText()).isEqualTo("2026-11-24T08:12:00Z");
        JsonNode older = author.send(
                        "GET",
                        "/api/site/revisions?limit=100&cursor="
                                + newest.path("next").asText(),
                        null)
                .json();
        assertThat(older.path("items").findValuesAsText("revision")).containsExactly("7", "6", "5", "4", "3", "2", "1");
        assertThat(older.path("next").isNull()).isTrue();

        JsonNode one = author.send("GET", "/api/site/revisions/3", null).json();
        assertThat(one.at("/settings/names/en").asText()).isEqualTo("Name 2");
        assertThat(one.path("changes").toString())
                .isEqualTo("[{\"pointer\":\"/names/en\",\"from\":\"Name 1\",\"to\":\"Name 2\"}]");
        assertThat(author.send("GET", "/api/site/revisions/13", null).status()).isEqualTo(404);
        assertThat(author.send("GET", "/api/site/revisions/x", null).status()).isEqualTo(404);
        assertThat(author.send("GET", "/api/site/revisions?cursor=x", null).status())
                .isEqualTo(400);
        assertThat(new Http(api, "x", "[]")
                        .send("GET", "/api/site/revisions", null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void before_the_first_change_there_is_no_history() {
        JsonNode none = author.send("GET", "/api/site/revisions", null).json();
        assertThat(none.path("items")).isEmpty();
        assertThat(none.path("next").isNull()).isTrue();
    }

    @Test
    void a_change_says_what_is_rendered_again() {
        ObjectNode site = site();
        site.withObject("/names").put("en", "Ministry");
        JsonNode saved = save(site, 0);
        assertThat(saved.path("warnings").findValuesAsText("pointer")).containsExactly("", "/names");
        assertThat(saved.path("warnings").findValuesAsText("code"))
                .containsExactly("renders-everything", "rendered-again");
        ((ObjectNode) saved).put("sender", "press@example.org");
        JsonNode again = save((ObjectNode) saved, 1);
        assertThat(again.path("warnings").findValuesAsText("code"))
                .as("what was read can be sent back")
                .containsExactly("renders-everything", "holds-from-now-on");
    }

    @Test
    void a_dry_run_checks_and_warns_and_saves_nothing() {
        ObjectNode site = site();
        site.withObject("/names").put("en", "Ministry");
        Http.Answer tried = admin.send("PUT", "/api/site?dryRun=true", site.toString(), "if-match", "\"0\"");
        assertThat(tried.status()).as(tried.body()).isEqualTo(200);
        assertThat(tried.headers()).containsEntry("ETag", "\"0\"");
        assertThat(tried.json().at("/names/en").asText()).isEqualTo("Ministry");
        assertThat(tried.json().path("warnings").findValuesAsText("pointer")).contains("/names");
        assertThat(site().at("/names/en").asText()).isEqualTo("Newsroom");
        assertThat(author.send("GET", "/api/site/revisions", null).json().path("items"))
                .isEmpty();
        assertThat(admin.send(
                                "PUT",
                                "/api/site?dryRun=true",
                                site.put("timeZone", "Mars").toString(),
                                "if-match",
                                "\"0\"")
                        .status())
                .isEqualTo(422);
        assertThat(admin.send("PUT", "/api/site?dryRun=maybe", site.toString(), "if-match", "\"0\"")
                        .status())
                .as("a slip must not save")
                .isEqualTo(400);
    }

    private ObjectNode site() {
        return (ObjectNode) author.send("GET", "/api/site", null).json();
    }

    private JsonNode save(ObjectNode site, int revision) {
        Http.Answer saved = admin.send("PUT", "/api/site", site.toString(), "if-match", "\"" + revision + "\"");
        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
        return saved.json();
    }
}

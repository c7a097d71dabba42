package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.store.site.Rebuilds;
import press.communique.store.testing.LocalTables;

/** The newsroom's settings, and rendering everything again for them or because somebody asks. */
class SiteRoutesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final String DRAFT =
            "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"A\",\"body\":\"B\"}}}";

    private final LocalTables tables = new LocalTables();
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> NOW);
    private final Http author = new Http(api, "ann", "[author]");
    private final Http editor = new Http(api, "ed", "[author editor]");
    private final Http admin = new Http(api, "root", "[admin]");

    @Test
    void settings_are_replaced_as_a_whole_and_checked() {
        Http.Answer site = admin.send("GET", "/api/site", null);
        assertThat(site.headers()).containsEntry("ETag", "\"0\"");
        String changed = site.body().replace("\"en\":\"Newsroom\"", "\"en\":\"Ministry\"");
        Http.Answer saved = admin.send("PUT", "/api/site", changed, "if-match", "\"0\"");
        assertThat(saved.status()).as(saved.body()).isEqualTo(200);
        assertThat(saved.json().at("/names/en").asText()).isEqualTo("Ministry");
        assertThat(admin.send("PUT", "/api/site", changed, "if-match", "\"0\"").status())
                .isEqualTo(412);
        Http.Answer wrong =
                admin.send("PUT", "/api/site", changed.replace("\"UTC\"", "\"Mars/Olympus\""), "if-match", "\"1\"");
        assertThat(firstError(wrong).path("pointer").asText()).isEqualTo("/timeZone");
        // One of these in a name would keep every feed from being written.
        Http.Answer illegal =
                admin.send("PUT", "/api/site", changed.replace("News item", "News \\u0010item"), "if-match", "\"1\"");
        assertThat(illegal.status()).isEqualTo(422);
        assertThat(firstError(illegal).path("pointer").asText()).isEqualTo("/types/0/names/en");
        assertThat(firstError(illegal).path("code").asText()).isEqualTo("illegal-character");
        Http.Answer nobody =
                editor.send("POST", "/api/posts", DRAFT.replaceFirst("\\{", "{\"authors\":[\"Ann \\\\uFFFF\"],"));
        assertThat(firstError(nobody).path("pointer").asText()).isEqualTo("/authors/0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//elsewhere.example/", "/\\\\elsewhere.example/", "/<b>"})
    void a_navigation_link_that_no_page_would_show_is_refused(String url) {
        String site = admin.send("GET", "/api/site", null)
                .body()
                .replace(
                        "\"navigation\":[]",
                        "\"navigation\":[{\"names\":{\"en\":\"Home\"},\"url\":\"/\"},{\"names\":{\"en\":\"A\"},\"url\":\""
                                + url + "\"}]");
        Http.Answer refused = admin.send("PUT", "/api/site", site, "if-match", "\"0\"");
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.json().path("errors").findValuesAsText("pointer")).containsExactly("/navigation/1/url");
    }

    @Test
    void what_posts_rely_on_cannot_go() {
        author.send("POST", "/api/posts", DRAFT);
        String site = admin.send("GET", "/api/site", null).body();
        String without = site.replace("{\"id\":\"news-item\",\"names\":{\"en\":\"News item\"}},", "");
        assertThat(without).isNotEqualTo(site);
        Http.Answer refused = admin.send("PUT", "/api/site", without, "if-match", "\"0\"");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(firstError(refused).path("pointer").asText()).isEqualTo("/types");
        String unused = site.replace(",{\"id\":\"speech\",\"names\":{\"en\":\"Speech\"}}", "");
        assertThat(unused).isNotEqualTo(site);
        assertThat(admin.send("PUT", "/api/site", unused, "if-match", "\"0\"").status())
                .isEqualTo(200);
    }

    @Test
    void only_an_admin_asks_for_a_rebuild_and_sees_that_it_waits() {
        assertThat(editor.send("POST", "/api/rebuild", null).status()).isEqualTo(403);
        assertThat(admin.send("GET", "/api/rebuild", null).json().path("state").asText())
                .isEqualTo("none");
        assertThat(admin.send("POST", "/api/rebuild", "{\"x\":1}").status()).isEqualTo(422);
        Http.Answer asked = admin.send("POST", "/api/rebuild", null, "idempotency-key", "r1");
        assertThat(asked.status()).isEqualTo(202);
        admin.send("POST", "/api/rebuild", null, "idempotency-key", "r1");
        JsonNode state = admin.send("GET", "/api/rebuild", null).json();
        assertThat(state.path("state").asText()).isEqualTo("requested");
        assertThat(state.path("run").asInt()).isEqualTo(1);
    }

    @Test
    void neither_can_what_a_scheduled_text_relies_on_though_it_was_written_on_since() {
        String site = admin.send("GET", "/api/site", null).body();
        String with = site.replace("\"topics\":[]", "\"topics\":[{\"id\":\"peace\",\"names\":{\"en\":\"Peace\"}}]");
        assertThat(with).isNotEqualTo(site);
        admin.send("PUT", "/api/site", with, "if-match", "\"0\"");
        String path = editor.send("POST", "/api/posts", DRAFT.replaceFirst("\\{", "{\"topics\":[\"peace\"],"))
                .headers()
                .get("Location");
        Http.Answer scheduled =
                editor.send("POST", path + "/schedule", "{\"at\":\"2026-11-25T08:00:00Z\"}", "if-match", "\"1\"");
        assertThat(scheduled.status()).as(scheduled.body()).isEqualTo(200);
        editor.send("PUT", path, DRAFT, "if-match", "\"2\"");
        Http.Answer refused = admin.send("PUT", "/api/site", site, "if-match", "\"1\"");
        assertThat(refused.status()).as(refused.body()).isEqualTo(409);
        assertThat(firstError(refused).path("pointer").asText()).isEqualTo("/topics");
    }

    @Test
    void what_was_rendered_before_the_settings_were_saved_is_not_done_for_them() {
        var rebuilds = new Rebuilds(tables.client(), tables.posts());
        rebuilds.start(0, 0, 1, "LISTS", NOW);
        rebuilds.finish(rebuilds.progress().orElseThrow(), NOW);
        assertThat(rebuild().path("state").asText()).isEqualTo("done");

        String site = admin.send("GET", "/api/site", null).body();
        admin.send("PUT", "/api/site", site.replace("\"Newsroom\"", "\"Ministry\""), "if-match", "\"0\"");
        assertThat(rebuild().path("state").asText()).isEqualTo("requested");
        assertThat(rebuild().path("settings").asInt()).isEqualTo(1);
        assertThat(rebuild().path("finishedAt").isNull()).isTrue();

        rebuilds.start(1, 0, 1, "LISTS", NOW);
        assertThat(rebuild().path("state").asText()).isEqualTo("rendering");
    }

    private JsonNode rebuild() {
        return admin.send("GET", "/api/rebuild", null).json();
    }

    private static JsonNode firstError(Http.Answer answer) {
        return answer.json().path("errors").path(0);
    }
}

package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;

/** The newsroom gets another name, and all that shows it is rendered again. */
class SettingsJourneyTest {

    private static final String RENAMED = Stack.SETTINGS
            .replace("Ministry of Foreign Affairs", "Ministry of Peace")
            .replace("Press release", "Communiqué")
            .replace("Ukraine", "Ukraine and Moldova");

    private Newsroom newsroom;

    @Test
    void a_new_name_reaches_every_page(@TempDir Path data) throws Exception {
        try (LocalStack stack = LocalStack.start(Stack.options(data))) {
            newsroom = new Newsroom(stack);
            newsroom.settings(Stack.SETTINGS);
            JsonNode post = newsroom.published("""
                    {"type": "press-release", "topics": ["ukraine"], "state": "published",
                     "editions": {"en": {"title": "Of an old name", "body": "A text."}}}
                    """);
            List<String> pages = List.of(
                    "/",
                    "/news/",
                    "/type/press-release/",
                    "/topic/ukraine/",
                    "/subscribe/",
                    "/404.html",
                    newsroom.path(post, "en"));
            for (String path : pages) {
                assertThat(newsroom.page(path).selectFirst(".wordmark").text())
                        .as(path)
                        .isEqualTo("Ministry of Foreign Affairs");
            }

            Answer read = newsroom.ask("/api/site").is(200);
            JsonNode saved = newsroom.put("/api/site", RENAMED, "If-Match", read.header("ETag"))
                    .is(200)
                    .json();
            assertThat(saved.get("revision").asInt())
                    .isEqualTo(read.json().get("revision").asInt() + 1);

            for (String path : pages) {
                Eventually.see(
                        path + " under the new name",
                        () -> newsroom.page(path).selectFirst(".wordmark").text(),
                        "Ministry of Peace"::equals);
                assertThat(newsroom.get(path).body()).as(path).doesNotContain("Ministry of Foreign Affairs");
            }
            Eventually.see(
                    "the feed under the new name",
                    () -> newsroom.get("/feeds/news.rss").feed().getTitle(),
                    "Ministry of Peace"::equals);
            assertThat(newsroom.page("/news/").selectFirst(".row .kind").text()).isEqualTo("Communiqué");
            assertThat(newsroom.page("/topic/ukraine/").selectFirst("h1").text())
                    .isEqualTo("Ukraine and Moldova");
            assertThat(newsroom.page(newsroom.path(post, "en"))
                            .selectFirst("article")
                            .text())
                    .contains("Communiqué", "Of an old name", "A text.");

            who_saw_older_settings_changes_nothing(read.header("ETag"));
            what_a_live_post_relies_on_cannot_go();
        }
    }

    private void who_saw_older_settings_changes_nothing(String stale) {
        Answer refused = newsroom.put("/api/site", Stack.SETTINGS, "If-Match", stale);
        assertThat(refused.status()).isEqualTo(412);
        assertThat(refused.problems()).isEmpty();
        Answer now = newsroom.ask("/api/site").is(200);
        assertThat(refused.json().get("revision")).isEqualTo(now.json().get("revision"));
        assertThat(now.json().at("/names/en").asText()).isEqualTo("Ministry of Peace");
        assertThat(newsroom.put("/api/site", Stack.SETTINGS).status()).isEqualTo(428);
    }

    private void what_a_live_post_relies_on_cannot_go() {
        String now = newsroom.ask("/api/site").is(200).header("ETag");
        String without = RENAMED.replaceAll(",\\s*\\{\"id\": \"press-release\".*", ",");
        assertThat(newsroom.put("/api/site", without, "If-Match", now).is(409).problems())
                .containsExactly("/types in-use");
    }
}

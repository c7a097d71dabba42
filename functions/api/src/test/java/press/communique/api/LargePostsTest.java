package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.core.media.Stored;
import press.communique.store.media.MediaShelf;
import press.communique.store.testing.LocalTables;

/** What the table cannot take at once, or in one piece, is refused with words, and nothing of it is written. */
class LargePostsTest {

    private static final String MEDIA =
            "{\"filename\":\"a.png\",\"contentType\":\"image/png\",\"size\":3,\"alt\":{\"en\":\"A\"}}";
    private static final List<String> LANGUAGES =
            IntStream.range(0, 24).mapToObj(LargePostsTest::language).toList();

    private final LocalTables tables = new LocalTables();
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> Instant.parse("2026-11-24T08:00:00Z"));
    private final Http editor = new Http(api, "ed", "[editor]");
    private final Http admin = new Http(api, "root", "[admin]");

    @BeforeEach
    void languages() {
        Http.Answer set = admin.send("PUT", "/api/site", site().toString(), "if-match", "\"0\"");
        assertThat(set.status()).as(set.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"published", "scheduled"})
    void twenty_four_languages_twenty_uploads_and_twenty_aliases_are_released_in_a_step_of_their_own(String state) {
        ObjectNode post = post(20, 20).put("publishAt", "2026-11-25T08:00:00Z").put("state", state);
        if (state.equals("published")) {
            post.remove("publishAt");
        }
        Http.Answer refused = editor.send("POST", "/api/posts", post.toString());
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/state");
        assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("too-many");
        assertThat(editor.send("GET", "/api/posts", null).json().path("items")).isEmpty();

        post.remove("state");
        Http.Answer draft = editor.send("POST", "/api/posts", post.toString());
        assertThat(draft.status()).as(draft.body()).isEqualTo(201);
        String step = state.equals("published") ? "/publish" : "/schedule";
        Http.Answer released = editor.send("POST", draft.headers().get("Location") + step, "{}", "if-match", "\"1\"");
        assertThat(released.status()).as(released.body()).isEqualTo(200);
        assertThat(released.json().path("state").asText()).isEqualTo(state);
    }

    @Test
    void what_fits_a_transaction_to_the_last_item_is_created_and_released_in_one_step() {
        assertThat(released(post(20, 8))).isEqualTo(422);
        assertThat(released(post(20, 7))).isEqualTo(201);
    }

    @Test
    void a_post_that_no_item_holds_is_too_large_and_keeps_the_state_that_it_had() {
        String path = editor.send("POST", "/api/posts", post(0, 0).toString())
                .headers()
                .get("Location");
        ObjectNode large = post(0, 0);
        var links = large.putArray("links");
        for (int i = 0; i < 50; i++) {
            ObjectNode titles =
                    links.addObject().put("url", "https://example.org/" + i).putObject("titles");
            LANGUAGES.forEach(language -> titles.put(language, "\u4f60".repeat(300)));
        }
        Http.Answer saved = editor.send("PUT", path, large.toString(), "if-match", "\"1\"");
        assertThat(saved.status()).as(saved.body()).isEqualTo(413);
        assertThat(saved.json().path("code").asText()).isEqualTo("too-large");
        assertThat(editor.send("GET", path, null).json().path("revision").asInt())
                .isEqualTo(1);
    }

    @Test
    void settings_that_no_item_holds_are_too_large() {
        ObjectNode large = site();
        ObjectNode legal = large.putObject("pages").putObject("legal");
        LANGUAGES.forEach(language -> legal.put(language, "x".repeat(50_000)));
        for (String query : List.of("", "?dryRun=true")) {
            Http.Answer saved = admin.send("PUT", "/api/site" + query, large.toString(), "if-match", "\"1\"");
            assertThat(saved.status()).as(saved.body()).isEqualTo(413);
            assertThat(saved.json().path("code").asText()).isEqualTo("too-large");
        }
    }

    private int released(ObjectNode post) {
        return editor.send("POST", "/api/posts", post.put("state", "published").toString())
                .status();
    }

    private static ObjectNode site() {
        ObjectNode site = JsonNodeFactory.instance.objectNode();
        var languages = site.putArray("languages");
        LANGUAGES.forEach(languages::add);
        site.put("defaultLanguage", LANGUAGES.get(0)).put("timeZone", "Europe/Brussels");
        ObjectNode names = site.putObject("names");
        LANGUAGES.forEach(language -> names.put(language, "N"));
        ObjectNode type = site.putArray("types").addObject().put("id", "news-item");
        type.set("names", names.deepCopy());
        return site;
    }

    private ObjectNode post(int uploads, int aliases) {
        ObjectNode post = JsonNodeFactory.instance.objectNode().put("type", "news-item");
        ObjectNode editions = post.putObject("editions");
        LANGUAGES.forEach(language -> editions.putObject(language).put("title", "A"));
        var attachments = post.putArray("attachments");
        for (int i = 0; i < uploads; i++) {
            attachments.addObject().put("media", upload());
        }
        var former = post.putArray("aliases");
        for (int i = 0; i < aliases; i++) {
            former.add("/old/" + i);
        }
        return post;
    }

    private String upload() {
        String id = editor.send("POST", "/api/media", MEDIA).json().path("id").asText();
        new MediaShelf(tables.client(), tables.posts())
                .markReady(id, new Stored(TestPreviews.HASH, 480, 360, List.of(TestPreviews.FILE)));
        return id;
    }

    /** en, then twenty-three that no two letters of which are a language's. */
    private static String language(int number) {
        return number == 0 ? "en" : String.format(Locale.ROOT, "q%c", 'a' + number - 1);
    }
}

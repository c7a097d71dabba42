package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import press.communique.core.media.Stored;
import press.communique.store.media.MediaShelf;
import press.communique.store.testing.LocalTables;

/** An earlier text comes back as it was. */
class RestoreTest {

    private static final String MEDIA =
            "{\"filename\":\"a.png\",\"contentType\":\"image/png\",\"size\":3,\"alt\":{\"en\":\"A\"}}";

    private final LocalTables tables = new LocalTables();
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> Instant.parse("2026-11-24T08:00:00Z"));
    private final Http editor = new Http(api, "ed", "[author editor]");

    @Test
    void with_its_image() {
        String media =
                editor.send("POST", "/api/media", MEDIA).json().path("id").asText();
        new MediaShelf(tables.client(), tables.posts())
                .markReady(media, new Stored(TestPreviews.HASH, 480, 360, List.of(TestPreviews.FILE)));
        String with = "{\"type\":\"news-item\",\"image\":{\"media\":\"" + media
                + "\"},\"editions\":{\"en\":{\"title\":\"A\"}}}";
        String without = "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"A\"}}}";
        String path = editor.send("POST", "/api/posts", with).headers().get("Location");
        editor.send("PUT", path, without, "if-match", "\"1\"");

        Http.Answer restored = editor.send("POST", path + "/restore", "{\"revision\":1}", "if-match", "\"2\"");
        assertThat(restored.status()).as(restored.body()).isEqualTo(200);
        assertThat(restored.json().at("/image/media").asText()).isEqualTo(media);
    }
}

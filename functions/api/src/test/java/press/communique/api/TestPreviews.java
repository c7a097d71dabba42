package press.communique.api;

import java.net.URI;
import java.util.List;
import java.util.Map;
import press.communique.core.media.Media;
import press.communique.core.media.Stored;
import press.communique.core.media.StoredFile;
import press.communique.store.aws.AwsClients;
import press.communique.store.media.MediaShelf;
import press.communique.store.testing.LocalBucket;
import press.communique.store.testing.LocalTables;
import software.amazon.awssdk.core.sync.RequestBody;

/** Previews of posts that show an image. */
final class TestPreviews {

    static final StoredFile FILE = new StoredFile("480.png", "image/png", 3, 480, 360);
    static final String HASH = "9f2c4b7a1d6e8f3051a2b3c4d5e6f708";

    private static final String MEDIA =
            "{\"filename\":\"a.png\",\"contentType\":\"image/png\",\"size\":3,\"alt\":{\"en\":\"A\"}}";

    private final LocalTables tables;

    TestPreviews(LocalTables tables) {
        this.tables = tables;
    }

    /** @return the post's id and the token, as in {@code 01ARZ3…?token=…} */
    String opened(Http owner) {
        String media = owner.send("POST", "/api/media", MEDIA).json().path("id").asText();
        Map<String, String> environment = Environments.of(tables);
        new AwsClients(environment)
                .s3()
                .putObject(
                        put -> put.bucket(LocalBucket.environment().get("PRIVATE_BUCKET"))
                                .key(Media.privateKey(media, FILE)),
                        RequestBody.fromString("PNG"));
        new MediaShelf(tables.client(), tables.posts()).markReady(media, new Stored(HASH, 480, 360, List.of(FILE)));
        String post = "{\"type\":\"news-item\",\"image\":{\"media\":\"" + media
                + "\"},\"editions\":{\"en\":{\"title\":\"A secret\"}}}";
        String id = owner.send("POST", "/api/posts", post).json().path("id").asText();
        Http.Answer opened = owner.send("POST", "/api/posts/" + id + "/previews", null);
        return id + "?" + URI.create(opened.json().path("url").asText()).getRawQuery();
    }
}

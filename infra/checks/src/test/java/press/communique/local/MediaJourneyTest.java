package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import press.communique.journey.Contract;
import press.communique.local.engine.Clients;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An upload's way through the whole stack: announced, sent by the signed address, looked at, shown by a release. */
class MediaJourneyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Path directory;
    private static LocalStack stack;

    @BeforeAll
    static void start() throws Exception {
        directory = Files.createTempDirectory("media-journey");
        stack = LocalStack.start(
                Options.at(directory).template(Path.of("../../template.yaml")).sample(false));
    }

    @AfterAll
    static void stop() throws IOException {
        stack.close();
        SmallStack.delete(directory);
    }

    @Test
    void an_image_and_a_file_go_from_the_upload_to_the_page() throws Exception {
        JsonNode image = uploaded("The signing.jpg", "image/jpeg", picture(1200, 800), "ready");
        JsonNode report = uploaded("Annual report.pdf", "application/pdf", pdf(), "ready");
        assertThat(image.path("width").asInt()).isEqualTo(1200);
        assertThat(image.path("renditions")).hasSize(6);

        String body =
                "The report is [here](media:" + id(report) + ").\n\n![A bridge at night](media:" + id(image) + ")";
        ObjectNode draft = draft("Signed", body);
        draft.putObject("image").put("media", id(image)).putObject("alt").put("en", "Two ministers sign.");
        ObjectNode attachment = draft.putArray("attachments").addObject().put("media", id(report));
        attachment.putObject("titles").put("en", "Report for 2025");
        JsonNode post = created(draft);

        // Nothing is public before the release: neither where it will be nor where it lies.
        for (String path : publicPaths(image, report)) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        for (String path :
                List.of("/uploads/" + id(image), "/media/" + id(image) + "/480.jpg", "/media/" + id(image))) {
            assertThat(get(path).statusCode()).as(path).isNotEqualTo(200);
        }
        assertThat(send("GET", "/media/" + id(image), null).body())
                .contains(post.path("id").asText());
        HttpResponse<String> kept = send("DELETE", "/media/" + id(image), null);
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(409);
        assertThat(kept.body()).contains(post.path("id").asText()).contains("\"in-use\"");

        HttpResponse<String> published =
                send("POST", "/posts/" + post.path("id").asText() + "/publish", "{}", "If-Match", "\"1\"");
        assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
        String page = page("/news/" + month(published) + "/signed/");
        assertThat(page)
                .contains("alt=\"Two ministers sign.\"", "alt=\"A bridge at night\"", "loading=\"lazy\"")
                .contains("width=\"960\" height=\"640\"", "type=\"image/webp\"", " 480w, ", " 1200w\"")
                .contains("Report for 2025", "PDF, ", "/annual-report.pdf\"");
        for (String path : publicPaths(image, report)) {
            assertThat(page).contains(path);
            HttpResponse<byte[]> file = get(path);
            assertThat(file.statusCode()).as(path).isEqualTo(200);
            assertThat(file.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        }
        for (String format : List.of("rss", "atom", "json")) {
            await("the " + format + " feed has it", () -> text("/feeds/news." + format)
                    .contains("Signed"));
        }
        String feed = text("/feeds/news.rss");
        assertThat(feed).contains("A bridge at night").doesNotContain("media:0", "srcset");
        String lead = stack.site().resolve(pathOf(image, 960)).toString();
        assertThat(page).contains("<meta property=\"og:image\" content=\"" + lead + "\">");
        assertThat(page).contains("<meta property=\"og:image:alt\" content=\"Two ministers sign.\">");
        assertThat(feed)
                .contains(
                        "<enclosure url=\"" + lead + "\" length=\"" + get(lead).body().length + "\"");
        assertThat(JSON.readTree(text("/feeds/news.json")).at("/items/0/image").asText())
                .isEqualTo(lead);
        assertThat(text("/feeds/news.atom")).contains("rel=\"enclosure\" type=\"image/jpeg\" href=\"" + lead + "\"");

        // What readers see stays in use although the next text leaves it out.
        HttpResponse<String> saved = send(
                "PUT",
                "/posts/" + post.path("id").asText(),
                draft("Signed", "Later.").toString(),
                "If-Match",
                "\"2\"");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        assertThat(send("DELETE", "/media/" + id(image), null).statusCode()).isEqualTo(409);
    }

    @Test
    void what_nobody_shows_can_go() throws Exception {
        JsonNode image = uploaded("unused.png", "image/png", encoded("png", 90, 60), "ready");
        JsonNode post = created(draft("Gone", "![A wall](media:" + id(image) + ")"));
        assertThat(send("DELETE", "/media/" + id(image), null).statusCode()).isEqualTo(409);
        send(
                "PUT",
                "/posts/" + post.path("id").asText(),
                draft("Gone", "Nothing.").toString(),
                "If-Match",
                "\"1\"");

        HttpResponse<String> deleted = send("DELETE", "/media/" + id(image), null);

        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);
        assertThat(send("GET", "/media/" + id(image), null).statusCode()).isEqualTo(404);
        HttpResponse<String> again = send(
                "POST",
                "/posts",
                draft("Again", "![A](media:" + id(image) + ")").toString());
        assertThat(again.statusCode()).isEqualTo(422);
        assertThat(again.body()).contains("unknown-media");
        try (Clients clients = new Clients(stack.endpoints())) {
            assertThat(clients.s3()
                            .listObjectsV2(list -> list.bucket("private-bucket").prefix("media/" + id(image)))
                            .contents())
                    .isEmpty();
        }
    }

    @Test
    void what_a_withdrawn_post_showed_can_be_deleted_and_is_then_public_nowhere() throws Exception {
        JsonNode image = uploaded("taken-down.png", "image/png", encoded("png", 120, 80), "ready");
        JsonNode post = created(draft("Taken down", "![A face](media:" + id(image) + ")"));
        String path = "/posts/" + post.path("id").asText();
        HttpResponse<String> published = send("POST", path + "/publish", "{}", "If-Match", "\"1\"");
        assertThat(published.statusCode()).as(published.body()).isEqualTo(200);
        page("/news/" + month(published) + "/taken-down/");
        String file = publicPaths(image).get(0);
        assertThat(get(file).statusCode()).isEqualTo(200);

        HttpResponse<String> withdrawn =
                send("POST", path + "/withdraw", "{\"reason\":{\"en\":\"A court said so.\"}}", "If-Match", "\"2\"");
        assertThat(withdrawn.statusCode()).as(withdrawn.body()).isEqualTo(200);
        HttpResponse<String> saved =
                send("PUT", path, draft("Taken down", "Nothing.").toString(), "If-Match", "\"3\"");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        HttpResponse<String> deleted = send("DELETE", "/media/" + id(image), null);
        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(204);

        // As if that had been two minutes ago.
        try (Clients clients = new Clients(stack.endpoints())) {
            clients.dynamoDb().updateItem(update -> update.tableName("PostsTable")
                    .key(Map.of(
                            "pk", AttributeValue.fromS("MEDIA#" + id(image)),
                            "sk", AttributeValue.fromS("REMOVED")))
                    .updateExpression("SET openSince = :since")
                    .conditionExpression("attribute_exists(pk)")
                    .expressionAttributeValues(Map.of(
                            ":since",
                            AttributeValue.fromS(Instant.now().minusSeconds(120).toString()))));
        }
        assertThat(stack.runSchedule("SiteSweepFunction").failed()).isFalse();
        for (String each : publicPaths(image)) {
            assertThat(get(each).statusCode()).as(each).isEqualTo(404);
        }
        String folder = file.substring(0, file.lastIndexOf('/')) + "/*";
        await("the CDN forgets " + folder, () -> stack.invalidations().stream()
                .anyMatch(asked -> asked.paths().contains(folder)));
    }

    @Test
    void the_signed_address_takes_only_what_was_announced_and_only_once() throws Exception {
        byte[] picture = encoded("png", 90, 60);
        JsonNode media = announced("once.png", "image/png", picture.length);

        assertThat(put(media, new byte[picture.length - 1], "image/png")).isEqualTo(403);
        assertThat(put(media, new byte[picture.length + 1], "image/png")).isEqualTo(403);
        assertThat(put(media, picture, "text/html")).isEqualTo(403);
        assertThat(settled(media, "awaiting-upload")).isNotNull();
        assertThat(put(media, picture, "image/png")).isEqualTo(200);
        JsonNode ready = settled(media, "ready");

        // A second one is told off, or passed over and removed.
        put(media, new byte[picture.length], "image/png");
        assertThat(settled(media, "ready")).isEqualTo(ready);
        await("no upload is left", () -> {
            try (Clients clients = new Clients(stack.endpoints())) {
                return clients.s3()
                        .listObjectsV2(list -> list.bucket("private-bucket").prefix("uploads/" + id(media)))
                        .contents()
                        .isEmpty();
            }
        });
    }

    @Test
    void what_is_not_taken_says_why_and_cannot_be_shown() throws Exception {
        byte[] html = "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        JsonNode refused = uploaded("cat.jpg", "image/jpeg", html, "refused");
        assertThat(refused.at("/refused/code").asText()).isEqualTo("wrong-type");
        assertThat(refused.has("renditions")).isFalse();

        HttpResponse<String> post = send(
                "POST",
                "/posts",
                draft("Cat", "![A cat](media:" + id(refused) + ")").toString());
        assertThat(post.statusCode()).isEqualTo(422);
        assertThat(post.body()).contains("media-not-ready", "its bytes are something else");

        HttpResponse<String> svg =
                send("POST", "/media", "{\"filename\":\"a.svg\",\"contentType\":\"image/svg+xml\",\"size\":100}");
        assertThat(svg.statusCode()).isEqualTo(422);
        assertThat(svg.body()).contains("/contentType", "An SVG can hold scripts");
        HttpResponse<String> huge =
                send("POST", "/media", "{\"filename\":\"a.png\",\"contentType\":\"image/png\",\"size\":25000001}");
        assertThat(huge.statusCode()).isEqualTo(422);
        assertThat(huge.body()).contains("/size", "too-big");
    }

    @Test
    void an_image_needs_words_or_is_marked_as_decorative() throws Exception {
        JsonNode image = uploaded("pattern.png", "image/png", encoded("png", 90, 60), "ready");

        ObjectNode draft = draft("Pattern", "![](media:" + id(image) + ")");
        ObjectNode lead = draft.putObject("image").put("media", id(image));
        HttpResponse<String> wordless = send("POST", "/posts", draft.toString());
        assertThat(wordless.statusCode()).isEqualTo(422);
        assertThat(wordless.body()).contains("/image/alt/en", "/editions/en/body", "alt-missing");

        assertThat(send("PUT", "/media/" + id(image), "{\"decorative\":true}").statusCode())
                .isEqualTo(200);
        assertThat(send("POST", "/posts", draft.toString()).statusCode()).isEqualTo(201);

        String words = "{\"decorative\":false,\"alt\":{\"en\":\"A pattern of waves\"}}";
        assertThat(send("PUT", "/media/" + id(image), words).statusCode()).isEqualTo(200);
        draft = draft("Pattern two", "Text.");
        draft.set("image", lead);
        JsonNode post = created(draft);
        assertThat(post.at("/image/alt/en").asText()).isEqualTo("A pattern of waves");
    }

    @Test
    void an_upload_becomes_the_logo_on_every_page() throws Exception {
        JsonNode image = uploaded("arms.png", "image/png", encoded("png", 90, 60), "ready");
        HttpResponse<String> before = send("GET", "/site", null);
        ObjectNode site = (ObjectNode) JSON.readTree(before.body());
        String revision = before.headers().firstValue("ETag").orElseThrow();
        String[] admin = {"Authorization", "Bearer " + stack.tokens().admin(), "If-Match", revision};
        assertThat(site.path("logo").isNull()).isTrue();
        String path = image.at("/renditions/0/path").asText();
        assertThat(get(path).statusCode()).isEqualTo(404);

        HttpResponse<String> unknown = send(
                "PUT", "/site", site.put("logo", "01KB07ZD8Q8G2J6V5F3M9T4XZZ").toString(), admin);
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.body()).contains("\"/logo\"", "unknown-media");

        HttpResponse<String> saved =
                send("PUT", "/site", site.put("logo", id(image)).toString(), admin);
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
        assertThat(JSON.readTree(saved.body()).path("logo").asText()).isEqualTo(id(image));
        for (String page : List.of("/", "/news/", "/subscribe/", "/no-such-page/")) {
            await(page + " shows it", () -> text(page).contains("<img class=\"logo\" src=\""));
            assertThat(text(page)).contains("width=\"90\" height=\"60\" alt=\"\"");
        }
        assertThat(get(path).statusCode()).isEqualTo(200);
        HttpResponse<String> kept = send("DELETE", "/media/" + id(image), null);
        assertThat(kept.statusCode()).isEqualTo(409);
        assertThat(kept.body()).contains("logo");

        String[] now = {"Authorization", "Bearer " + stack.tokens().admin(), "If-Match", "\"1\""};
        now[3] = saved.headers().firstValue("ETag").orElseThrow();
        assertThat(send("PUT", "/site", site.putNull("logo").toString(), now).statusCode())
                .isEqualTo(200);
        assertThat(send("DELETE", "/media/" + id(image), null).statusCode()).isEqualTo(204);
    }

    private static String pathOf(JsonNode image, int width) {
        for (JsonNode rendition : image.path("renditions")) {
            if (rendition.path("width").asInt() == width
                    && rendition.path("contentType").asText().equals("image/jpeg")) {
                return rendition.path("path").asText();
            }
        }
        throw new AssertionError(image);
    }

    private static JsonNode uploaded(String name, String type, byte[] bytes, String state) throws Exception {
        JsonNode media = announced(name, type, bytes.length);
        assertThat(put(media, bytes, type)).isEqualTo(200);
        return settled(media, state);
    }

    private static JsonNode announced(String name, String type, int size) throws Exception {
        ObjectNode draft = JSON.createObjectNode()
                .put("filename", name)
                .put("contentType", type)
                .put("size", size);
        HttpResponse<String> answer = send("POST", "/media", draft.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    /** On a connection of its own: after a refusal the bytes are left unread, and the server hangs up, as S3 does. */
    private static int put(JsonNode media, byte[] bytes, String type) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(media.at("/upload/url").asText()))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .header("Content-Type", type)
                .header(
                        "If-None-Match",
                        media.at("/upload/headers/If-None-Match").asText());
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static JsonNode settled(JsonNode media, String state) throws Exception {
        var last = new ArrayList<JsonNode>();
        await("upload " + id(media) + " is " + state, () -> {
            JsonNode now =
                    JSON.readTree(send("GET", "/media/" + id(media), null).body());
            last.add(now);
            return now.path("state").asText().equals(state);
        });
        ObjectNode settled = (ObjectNode) last.get(last.size() - 1);
        settled.path("renditions").forEach(rendition -> ((ObjectNode) rendition).remove("preview"));
        return settled;
    }

    private static JsonNode created(ObjectNode draft) throws Exception {
        HttpResponse<String> answer = send("POST", "/posts", draft.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private static ObjectNode draft(String title, String body) {
        ObjectNode draft = JSON.createObjectNode().put("type", "news-item");
        draft.putObject("editions").putObject("en").put("title", title).put("body", body);
        return draft;
    }

    private static String id(JsonNode media) {
        return media.path("id").asText();
    }

    private static List<String> publicPaths(JsonNode... uploads) {
        var paths = new ArrayList<String>();
        for (JsonNode upload : uploads) {
            upload.path("renditions")
                    .forEach(rendition -> paths.add(rendition.path("path").asText()));
        }
        assertThat(paths).hasSizeGreaterThanOrEqualTo(uploads.length);
        return paths;
    }

    private static String month(HttpResponse<String> published) throws Exception {
        return JSON.readTree(published.body())
                .path("publishedAt")
                .asText()
                .substring(0, 7)
                .replace('-', '/');
    }

    private static String page(String path) throws Exception {
        await(path + " is there", () -> get(path).statusCode() == 200);
        return text(path);
    }

    private static String text(String path) throws Exception {
        return new String(get(path).body(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(stack.site().resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(stack.api() + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + stack.tokens().editor())
                .header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        Contract.check(answer);
        return answer;
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(String what, Condition condition) throws Exception {
        SmallStack.await(what, () -> {
            try {
                return condition.holds();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static byte[] pdf() {
        return "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] picture(int width, int height) throws IOException {
        return encoded("jpg", width, height);
    }

    private static byte[] encoded(String format, int width, int height) throws IOException {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < width; x++) {
            for (int y = 0; y < height; y++) {
                image.setRGB(x, y, new Color(x * 255 / width, y * 255 / height, 120).getRGB());
            }
        }
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}

package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import press.communique.checks.Folder;

/** What is not public is looked at through the front door by whoever was given the address, images and all. */
@ExtendWith(Stack.Shared.class)
class PreviewJourneyTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Stack stack;
    private final Newsroom newsroom;

    PreviewJourneyTest(Stack stack) {
        this.stack = stack;
        this.newsroom = stack.newsroom;
    }

    @Test
    void a_draft_is_shown_with_its_images_until_the_preview_is_revoked() throws Exception {
        JsonNode image = uploaded("bridge.jpg", "image/jpeg", picture());
        JsonNode report = uploaded("Annual report.pdf", "application/pdf", pdf(4_500_000));
        JsonNode leaflet = uploaded("Leaflet.pdf", "application/pdf", pdf(2_000));
        String draft = """
                {"type": "news-item", "topics": ["ukraine"],
                 "image": {"media": "%1$s", "alt": {"en": "A bridge"}},
                 "attachments": [{"media": "%3$s", "titles": {"en": "Leaflet"}}],
                 "editions": {"en": {"title": "Kept back until noon",
                                     "body": "Embargoed words. [The report](media:%2$s)\\n\\n![By night](media:%1$s)"}}}""".formatted(
                        image.path("id").asText(),
                        report.path("id").asText(),
                        leaflet.path("id").asText());
        JsonNode post = newsroom.post("/api/posts", draft).is(201).json();
        String previews = "/api/posts/" + post.path("id").asText() + "/previews";
        String url = newsroom.post(previews, "{}").is(201).json().path("url").asText();
        assertThat(url).startsWith(newsroom.site().resolve("/api/previews/").toString());

        Answer answer = newsroom.get(url).is(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Robots-Tag")).contains("noindex");
        assertThat(answer.header("Content-Security-Policy")).contains("img-src 'self'", "style-src 'self'");
        Document page = answer.page();
        assertThat(page.select("h1").text()).isEqualTo("Kept back until noon");
        assertThat(page.select(".preview").text()).isEqualTo("Preview, not public");
        assertThat(page.select("style, [style], script"))
                .as("what the policy forbids")
                .isEmpty();
        newsroom.get(page.select("link[rel=stylesheet]").attr("href")).is(200);

        List<String> images = files(page);
        assertThat(images).hasSize(6);
        for (String file : images) {
            HttpResponse<byte[]> shown = bytes(file);
            assertThat(shown.statusCode()).as(file).isEqualTo(200);
            assertThat(shown.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(shown.headers().firstValue("Content-Type").orElse("")).startsWith("image/");
            if (file.contains(".jpg")) {
                assertThat(ImageIO.read(new ByteArrayInputStream(shown.body())).getWidth())
                        .isBetween(480, 1200);
            }
        }
        Element attached = page.select(".after a[type=application/pdf]").first();
        assertThat(bytes(attached.attr("href")).body()).isEqualTo(pdf(2_000));
        // Too large for an answer: straight from storage, for a minute.
        HttpResponse<byte[]> large = bytes(page.select(".prose a").attr("href"));
        assertThat(large.statusCode()).isEqualTo(303);
        URI storage = URI.create(large.headers().firstValue("Location").orElseThrow());
        assertThat(storage.getQuery()).contains("X-Amz-Expires=60");
        assertThat(bytes(storage.toString()).body()).isEqualTo(pdf(4_500_000));

        // Nothing of it is public, and nothing lies where the site's files are.
        for (String file : images) {
            newsroom.get(file.replaceFirst("^/api/previews/[^/]+", "").replaceFirst("[?].*", ""))
                    .is(404);
            newsroom.get(file.replaceFirst("[?].*", "")).is(404);
        }
        assertThat(filesWith("site-bucket", "<html")).isNotEmpty();
        assertThat(filesWith("site-bucket", "Embargoed words")).isEmpty();
        // No table, log or queue has what opens it.
        assertThat(filesWith("", url.replaceFirst(".*token=", ""))).isEmpty();

        newsroom.send("DELETE", previews).is(204);
        Answer gone = newsroom.get(url).is(404);
        assertThat(gone.body()).isEqualTo(newsroom.ask("/api/never-was").is(404).body());
        images.forEach(file -> newsroom.get(file).is(404));
    }

    /** Of all images in all sizes. */
    private static List<String> files(Document page) {
        var files = new ArrayList<String>();
        files.addAll(page.select("main img").eachAttr("src"));
        for (String srcset : page.select("main [srcset]").eachAttr("srcset")) {
            Arrays.stream(srcset.split("\\s*,\\s*"))
                    .map(source -> source.split(" ")[0])
                    .forEach(files::add);
        }
        assertThat(files)
                .allMatch(file -> file.matches("/api/previews/\\w{26}/media/\\w+/\\d+\\.(jpg|webp)[?]token=.*"));
        return files.stream().distinct().toList();
    }

    private List<Path> filesWith(String name, String words) throws Exception {
        var found = new ArrayList<Path>();
        for (Path file : Folder.files(stack.data)) {
            if (file.toString().contains(name)
                    && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(words)) {
                found.add(file);
            }
        }
        return found;
    }

    private JsonNode uploaded(String name, String type, byte[] content) throws Exception {
        JsonNode media = newsroom.post(
                        "/api/media",
                        "{\"filename\": \"%s\", \"contentType\": \"%s\", \"size\": %d}"
                                .formatted(name, type, content.length))
                .is(201)
                .json();
        HttpRequest put = HttpRequest.newBuilder(
                        URI.create(media.at("/upload/url").asText()))
                .header("Content-Type", type)
                .header("If-None-Match", "*")
                .PUT(BodyPublishers.ofByteArray(content))
                .build();
        assertThat(HTTP.send(put, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
        return Eventually.see(
                "upload of " + name,
                () -> newsroom.ask("/api/media/" + media.path("id").asText())
                        .is(200)
                        .json(),
                now -> now.path("state").asText().equals("ready"));
    }

    private HttpResponse<byte[]> bytes(String target) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(newsroom.site().resolve(target)).build(), BodyHandlers.ofByteArray());
    }

    private static byte[] picture() throws Exception {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1200, 800, BufferedImage.TYPE_INT_RGB), "jpg", bytes);
        return bytes.toByteArray();
    }

    private static byte[] pdf(int size) {
        String head = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%";
        String tail = "\ntrailer<</Root 1 0 R>>\n%%EOF\n";
        return (head + "x".repeat(size - head.length() - tail.length()) + tail).getBytes(StandardCharsets.ISO_8859_1);
    }
}

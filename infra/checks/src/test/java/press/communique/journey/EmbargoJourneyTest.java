package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import press.communique.checks.Folder;

/** Before its second nothing of a post is public, wherever one looks; at its second all of it is, in order. */
@ExtendWith(Stack.Shared.class)
class EmbargoJourneyTest {

    private static final String MARK = "zinnober";

    private final Stack stack;
    private final Newsroom newsroom;

    EmbargoJourneyTest(Stack stack) {
        this.stack = stack;
        this.newsroom = stack.newsroom;
    }

    @Test
    void nothing_is_anywhere_before_the_second_and_everything_after_it() throws Exception {
        JsonNode image = uploaded("zinnober.png", "image/png", png());
        JsonNode paper =
                uploaded("zinnober.pdf", "application/pdf", "%PDF-1.4\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
        Instant at = Instant.now().plusSeconds(3_600);
        JsonNode post = newsroom.post("/api/posts", """
                        {"type": "speech", "topics": ["ukraine"], "state": "scheduled", "publishAt": "%s",
                         "editions": {"en": {"title": "Zinnober statement", "summary": "Zinnober in short",
                                             "body": "Zinnober, all of it: ![Zinnober seen](media:%s)"}},
                         "image": {"media": "%s", "alt": {"en": "Zinnober"}},
                         "attachments": [{"media": "%s", "titles": {"en": "Zinnober paper"}}],
                         "featured": true, "aliases": ["/zinnober.html"]}
                        """.formatted(
                                at,
                                image.get("id").asText(),
                                image.get("id").asText(),
                                paper.get("id").asText()))
                .is(201)
                .json();
        String id = post.get("id").asText();
        String month = at.atZone(java.time.ZoneId.of("Europe/Brussels"))
                .toLocalDate()
                .toString()
                .substring(0, 7)
                .replace('-', '/');
        String page = "/news/" + month + "/zinnober-statement/";
        var files = new ArrayList<String>();
        List.of(image, paper).forEach(media -> media.get("renditions")
                .forEach(rendition -> files.add(rendition.get("path").asText())));
        var own = new ArrayList<>(List.of(page, page + "index.html", "/zinnober.html"));
        own.addAll(files);
        var shared = new ArrayList<>(List.of(
                "/",
                "/news/",
                "/news/" + month + "/",
                "/news/" + month.substring(0, 4) + "/",
                "/type/speech/",
                "/type/speech/" + month + "/",
                "/topic/ukraine/",
                "/topic/ukraine/" + month + "/",
                "/sitemap.xml",
                "/robots.txt",
                "/404.html",
                "/subscribe/"));
        for (String list : List.of("news", "type/speech", "topic/ukraine")) {
            for (String form : List.of("rss", "atom", "json")) {
                shared.add("/feeds/" + list + "." + form);
            }
        }
        var guesses = new ArrayList<String>();
        for (JsonNode media : List.of(image, paper)) {
            String upload = media.get("id").asText();
            guesses.addAll(List.of(
                    "/uploads/" + upload, "/media/" + upload, "/media/" + upload + "/480.jpg", "/private/" + upload));
        }
        guesses.addAll(List.of(
                "/texts/" + id,
                "/posts/" + id,
                "/news/" + month + "/" + id + "/",
                "/previews/" + id,
                "/drafts/" + id,
                page + "index.json",
                page.replaceFirst("/$", ".json")));

        // Before the hour: every address that can be derived, every file of the site, and what stands in between.
        for (String path : Stream.of(own, guesses).flatMap(List::stream).toList()) {
            Answer answer = followed(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(hidden(answer.body(), path)).as(path).doesNotContainIgnoringCase(MARK);
        }
        for (String path : shared) {
            assertThat(newsroom.get(path).body()).as(path).doesNotContainIgnoringCase(MARK);
        }
        Answer nobody = newsroom.get("/api/posts/" + id);
        assertThat(nobody.status()).isEqualTo(401);
        assertThat(nobody.body()).doesNotContainIgnoringCase(MARK);
        assertThat(newsroom.get("/api/health").body()).doesNotContainIgnoringCase(MARK);
        for (String kept : List.of("s3/site-bucket", "sqs", "streams", "log", "mail")) {
            assertThat(files(kept)).as(kept).allSatisfy(file -> {
                assertThat(file.toString()).doesNotContainIgnoringCase(MARK);
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContainIgnoringCase(MARK);
            });
        }

        // The hour comes earlier. Whoever then sees it in a list or feed finds its page and its files.
        newsroom.post(
                        "/api/posts/" + id + "/schedule",
                        "{\"at\":\"" + Instant.now().plusSeconds(2) + "\"}",
                        "If-Match",
                        newsroom.ask("/api/posts/" + id).header("ETag"))
                .is(200);
        Eventually.see(
                "the statement in a list",
                () -> newsroom.get("/feeds/news.rss").body()
                        + newsroom.get("/news/").body(),
                lists -> lists.contains("Zinnober statement"));
        assertThat(newsroom.get(page).is(200).body()).contains("Zinnober, all of it");
        Eventually.see(
                "the statement live",
                () -> newsroom.ask("/api/posts/" + id).is(200).json(),
                now -> !now.get("live").isNull());
        for (String path : own) {
            assertThat(followed(path).status()).as(path).isEqualTo(200);
        }
        assertThat(newsroom.get("/").body()).contains("Zinnober statement");
        assertThat(newsroom.get("/topic/ukraine/").body()).contains("Zinnober statement");
    }

    /** The page for what does not exist may repeat the address that was asked for, and nothing else. */
    private static String hidden(String body, String path) {
        return body.replace(path, "");
    }

    private Answer followed(String path) {
        Answer answer = newsroom.get(path);
        for (int i = 0; i < 3 && answer.status() == 301; i++) {
            answer = newsroom.get(URI.create(answer.header("Location")).getRawPath());
        }
        return answer;
    }

    private List<Path> files(String folder) throws IOException {
        Path root = stack.data.resolve(folder);
        return Files.exists(root) ? Folder.files(root) : List.of();
    }

    private JsonNode uploaded(String name, String type, byte[] bytes) {
        JsonNode media = newsroom.post(
                        "/api/media",
                        "{\"filename\":\"" + name + "\",\"contentType\":\"" + type + "\",\"size\":" + bytes.length
                                + ",\"alt\":{\"en\":\"Zinnober\"}}")
                .is(201)
                .json();
        HttpRequest.Builder put =
                HttpRequest.newBuilder(URI.create(media.at("/upload/url").asText()));
        media.at("/upload/headers")
                .fields()
                .forEachRemaining(
                        header -> put.header(header.getKey(), header.getValue().asText()));
        Newsroom.send(put.PUT(BodyPublishers.ofByteArray(bytes))).is(200);
        String path = "/api/media/" + media.get("id").asText();
        return Eventually.see(
                "the upload " + name,
                () -> newsroom.ask(path).is(200).json(),
                found -> found.get("state").asText().equals("ready"));
    }

    private static byte[] png() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(600, 400, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }
}

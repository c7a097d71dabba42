package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import press.communique.checks.Folder;
import press.communique.local.LocalStack;
import press.communique.local.Options;
import press.communique.local.engine.Clients;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A post from its release to its return, through the front door; after each journey the site is what a rebuild gives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifeOfAPostJourneyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Path data;
    private LocalStack stack;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        data = directory;
        stack = LocalStack.start(Options.at(data).endpoint(null).template(template()));
        settings("Ministry", "Ukraine");
        sent("POST", "/api/rebuild", stack.tokens().admin(), "", 202);
        rebuilt();
    }

    @AfterAll
    void stop() {
        stack.close();
    }

    @AfterEach
    void the_site_is_what_a_rebuild_would_make_of_it() throws Exception {
        JsonNode check = JSON.readTree(get("/_local/check").body());
        assertThat(check.path("files").asInt()).isGreaterThan(20);
        assertThat(check.path("differences")).isEmpty();
    }

    @Test
    void a_correction_is_told_on_the_page_and_in_the_feed() throws Exception {
        JsonNode post = published("corrected", "en");
        String path = "/api/posts/" + post.path("id").asText();
        JsonNode refused = step(post, "publish", "{\"correction\": {\"de\": \"Falsch.\"}}", 422);
        assertThat(refused.at("/errors/0/pointer").asText()).isEqualTo("/correction/de");
        live(step(post, "publish", "{\"correction\": {\"en\": \"It was on 6 May.\"}}", 200));
        String page = get(url(post)).body();
        assertThat(Jsoup.parse(page).select("aside.correction").text())
                .startsWith("Correction ")
                .endsWith(" It was on 6 May.");
        assertThat(get("/feeds/news.rss").body()).contains("It was on 6 May.");
        assertThat(JSON.readTree(sent("GET", path, stack.tokens().editor(), null, 200))
                        .path("state")
                        .asText())
                .isEqualTo("published");
    }

    @Test
    void every_former_slug_redirects_until_it_comes_back() throws Exception {
        JsonNode post = published("first", "en");
        post = saved(post, "second");
        live(step(post, "publish", "{}", 200));
        String first = url(post).replace("/second/", "/first/");
        HttpResponse<String> moved = get(first);
        assertThat(moved.statusCode()).isEqualTo(301);
        assertThat(moved.headers().firstValue("Location").orElse(""))
                .isEqualTo(URI.create(first).getPath().replace("first", "second"));
        assertThat(moved.headers().firstValue("Cache-Control").orElse("")).contains("max-age=0");
        String slashless = get(first.substring(0, first.length() - 1))
                .headers()
                .firstValue("Location")
                .orElse("");
        assertThat(slashless).isEqualTo(URI.create(first).getPath());
        assertThat(get("/old/first.html").headers().firstValue("Location").orElse(""))
                .as("an alias, in one hop")
                .isEqualTo(URI.create(first).getPath().replace("first", "second"));
        for (String alias : List.of("/before/first/", "/then/first/")) {
            assertThat(get(alias).headers().firstValue("Location").orElse(""))
                    .as("an alias as the CDN asks for it: " + alias)
                    .isEqualTo(URI.create(first).getPath().replace("first", "second"));
        }
        assertThat(get("/before/first").headers().firstValue("Location").orElse(""))
                .isEqualTo("/before/first/");
        post = saved(read(post), "first");
        live(step(post, "publish", "{}", 200));
        assertThat(get(first).statusCode()).isEqualTo(200);
        assertThat(get(first.replace("/first/", "/second/")).statusCode()).isEqualTo(301);
    }

    @Test
    void a_withdrawn_post_can_lead_elsewhere_and_come_back() throws Exception {
        JsonNode post = published("gone", "en");
        JsonNode refused = step(
                post,
                "withdraw",
                "{\"reason\": {\"en\": \"Replaced.\"}, \"redirectTo\": \""
                        + URI.create(url(post)).getPath() + "\"}",
                422);
        assertThat(refused.at("/errors/0/code").asText()).isEqualTo("leads-to-itself");
        assertThat(step(post, "reinstate", "", 409).path("allowed").toString())
                .isEqualTo("[\"save\",\"restore\",\"publish\",\"schedule\",\"withdraw\"]");
        JsonNode withdrawn =
                live(step(post, "withdraw", "{\"reason\": {\"en\": \"Replaced.\"}, \"redirectTo\": \"/news/\"}", 200));
        HttpResponse<String> answer = get(url(post));
        assertThat(answer.statusCode()).isEqualTo(301);
        assertThat(answer.headers().firstValue("Location").orElse("")).isEqualTo("/news/");
        assertThat(answer.body()).doesNotContain("Text of gone");
        assertThat(get("/news/").body()).doesNotContain("Title of gone");
        live(step(withdrawn, "reinstate", "", 200));
        assertThat(get(url(post)).statusCode()).isEqualTo(200);
        assertThat(get(url(post)).body()).contains("Text of gone");
        assertThat(get("/news/").body()).contains("Title of gone");
    }

    @Test
    void a_language_goes_and_its_address_leads_to_the_other() throws Exception {
        JsonNode post = published("both", "en", "fr");
        String french = post.at("/urls/fr").asText();
        assertThat(get(french).statusCode()).isEqualTo(200);
        JsonNode saved = save(post, body("both", "en"));
        live(step(saved, "publish", "{}", 200));
        assertThat(get(french).headers().firstValue("Location").orElse(""))
                .isEqualTo(URI.create(url(post)).getPath());
        assertThat(get("/fr/news/").body()).doesNotContain("both (fr)");
        live(step(save(read(post), body("both", "en", "fr")), "publish", "{}", 200));
        assertThat(get(french).statusCode()).isEqualTo(200);
    }

    @Test
    void an_earlier_text_can_be_saved_again() throws Exception {
        JsonNode post = published("restored", "en");
        JsonNode saved = save(post, body("restored", "en").replace("Text of", "Draft of"));
        assertThat(step(saved, "restore", "{\"revision\": 9}", 422)
                        .at("/errors/0/code")
                        .asText())
                .isEqualTo("unknown-revision");
        JsonNode restored = step(saved, "restore", "{\"revision\": 1}", 200);
        assertThat(restored.at("/editions/en/body").asText()).isEqualTo("Text of restored");
        assertThat(restored.path("revision").asInt()).isEqualTo(3);
    }

    @Test
    void a_rebuild_shows_its_progress_renames_a_topic_everywhere_and_clears_what_nobody_needs() throws Exception {
        JsonNode post = published("rebuilt", "en");
        Path junk = junk();
        settings("Ministry", "Ukraine and Moldova");
        until(url(post), page -> page.contains("Ukraine and Moldova"));
        rebuilt();
        assertThat(get("/topic/ukraine/").body()).contains("Ukraine and Moldova");
        assertThat(get("/feeds/topic/ukraine.rss").body()).contains("Ukraine and Moldova");
        sent("POST", "/api/rebuild", stack.tokens().editor(), "", 403);
        JsonNode asked =
                JSON.readTree(sent("POST", "/api/rebuild", stack.tokens().admin(), "", 202));
        assertThat(asked.path("run").asLong()).isPositive();
        JsonNode done = rebuilt();
        assertThat(done.path("run")).isEqualTo(asked.path("run"));
        assertThat(done.path("pieces").asInt()).isPositive();
        assertThat(done.path("finishedAt").asText())
                .isGreaterThanOrEqualTo(done.path("startedAt").asText());
        assertThat(junk).doesNotExist();
        what_nobody_needs_is_looked_for_every_day();
    }

    /** Without a rebuild too: the sweep sees that the last one is from yesterday. */
    private void what_nobody_needs_is_looked_for_every_day() throws Exception {
        Path junk = junk();
        Instant yesterday = Instant.now().minus(Duration.ofHours(25));
        try (Clients clients = new Clients(stack.endpoints())) {
            clients.dynamoDb().updateItem(update -> update.tableName("PostsTable")
                    .key(Map.of("pk", AttributeValue.fromS("SITE"), "sk", AttributeValue.fromS("PROGRESS")))
                    .updateExpression("SET finishedAt = :yesterday")
                    .expressionAttributeValues(Map.of(":yesterday", AttributeValue.fromS(yesterday.toString()))));
        }
        assertThat(stack.runSchedule("SiteSweepFunction").failed()).isFalse();
        rebuilt();
        assertThat(junk).doesNotExist();
    }

    /** A file of two days ago that belongs to nothing. */
    private Path junk() throws Exception {
        Path junk = bucket().resolve("junk.html");
        Files.copy(bucket().resolve("404.html"), junk, StandardCopyOption.COPY_ATTRIBUTES);
        Files.setLastModifiedTime(junk, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        return junk;
    }

    private JsonNode rebuilt() throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode state =
                    JSON.readTree(sent("GET", "/api/rebuild", stack.tokens().admin(), null, 200));
            if (state.path("state").asText().equals("done")) {
                return state;
            }
            assertThat(System.nanoTime()).as("%s", state).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private Path bucket() throws Exception {
        return Folder.files(data).stream()
                .filter(path -> path.endsWith("news/index.html"))
                .filter(path -> !path.toString().contains("/fr/"))
                .findFirst()
                .orElseThrow()
                .getParent()
                .getParent();
    }

    private void settings(String name, String topic) throws Exception {
        String revision = header("/api/site");
        sent("PUT", "/api/site", stack.tokens().admin(), """
                {"names": {"en": "%s"}, "languages": ["en", "fr"], "defaultLanguage": "en", "timeZone": "Europe/Brussels",
                 "types": [{"id": "news-item", "names": {"en": "News item"}}],
                 "topics": [{"id": "ukraine", "names": {"en": "%s"}}]}""".formatted(name, topic), 200, "If-Match", revision);
    }

    private static String body(String slug, String... languages) {
        var editions = new StringBuilder();
        for (String language : languages) {
            String suffix = language.equals("en") ? "" : " (" + language + ")";
            editions.append(editions.isEmpty() ? "" : ", ")
                    .append("\"%s\": {\"title\": \"Title of %s%s\", \"body\": \"Text of %s\", \"slug\": \"%s\"}"
                            .formatted(language, slug, suffix, slug, slug));
        }
        return "{\"type\": \"news-item\", \"topics\": [\"ukraine\"], \"aliases\": [\"/old/" + slug
                + ".html\", \"/before/" + slug + "\", \"/then/" + slug + "/index.html\"], \"editions\": {" + editions
                + "}}";
    }

    private JsonNode published(String slug, String... languages) throws Exception {
        String draft = body(slug, languages).replaceFirst("\\{", "{\"state\": \"published\", ");
        return live(JSON.readTree(sent("POST", "/api/posts", stack.tokens().editor(), draft, 201)));
    }

    /** A new revision under another slug, with the aliases that it has. */
    private JsonNode saved(JsonNode post, String slug) throws Exception {
        String alias = post.at("/aliases/0").asText();
        return save(post, body(slug, "en").replaceAll("/old/[^\"]*", alias));
    }

    private JsonNode save(JsonNode post, String body) throws Exception {
        return JSON.readTree(sent(
                "PUT",
                "/api/posts/" + post.path("id").asText(),
                stack.tokens().editor(),
                body,
                200,
                "If-Match",
                "\"" + post.path("revision").asLong() + "\""));
    }

    private JsonNode step(JsonNode post, String step, String body, int status) throws Exception {
        return JSON.readTree(sent(
                "POST",
                "/api/posts/" + post.path("id").asText() + "/" + step,
                stack.tokens().editor(),
                body,
                status,
                "If-Match",
                "\"" + read(post).path("revision").asLong() + "\""));
    }

    private JsonNode read(JsonNode post) throws Exception {
        return JSON.readTree(sent(
                "GET", "/api/posts/" + post.path("id").asText(), stack.tokens().editor(), null, 200));
    }

    private JsonNode live(JsonNode released) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode post = read(released);
            if (post.at("/live/revision").asLong() >= released.path("revision").asLong()) {
                return post;
            }
            assertThat(System.nanoTime()).as("%s", post).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private void until(String address, Predicate<String> wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String seen = get(address).body();
        while (!wanted.test(seen)) {
            assertThat(System.nanoTime()).as(seen).isLessThan(end);
            seen = get(address).body();
        }
    }

    /** Where the post's English edition stands, or will once it is released. */
    private static String url(JsonNode post) {
        String present = post.at("/urls/en").asText();
        String slug = post.at("/editions/en/slug").asText();
        return present.replaceFirst("/[^/]+/$", "/" + slug + "/");
    }

    private String header(String path) throws Exception {
        return http.send(request(path, stack.tokens().admin()).build(), BodyHandlers.ofString())
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(stack.site().resolve(path)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(stack.site().resolve(path)).header("Authorization", "Bearer " + token);
    }

    private String sent(String method, String path, String token, String body, int status, String... headers)
            throws Exception {
        HttpRequest.Builder request = request(path, token).header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = http.send(
                request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isEqualTo(status);
        return answer.body();
    }

    private static Path template() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("template.yaml"))) {
            directory = directory.getParent();
        }
        return directory.resolve("template.yaml");
    }
}

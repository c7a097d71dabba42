package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import press.communique.store.testing.LocalTables;

/** Who may open a preview, what it shows, and that nothing opens it once it is over. */
class PreviewsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final String SITE = "{\"names\":{\"en\":\"Ministry\"},\"languages\":[\"en\",\"fr\",\"ar\"],"
            + "\"defaultLanguage\":\"en\",\"timeZone\":\"Europe/Brussels\","
            + "\"types\":[{\"id\":\"news-item\",\"names\":{\"en\":\"News item\"}}],\"topics\":[]}";
    private static final String DRAFT = "{\"type\":\"news-item\",\"editions\":{"
            + "\"en\":{\"title\":\"Not yet\",\"body\":\"A *secret* text.\"},\"fr\":{\"title\":\"Pas encore\"}}}";

    private final LocalTables tables = new LocalTables();
    private Instant now = NOW;
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> now);
    private final Http author = new Http(api, "ann", "[author]");
    private final Http otherAuthor = new Http(api, "bob", "[author]");
    private final Http editor = new Http(api, "ed", "[editor]");
    private final Http anybody = new Http(api, null, null);

    PreviewsTest() {
        Http.Answer site = new Http(api, "root", "[admin]").send("PUT", "/api/site", SITE, "if-match", "\"0\"");
        assertThat(site.status()).as(site.body()).isEqualTo(200);
    }

    @Test
    void every_edition_is_shown_as_on_the_site_and_says_that_it_is_not_public() {
        Http.Answer opened = author.send("POST", draft() + "/previews", null);
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        assertThat(opened.json().path("expiresAt").asText()).isEqualTo("2026-11-24T09:00:00Z");
        assertThat(opened.json().path("url")).isEqualTo(opened.json().at("/urls/en"));
        assertThat(opened.json().path("url").asText())
                .matches("https://www\\.example\\.org/api/previews/\\w{26}/en\\?token=[\\w-]{43}");

        Http.Answer shown = anybody.send("GET", target(opened, "en"), null);
        assertThat(shown.status()).as(shown.body()).isEqualTo(200);
        assertThat(shown.headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("X-Robots-Tag", "noindex, nofollow")
                .containsEntry("Content-Type", "text/html; charset=utf-8");
        Document page = Jsoup.parse(shown.body(), "https://www.example.org/");
        assertThat(page.select("h1").text()).isEqualTo("Not yet");
        assertThat(page.select(".prose em").text()).isEqualTo("secret");
        assertThat(page.select(".preview").text()).isEqualTo("Preview, not public");
        assertThat(page.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
        assertThat(page.select("link[rel=canonical], meta[property], script")).isEmpty();
        assertThat(page.select("link[rel=stylesheet]").attr("href")).matches("/assets/site-[0-9a-f]+\\.css");
        // The switcher and the link below the text lead to the other preview; of a language without edition, to the
        // site.
        assertThat(page.select("a[hreflang=fr]").eachAttr("href"))
                .isNotEmpty()
                .allMatch(href -> href.equals(target(opened, "fr")));
        assertThat(page.select(".languages a[hreflang=ar]").attr("href")).isEqualTo("/ar/");

        Document french =
                Jsoup.parse(anybody.send("GET", target(opened, "fr"), null).body());
        assertThat(french.select(".preview").text()).isEqualTo("Aperçu, non public");
        assertThat(french.select("html").attr("lang")).isEqualTo("fr");
    }

    @Test
    void it_shows_the_newest_text() {
        String path = draft();
        Http.Answer opened = author.send("POST", path + "/previews", null);
        author.send("PUT", path, DRAFT.replace("secret", "newer"), "if-match", "\"1\"");
        assertThat(anybody.send("GET", target(opened, "en"), null).body()).contains("<em>newer</em>");
    }

    @Test
    void it_has_the_date_that_readers_will_see() {
        String path = author.send(
                        "POST",
                        "/api/posts",
                        DRAFT.replaceFirst("\\{", "{\"publishAt\":\"2027-03-02T00:00:00+01:00\","))
                .headers()
                .get("Location");
        Http.Answer opened = author.send("POST", path + "/previews", null);
        assertThat(Jsoup.parse(anybody.send("GET", target(opened, "en"), null).body())
                        .select("article time")
                        .text())
                .isEqualTo("2 March 2027");
    }

    @Test
    void it_ends_with_its_time_and_not_before() {
        Http.Answer opened =
                author.send("POST", draft() + "/previews", "{\"expiresAt\":\"2026-11-24T12:00:00+01:00\"}");
        assertThat(opened.json().path("expiresAt").asText()).isEqualTo("2026-11-24T11:00:00Z");
        now = Instant.parse("2026-11-24T10:59:59.999Z");
        assertThat(anybody.send("GET", target(opened, "en"), null).status()).isEqualTo(200);
        now = Instant.parse("2026-11-24T11:00:00Z");
        assertNothing(target(opened, "en"));
    }

    @Test
    void all_of_a_posts_previews_end_at_once_when_they_are_revoked_and_no_others() {
        String path = draft();
        Http.Answer other = author.send("POST", draft() + "/previews", null);
        List<Http.Answer> opened = List.of(
                author.send("POST", path + "/previews", null),
                editor.send("POST", path + "/previews", "{\"expiresAt\":\"2026-12-01T08:00:00Z\"}"));
        assertThat(author.send("DELETE", path + "/previews", null).status()).isEqualTo(204);
        opened.forEach(each -> assertNothing(target(each, "en")));
        assertThat(anybody.send("GET", target(other, "en"), null).status()).isEqualTo(200);
        assertThat(author.send("DELETE", path + "/previews", null).status()).isEqualTo(204);
    }

    @Test
    void it_ends_with_the_post() {
        String path = draft();
        Http.Answer opened = author.send("POST", path + "/previews", null);
        assertThat(author.send("DELETE", path, null, "if-match", "\"1\"").status())
                .isEqualTo(204);
        assertNothing(target(opened, "en"));
    }

    @Test
    void nothing_else_opens_it() {
        Http.Answer opened = author.send("POST", draft() + "/previews", null);
        Http.Answer ofAnother = author.send("POST", draft() + "/previews", null);
        String target = target(opened, "en");
        String token = target.substring(target.indexOf('=') + 1);
        assertNothing(target.substring(0, target.indexOf('?')));
        assertNothing(target.replace(token, ""));
        assertNothing(target.replace(token, token.substring(1)));
        assertNothing(target.replace(token, (token.startsWith("A") ? "B" : "A") + token.substring(1)));
        assertNothing(target.replace(token, target(ofAnother, "en").replaceFirst(".*=", "")));
        assertNothing(target.replace("/en?", "/ar?"));
        assertNothing(target.replace("/en?", "/media/abc/480.jpg?"));
        assertNothing(target.replaceFirst("previews/\\w+", "previews/01KB07ZD8Q8G2J6V5F3M9T4XWA"));
        assertNothing(target.replaceFirst("previews/\\w+", "previews/" + "9".repeat(5_000)));
        assertNothing(target.replace(token, "x".repeat(5_000)));
    }

    @Test
    void authors_open_and_end_those_of_their_own_posts_editors_all() {
        String path = draft();
        for (String method : List.of("POST", "DELETE")) {
            Http.Answer hidden = otherAuthor.send(method, path + "/previews", null);
            assertThat(hidden.status()).isEqualTo(404);
            assertThat(hidden.body())
                    .isEqualTo(otherAuthor
                            .send(method, "/api/posts/01KB07ZD8Q8G2J6V5F3M9T4XWA/previews", null)
                            .body());
            assertThat(anybody.send(method, path + "/previews", null).status()).isEqualTo(403);
        }
        editor.send("POST", path + "/publish", "{}", "if-match", "\"1\"");
        assertThat(otherAuthor.send("POST", path + "/previews", null).status()).isEqualTo(403);
        assertThat(editor.send("POST", path + "/previews", null).status()).isEqualTo(201);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"expiresAt":"2026-11-24T08:00:00Z"}    | 422 | /expiresAt | in-the-past
            {"expiresAt":"2026-12-01T08:00:01Z"}    | 422 | /expiresAt | too-late
            {"expiresAt":"tomorrow"}                | 422 | /expiresAt | bad-format
            {"expiresAt":"2026-11-24T09:00:00"}     | 422 | /expiresAt | bad-format
            {"expiresAt":7}                         | 422 | /expiresAt | wrong-type
            {"until":"2026-11-24T09:00:00Z"}        | 422 | /until     | unknown-field
            []                                      | 422 | ``         | wrong-type
            {                                       | 400 |            |
            """)
    void what_cannot_be_taken_is_named(String body, int status, String pointer, String code) {
        Http.Answer answer = author.send("POST", draft() + "/previews", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        if (code != null) {
            JsonNode error = answer.json().at("/errors/0");
            assertThat(error.path("pointer").asText()).isEqualTo(pointer);
            assertThat(error.path("code").asText()).isEqualTo(code);
            assertThat(error.path("detail").asText()).isNotBlank();
        }
    }

    @Test
    void a_repeated_request_gets_the_same_address_though_no_table_has_it() {
        String path = draft();
        Http.Answer first = author.send("POST", path + "/previews", "{}", "idempotency-key", "p1");
        now = NOW.plus(Duration.ofMinutes(5));
        assertThat(author.send("POST", path + "/previews", "{}", "idempotency-key", "p1"))
                .isEqualTo(first);
        String token = target(first, "en").replaceFirst(".*=", "");
        assertThat(everythingKept())
                .contains("PREVIEW#", "\"expiresAt\":\"2026")
                .doesNotContain(token);
        author.send("DELETE", path + "/previews", null);
        assertThat(author.send("POST", path + "/previews", "{}", "idempotency-key", "p1"))
                .as("a repeated request opens nothing again")
                .isEqualTo(first);
        assertNothing(target(first, "en"));
    }

    @Test
    void a_browser_that_comes_too_late_gets_a_page_that_does_not_tell_what_was_there() {
        String path = draft();
        Http.Answer opened = author.send("POST", path + "/previews", null);
        now = NOW.plus(Duration.ofHours(1));
        String[] browser = {"accept", "text/html,application/xhtml+xml;q=0.9"};
        Http.Answer late = anybody.send("GET", target(opened, "fr"), null, browser);
        assertThat(late.status()).isEqualTo(404);
        assertThat(Jsoup.parse(late.body()).select("html").attr("lang")).isEqualTo("fr");
        assertThat(late.body()).doesNotContain("Pas encore").doesNotContain("Aperçu");
        assertThat(late)
                .isEqualTo(anybody.send("GET", "/api/previews/01KB07ZD8Q8G2J6V5F3M9T4XWA/fr?token=x", null, browser));
    }

    /** All of the table as text; kept answers are compressed. */
    private String everythingKept() {
        var kept = new StringBuilder();
        tables.client()
                .scanPaginator(scan -> scan.tableName(tables.posts()))
                .items()
                .forEach(item -> {
                    kept.append(item);
                    if (item.containsKey("answer")) {
                        kept.append(
                                unzipped(item.get("answer").m().get("body").b().asInputStream()));
                    }
                });
        return kept.toString();
    }

    private static String unzipped(InputStream bytes) {
        try (var zip = new GZIPInputStream(bytes)) {
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As any address at which there never was anything. */
    private void assertNothing(String target) {
        Http.Answer answer = anybody.send("GET", target, null);
        assertThat(answer).as(target).isEqualTo(anybody.send("GET", "/api/nothing", null));
        assertThat(answer.status()).isEqualTo(404);
    }

    private String draft() {
        return author.send("POST", "/api/posts", DRAFT).headers().get("Location");
    }

    private static String target(Http.Answer opened, String language) {
        URI url = URI.create(opened.json().at("/urls/" + language).asText());
        return url.getRawPath() + "?" + url.getRawQuery();
    }
}

package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import press.communique.api.link.LinkPolicy;
import press.communique.api.link.Web;
import press.communique.store.testing.LocalTables;

/** What a preflight tells of a post. Links, SES and the site's bucket are bytes of a small server on this machine. */
class PreflightTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final String FINE = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalTables tables = new LocalTables();
    private final Web web = new Web();
    private Instant now = NOW;
    private final EditorApi api = new EditorApi(
            environment(),
            () -> now,
            new LinkPolicy(
                    host -> List.of(InetAddress.getByName(host.endsWith(".example") ? "127.0.0.1" : host)),
                    InetAddress::isLoopbackAddress,
                    Set.of(80, 443, web.port())));
    private final Http author = new Http(api, "ann", "[author]");
    private final Http otherAuthor = new Http(api, "bob", "[author]");
    private final Http editor = new Http(api, "ed", "[editor]");

    PreflightTest() {
        account(14, 50_000, 790);
        Http.Answer site = new Http(api, "root", "[admin]").send("PUT", "/api/site", """
                {"names":{"en":"Ministry"},"languages":["en","fr","nl"],"defaultLanguage":"en",
                 "timeZone":"Europe/Brussels","types":[{"id":"news-item","names":{"en":"News item"}}],
                 "topics":[{"id":"trade","names":{"en":"Trade"}}]}""", "if-match", "\"0\"");
        assertThat(site.status()).as(site.body()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void of_a_post_in_order_there_is_nothing_to_say_and_nothing_is_changed() {
        String path = draft(post("A title", "A summary.", "A [link](" + link("/fine") + ")."));
        Http.Answer before = author.send("GET", path, null);
        web.answer("/fine", FINE);
        Http.Answer report = author.send("POST", path + "/preflight", null);
        assertThat(report.status()).as(report.body()).isEqualTo(200);
        assertThat(report.json().path("revision").asInt()).isEqualTo(1);
        // The link is no https one, since the small server speaks none.
        assertThat(findings(report)).containsExactly("warning insecure-link /editions/en/body");
        assertThat(report.json().at("/mailing").toString())
                .isEqualTo("{\"readers\":0,\"perSecond\":13.3,\"seconds\":0,\"leftToday\":49210}");
        assertThat(author.send("GET", path, null)).isEqualTo(before);
    }

    @Test
    void missing_languages_and_summaries_that_cards_cannot_use_are_told() {
        String path = draft("""
                {"type":"news-item","editions":{
                 "fr":{"title":"Un titre","summary":"%s"},
                 "nl":{"title":"Een titel"}}}""".formatted("é".repeat(201)));
        assertThat(findings(author.send("POST", path + "/preflight", null)))
                .containsExactly(
                        "warning missing-edition /editions/en",
                        "warning long-summary /editions/fr/summary",
                        "warning missing-summary /editions/nl/summary");
        String other = draft(post("A title", "é".repeat(200), "")
                .replace(",\"nl\":{\"title\":\"A title nl\",\"summary\":\"S\"}", ""));
        assertThat(findings(author.send("POST", other + "/preflight", null)))
                .containsExactly("note missing-edition /editions/nl");
    }

    @Test
    void every_link_is_asked_for_wherever_it_stands() {
        web.answer("/fine", FINE);
        web.answer("/gone", "HTTP/1.1 410 Gone\r\n\r\n");
        web.answer("/staff", "HTTP/1.1 403 No\r\n\r\n");
        web.answer("/cloud", "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest/\r\n\r\n");
        ObjectNode post = (ObjectNode)
                Http.parse(
                        post(
                                "A title",
                                "S",
                                "[a](" + link("/fine") + ") [b](" + link("/gone") + ") [c](" + link("/staff") + ") [d]("
                                        + link("/cloud")
                                        + ") [e](http://10.1.2.3/) [f](https://news.example:444/) [g](mailto:a@b.example) [h](#section)"));
        ObjectNode french = (ObjectNode) post.at("/editions/fr");
        french.put("body", "[b](" + link("/gone#part") + ")");
        post.putArray("links")
                .addObject()
                .put("url", link("/gone?x"))
                .putObject("titles")
                .put("en", "More");
        Http.Answer report = author.send("POST", draft(post.toString()) + "/preflight", null);
        var found = new TreeSet<>(findings(report));
        found.removeIf(finding -> finding.contains("insecure-link"));
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "warning broken-link /editions/en/body",
                        "warning broken-link /editions/fr/body",
                        "warning broken-link /links/0/url",
                        "note closed-link /editions/en/body",
                        "warning private-link /editions/en/body");
        assertThat(report.body())
                .contains(link("/gone") + ": It answers 410.")
                .contains(link("/cloud") + ": It is redirected. It leads into a private network.")
                .contains("http://10.1.2.3/: It leads into a private network.")
                .contains("https://news.example:444/: It leads to port 444");
        assertThat(web.asked().stream().filter(head -> head.contains("GET /gone ")))
                .as("once, however often it stands there")
                .hasSize(1);
        assertThat(findings(report)).contains("warning insecure-link /links/0/url");
    }

    @Test
    void a_path_that_is_too_long_for_the_bucket_leads_to_nothing() {
        String path = "/news/" + "x".repeat(1_500) + ".html";
        web.answer("/site" + path, "HTTP/1.1 400 KeyTooLongError\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        Http.Answer report = author.send("POST", draft(post("A title", "S", "[a](" + path + ")")) + "/preflight", null);
        assertThat(report.status()).as(report.body()).isEqualTo(200);
        assertThat(findings(report)).contains("warning broken-own-link /editions/en/body");
    }

    @Test
    void links_to_our_own_site_lead_to_what_is_there_or_will_be() {
        web.answer("/site/news/index.html", FINE);
        web.answer("/site/old/page.html", FINE);
        Http.Answer report = author.send(
                "POST",
                draft(
                                post(
                                        "A title",
                                        "S",
                                        "[a](/news/) [b](/news) [c](https://www.example.org/old/page.html#x) [d](/news/2026/11/a-title/)"
                                                + " [e](/fr/news/2026/11/a-title-fr/) [f](/api/health) [g](/nowhere/) [h](programme.pdf)"))
                        + "/preflight",
                null);
        assertThat(report.json().path("findings"))
                .extracting(finding -> finding.path("detail").asText())
                .containsExactly(
                        "Our site has nothing at https://www.example.org/news/2026/11/a-title/programme.pdf.",
                        "Our site has nothing at https://www.example.org/nowhere/.");
        assertThat(web.asked()).noneMatch(head -> head.startsWith("GET /nowhere"));
    }

    @Test
    void of_a_text_full_of_links_the_worst_is_told() {
        var body = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            body.append("[x](/nowhere/")
                    .append(i)
                    .append("/) [y](http://10.0.0.1/")
                    .append(i)
                    .append(") ");
        }
        Http.Answer report = author.send("POST", draft(post("A title", "S", body.toString())) + "/preflight", null);
        assertThat(findings(report)).hasSize(201).endsWith("note more-findings ");
        assertThat(web.asked().stream().filter(head -> head.contains("/nowhere/")))
                .hasSize(60);
    }

    @Test
    void titles_and_addresses_that_another_post_has_are_told() {
        publish(post("Agreement", "S", "")
                .replace("\"title\":\"Agreement\"", "\"title\":\"Agreement\",\"slug\":\"signed\""));
        publish(post("Summer", "S", ""));
        // The address that the title makes.
        assertThat(findings(author.send("POST", draft(post("Summer", "S", "")) + "/preflight", null)))
                .containsExactlyInAnyOrder(
                        "warning title-collides /editions/en/title",
                        "warning title-collides /editions/fr/title",
                        "warning title-collides /editions/nl/title");
        // A slug that was asked for.
        assertThat(findings(author.send(
                        "POST",
                        draft(
                                        "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"T\",\"slug\":\"signed\",\"summary\":\"S\"}}}")
                                + "/preflight",
                        null)))
                .contains("error taken /editions/en/slug");
        // The same slug in another month; an unreleased post and one's own have none that counts.
        now = Instant.parse("2027-03-01T08:00:00Z");
        String again = draft(post("Summer", "S", ""));
        Http.Answer report = author.send("POST", again + "/preflight", null);
        assertThat(findings(report))
                .containsExactlyInAnyOrder(
                        "note slug-repeated /editions/en/title",
                        "note slug-repeated /editions/fr/title",
                        "note slug-repeated /editions/nl/title");
        assertThat(report.body()).contains("/fr/news/2026/11/summer-fr/");
        assertThat(editor.send("POST", again + "/publish", "{}", "if-match", "\"1\"")
                        .status())
                .isEqualTo(200);
        assertThat(findings(author.send("POST", again + "/preflight", null))).isEmpty();
    }

    @Test
    void what_ses_cannot_take_today_and_what_it_does_not_say_is_told() {
        String path = draft(post("A title", "S", ""));
        web.answer("/v2/email/account", "HTTP/1.1 400 Bad\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        Http.Answer report = author.send("POST", path + "/preflight", null);
        assertThat(findings(report)).containsExactly("note quota-unknown ");
        assertThat(report.json().path("mailing").isNull()).isTrue();
        account(1, -1, 7);
        assertThat(author.send("POST", path + "/preflight", null)
                        .json()
                        .at("/mailing/leftToday")
                        .isNull())
                .as("no limit")
                .isTrue();
    }

    @Test
    void authors_look_at_their_own_posts_editors_at_all() {
        String path = draft(post("A title", "S", ""));
        assertThat(otherAuthor.send("POST", path + "/preflight", null).status()).isEqualTo(404);
        assertThat(editor.send("POST", path + "/preflight", "{}").status()).isEqualTo(200);
        assertThat(new Http(api, null, null)
                        .send("POST", path + "/preflight", null)
                        .status())
                .isEqualTo(403);
        Http.Answer invalid = author.send("POST", path + "/preflight", "{\"links\":false}");
        assertThat(invalid.status()).isEqualTo(422);
        assertThat(invalid.json().at("/errors/0/pointer").asText()).isEqualTo("/links");
        editor.send("POST", path + "/publish", "{}", "if-match", "\"1\"");
        assertThat(otherAuthor.send("POST", path + "/preflight", null).status()).isEqualTo(403);
    }

    /** In all three languages. */
    private static String post(String title, String summary, String body) {
        ObjectNode post = JSON.createObjectNode().put("type", "news-item");
        ObjectNode editions = post.putObject("editions");
        editions.putObject("en").put("title", title).put("summary", summary).put("body", body);
        editions.putObject("fr").put("title", title + " fr").put("summary", "S");
        editions.putObject("nl").put("title", title + " nl").put("summary", "S");
        return post.toString();
    }

    private String draft(String json) {
        Http.Answer created = author.send("POST", "/api/posts", json);
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.headers().get("Location");
    }

    private void publish(String json) {
        Http.Answer created = editor.send(
                "POST", "/api/posts", json.replaceFirst("\\{", "{\"state\":\"published\",\"notify\":false,"));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
    }

    private String link(String path) {
        return web.url("news.example", path);
    }

    /** As {@code warning broken-link /links/0/url}. */
    private static List<String> findings(Http.Answer report) {
        assertThat(report.status()).as(report.body()).isEqualTo(200);
        var found = new java.util.ArrayList<String>();
        for (JsonNode finding : report.json().path("findings")) {
            assertThat(finding.path("detail").asText()).isNotBlank();
            found.add(finding.path("severity").asText() + " "
                    + finding.path("code").asText() + " "
                    + finding.path("pointer").asText());
        }
        return found;
    }

    private void account(double perSecond, double perDay, double sent) {
        String account = "{\"SendQuota\":{\"Max24HourSend\":%s,\"MaxSendRate\":%s,\"SentLast24Hours\":%s}}"
                .formatted(perDay, perSecond, sent);
        web.answer(
                "/v2/email/account",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + account.length()
                        + "\r\nConnection: close\r\n\r\n" + account);
    }

    private Map<String, String> environment() {
        String server = "http://127.0.0.1:" + web.port();
        return Environments.of(tables, "AWS_ENDPOINT_URL_S3", server, "AWS_ENDPOINT_URL_SESV2", server);
    }
}

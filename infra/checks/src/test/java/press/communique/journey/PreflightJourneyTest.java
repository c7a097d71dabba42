package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;

/** What an editor hears before a release is what readers get with it; nobody's private network is asked for anything. */
class PreflightJourneyTest {

    private static final String SETTINGS = """
            {
              "names": {"en": "Ministry of Foreign Affairs", "fr": "Ministère des Affaires étrangères"},
              "languages": ["en", "fr"],
              "defaultLanguage": "en",
              "timeZone": "Europe/Brussels",
              "types": [{"id": "news-item", "names": {"en": "News item", "fr": "Actualité"}}],
              "topics": [],
              "sender": "newsroom@example.org"
            }
            """;

    private Newsroom newsroom;

    @Test
    void what_is_told_before_is_what_happens(@TempDir Path data) throws Exception {
        var asked = new AtomicInteger();
        HttpServer inside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inside.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        inside.start();
        try (LocalStack stack = LocalStack.start(Stack.options(data))) {
            newsroom = new Newsroom(stack);
            newsroom.settings(SETTINGS);
            newsroom.published("""
                    {"type": "news-item", "state": "published", "notify": false, "editions":
                      {"en": {"title": "Signed", "summary": "S"}, "fr": {"title": "Signé", "summary": "S"}}}""");
            newsroom.subscribed("both@example.org", "fr", "en").subscribed("english@example.org", "en");
            newsroom.subscribe("""
                    {"email": "digest@example.org", "languages": ["fr"], "frequency": "daily"}""").is(202);
            newsroom.press(newsroom.page(newsroom.mail("digest@example.org", 1)
                    .get(0)
                    .link("/subscriptions/confirm")
                    .toString()));
            stack.mailFaults().quota(1, 200);
            int port = inside.getAddress().getPort();
            JsonNode post = newsroom.post("/api/posts", """
                            {"type": "news-item", "editions": {
                              "en": {"title": "Signed", "summary": "S", "body": "[a](/news/) [b](/fr/feeds/news.rss) [c](/nowhere/)"},
                              "fr": {"title": "Deux", "summary": "%s",
                                     "body": "[a](http://127.0.0.1:%d/) [b](http://localhost/admin) [c](http://169.254.169.254/latest/)"}}}""".formatted("s".repeat(300), port))
                    .is(201)
                    .json();

            JsonNode report = newsroom.post("/api/posts/" + post.path("id").asText() + "/preflight", "{}")
                    .is(200)
                    .json();
            assertThat(findings(report))
                    .containsExactly(
                            "warning broken-own-link /editions/en/body",
                            "warning title-collides /editions/en/title",
                            "warning insecure-link /editions/fr/body",
                            "warning insecure-link /editions/fr/body",
                            "warning insecure-link /editions/fr/body",
                            "warning private-link /editions/fr/body",
                            "warning private-link /editions/fr/body",
                            "warning private-link /editions/fr/body",
                            "warning long-summary /editions/fr/summary");
            assertThat(asked).as("requests to a private network").hasValue(0);
            assertThat(report.path("audience").toString())
                    .isEqualTo("{\"immediate\":{\"readers\":2,\"languages\":{\"en\":1,\"fr\":1}},"
                            + "\"daily\":{\"readers\":1,\"languages\":{\"fr\":1}},"
                            + "\"weekly\":{\"readers\":0,\"languages\":{}},\"exact\":true}");
            assertThat(report.at("/mailing/perSecond").asDouble()).isEqualTo(0.95);
            assertThat(report.at("/mailing/seconds").asInt()).isEqualTo(3);
            assertThat(report.at("/mailing/leftToday").asInt()).isBetween(150, 200);

            stack.mailFaults().clear();
            JsonNode released = newsroom.step(post, "publish", "{}");
            assertThat(newsroom.path(released, "en")).endsWith("/signed-2/");
            assertThat(newsroom.mailed(released).at("/channels/email/accepted").asInt())
                    .isEqualTo(2);
        } finally {
            inside.stop(0);
        }
    }

    private static List<String> findings(JsonNode report) {
        var found = new ArrayList<String>();
        for (JsonNode finding : report.path("findings")) {
            found.add(finding.path("severity").asText() + " "
                    + finding.path("code").asText() + " "
                    + finding.path("pointer").asText());
        }
        return found;
    }
}

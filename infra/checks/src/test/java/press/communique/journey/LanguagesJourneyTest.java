package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;

/** One post in three languages, one of them written from right to left: each reader gets theirs. */
class LanguagesJourneyTest {

    private static final String SETTINGS = """
            {
              "names": {"en": "Ministry of Foreign Affairs", "fr": "Ministère des Affaires étrangères", "ar": "وزارة الخارجية"},
              "languages": ["en", "fr", "ar"],
              "defaultLanguage": "en",
              "timeZone": "Europe/Brussels",
              "types": [{"id": "press-release", "names": {"en": "Press release", "fr": "Communiqué de presse", "ar": "بيان صحفي"}}],
              "topics": [],
              "sender": "newsroom@example.org"
            }
            """;

    private static final Map<String, String> TITLES =
            Map.of("en", "Agreement in Geneva", "fr", "Accord à Genève", "ar", "اتفاق في جنيف");

    private static final String POST = """
            {"type": "press-release", "state": "published", "publishAt": "2014-04-18T10:00:00Z", "editions": {
              "en": {"title": "Agreement in Geneva", "body": "They agreed."},
              "fr": {"title": "Accord à Genève", "body": "Ils sont d’accord."},
              "ar": {"title": "اتفاق في جنيف", "body": "اتفقوا."}}}
            """;

    private Newsroom newsroom;

    @Test
    void a_post_in_three_languages(@TempDir Path data) throws Exception {
        try (LocalStack stack = LocalStack.start(Stack.options(data))) {
            newsroom = new Newsroom(stack);
            newsroom.settings(SETTINGS);
            newsroom.subscribed("both@example.org", "fr", "en")
                    .subscribed("arabic@example.org", "ar")
                    .subscribed("english@example.org");
            JsonNode post = newsroom.published(POST);
            JsonNode english = newsroom.published("""
                    {"type": "press-release", "state": "published", "editions": {"en": {"title": "In English only"}}}
                    """);

            each_edition_has_its_page(post);
            each_language_has_its_lists(post, newsroom.path(english, "en"));
            each_reader_gets_their_edition(post);
        }
    }

    private void each_edition_has_its_page(JsonNode post) {
        assertThat(newsroom.path(post, "en")).isEqualTo("/news/2014/04/agreement-in-geneva/");
        assertThat(newsroom.path(post, "fr")).isEqualTo("/fr/news/2014/04/accord-a-geneve/");
        assertThat(newsroom.path(post, "ar")).startsWith("/ar/news/2014/04/%D8%A7");
        var addresses = new TreeMap<String, String>();
        TITLES.keySet()
                .forEach(language ->
                        addresses.put(language, post.at("/urls/" + language).asText()));
        for (String language : TITLES.keySet()) {
            Document page = newsroom.page(newsroom.path(post, language));
            Element html = page.selectFirst("html");
            assertThat(html.attr("lang")).isEqualTo(language);
            assertThat(html.attr("dir")).isEqualTo(language.equals("ar") ? "rtl" : "ltr");
            assertThat(page.selectFirst("article h1").text()).isEqualTo(TITLES.get(language));
            var alternates = new TreeMap<String, String>();
            for (Element alternate : page.select("link[rel=alternate][hreflang]")) {
                alternates.put(alternate.attr("hreflang"), alternate.attr("href"));
            }
            assertThat(alternates).as("alternates of %s", language).containsAllEntriesOf(addresses);
            assertThat(alternates.get("x-default")).isIn(null, addresses.get("en"));
        }
        assertThat(newsroom.page(newsroom.path(post, "fr"))
                        .selectFirst("article .rail")
                        .text())
                .isEqualTo("18 avril 2014 Communiqué de presse");
    }

    private void each_language_has_its_lists(JsonNode post, String english) {
        for (String language : TITLES.keySet()) {
            String prefix = language.equals("en") ? "" : "/" + language;
            String path = newsroom.path(post, language);
            for (String list : new String[] {"/", "/news/", "/type/press-release/"}) {
                Document page = newsroom.page(prefix + list);
                assertThat(page.select("html").attr("lang")).isEqualTo(language);
                assertThat(page.select(".row a[href=" + path + "]").text())
                        .as("%s%s", prefix, list)
                        .isEqualTo(TITLES.get(language));
                assertThat(page.select(".row")).hasSize(language.equals("en") ? 2 : 1);
                assertThat(page.select("a[href=" + english + "]").isEmpty()).isEqualTo(!language.equals("en"));
            }
            assertThat(newsroom.get(prefix + "/feeds/news.rss").is(200).feed().getEntries())
                    .extracting(entry -> entry.getTitle())
                    .contains(TITLES.get(language))
                    .hasSize(language.equals("en") ? 2 : 1);
        }
    }

    private void each_reader_gets_their_edition(JsonNode post) {
        newsroom.mailed(post);
        // Two releases that follow each other at once may be mailed in either order.
        assertThat(newsroom.mail("both@example.org", 3))
                .extracting(Letter::subject)
                .contains("In English only");
        Letter french = newsroom.mail("both@example.org", "Accord à Genève");
        assertThat(french.text()).contains(post.at("/urls/fr").asText());
        assertThat(french.html().selectFirst("html").attr("lang")).isEqualTo("fr");
        Letter arabic = newsroom.mail("arabic@example.org", 2).get(0);
        assertThat(arabic.subject()).isEqualTo("اتفاق في جنيف");
        assertThat(arabic.html().selectFirst("html").attr("dir")).isEqualTo("rtl");
        assertThat(arabic.text()).contains(post.at("/urls/ar").asText());
        assertThat(newsroom.mail("english@example.org", 3))
                .extracting(Letter::subject)
                .contains("Agreement in Geneva");
    }
}

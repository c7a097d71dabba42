package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;
import press.communique.local.Options;

/** Somebody subscribes; an editor posts once; page, lists, feed and mail come out; the reader leaves. */
abstract class MainJourney {

    /** So that the journey can be made again where its traces are kept. */
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    private final String ada = "ada-" + run + "@example.org";
    private final String ben = "ben-" + run + "@example.org";
    private Newsroom newsroom;

    /** The stack to make it with. */
    abstract Options options(Path data);

    @Test
    void from_a_subscription_to_its_end(@TempDir Path data) throws Exception {
        try (LocalStack stack = LocalStack.start(options(data))) {
            newsroom = new Newsroom(stack);
            newsroom.settings(Stack.SETTINGS);

            Letter confirmation = ada_asks_for_the_news();
            a_mail_scanner_follows_the_link(confirmation);
            a_release_does_not_reach_who_has_not_confirmed();
            ada_confirms(confirmation);
            newsroom.subscribed(ben);

            JsonNode post = an_editor_posts_once();
            readers_see_it_on_its_page(post);
            readers_find_it_in_every_list(post);
            feed_readers_get_it(post);
            Letter mail = both_get_one_mail(post);
            editors_see_what_every_channel_did(post);

            ada_leaves_with_one_click(mail);
            JsonNode next = newsroom.published(release("The next agreement " + run));
            newsroom.mail(ben, 3);
            assertThat(newsroom.mailed(next).at("/channels/email/uncertain").asInt())
                    .isZero();
            assertThat(newsroom.mail(ada)).as("mail after the end").hasSize(2);
            leave(newsroom.mail(ben).get(0).oneClick());
        }
    }

    private Letter ada_asks_for_the_news() {
        Answer answer = newsroom.subscribe("{\"email\": \"" + ada + "\", \"types\": [\"press-release\"]}")
                .is(202);
        assertThat(answer.json().get("message").asText()).startsWith("Check your mail");
        Letter letter = newsroom.mail(ada, 1).get(0);
        assertThat(letter.subject()).isEqualTo("Ministry of Foreign Affairs: confirm your subscription");
        assertThat(letter.from()).isEqualTo("newsroom@example.org");
        assertThat(letter.to()).containsExactly(ada);
        URI link = letter.link("/subscriptions/confirm");
        assertThat(link.toString()).startsWith(newsroom.site().toString());
        assertThat(letter.text()).contains(link.toString());
        return letter;
    }

    private void a_mail_scanner_follows_the_link(Letter letter) {
        URI link = letter.link("/subscriptions/confirm");
        for (int i = 0; i < 2; i++) {
            Document page = Newsroom.send(HttpRequest.newBuilder(link)).is(200).page();
            assertThat(page.selectFirst("h1").text()).isEqualTo("Confirm your subscription");
            assertThat(page.select("main form[method=post] button").eachText())
                    .containsExactly("Yes, send me the news");
        }
        Answer head = Newsroom.send(HttpRequest.newBuilder(link).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).isIn(200, 405);
    }

    private void a_release_does_not_reach_who_has_not_confirmed() {
        JsonNode early = newsroom.published(release("Too early for Ada " + run));
        JsonNode books = newsroom.mailed(early).at("/channels/email");
        assertThat(books.get("pending").asInt()).isZero();
        assertThat(newsroom.mail(ada)).as("mail before the confirmation").hasSize(1);
    }

    private void ada_confirms(Letter letter) {
        Document page = Newsroom.send(HttpRequest.newBuilder(letter.link("/subscriptions/confirm")))
                .is(200)
                .page();
        assertThat(newsroom.press(page).is(200).page().selectFirst("h1").text()).isEqualTo("You are subscribed");
        assertThat(newsroom.press(page).status()).as("pressed twice").isEqualTo(200);
    }

    private String release(String title) {
        return """
                {
                  "type": "press-release",
                  "topics": ["ukraine"],
                  "authors": ["Press office"],
                  "editions": {"en": {
                    "title": "%s",
                    "summary": "The parties agreed & signed.",
                    "body": "The parties **agreed** in Geneva.\\n\\n> I call on everybody.\\n\\n<script>alert(1)</script>"
                  }},
                  "links": [{"titles": {"en": "The whole text"}, "url": "https://agreement.example.org/"}],
                  "publishAt": "2014-04-18T11:58:00+02:00",
                  "state": "published"
                }
                """.formatted(title);
    }

    private String title() {
        return "Minister welcomes “the agreement” <" + run + ">";
    }

    private JsonNode an_editor_posts_once() {
        Answer created = newsroom.post("/api/posts", release(title())).is(201);
        JsonNode post = created.json();
        assertThat(created.header("Location"))
                .isEqualTo("/api/posts/" + post.get("id").asText());
        assertThat(created.header("ETag")).isEqualTo("\"" + post.get("revision") + "\"");
        assertThat(post.get("state").asText()).isEqualTo("published");
        assertThat(post.get("publishedAt").asText()).isEqualTo("2014-04-18T09:58:00Z");
        assertThat(newsroom.path(post, "en")).isEqualTo("/news/2014/04/minister-welcomes-the-agreement-" + run + "/");
        return newsroom.live(post);
    }

    private void readers_see_it_on_its_page(JsonNode post) {
        Answer answer = newsroom.get(newsroom.path(post, "en")).is(200);
        Document page = answer.page();
        assertThat(page.title()).isEqualTo(title() + " – Ministry of Foreign Affairs");
        Element article = page.selectFirst("article");
        assertThat(article.selectFirst("h1").text()).isEqualTo(title());
        assertThat(article.selectFirst(".standfirst").text()).isEqualTo("The parties agreed & signed.");
        assertThat(article.selectFirst(".kind").text()).isEqualTo("Press release");
        assertThat(article.selectFirst("time").text()).isEqualTo("18 April 2014");
        assertThat(article.selectFirst("time").attr("datetime")).isEqualTo("2014-04-18");
        assertThat(article.selectFirst(".prose strong").text()).isEqualTo("agreed");
        assertThat(article.selectFirst(".prose blockquote").text()).isEqualTo("I call on everybody.");
        assertThat(article.text()).contains("Press office");
        assertThat(answer.body()).doesNotContain("alert(1)");
        Element link = page.selectFirst("a[href=https://agreement.example.org/]");
        assertThat(link.text()).isEqualTo("The whole text (leads to another site)");
        assertThat(page.selectFirst("link[rel=canonical]").attr("href"))
                .isEqualTo(post.at("/urls/en").asText());
        everything_on_it_is_there(page);
    }

    /** No page leads to one that is not there. */
    private void everything_on_it_is_there(Document page) {
        for (Element link : page.select("a[href], link[href]")) {
            String target = link.absUrl("href").replaceFirst("#.*", "");
            if (target.startsWith(newsroom.site().toString())) {
                assertThat(Newsroom.send(HttpRequest.newBuilder(URI.create(target)))
                                .status())
                        .as("%s on %s", target, page.location())
                        .isEqualTo(200);
            }
        }
    }

    private void readers_find_it_in_every_list(JsonNode post) {
        String path = newsroom.path(post, "en");
        for (String list : List.of("/", "/news/", "/type/press-release/", "/topic/ukraine/")) {
            Document page = newsroom.page(list);
            Element row = page.selectFirst(".row:has(a[href=" + path + "])");
            assertThat(row).as("the post on %s", list).isNotNull();
            assertThat(row.selectFirst("h3").text()).isEqualTo(title());
            assertThat(row.selectFirst("time").text()).isEqualTo("18 Apr 2014");
            assertThat(row.selectFirst(".kind").text()).isEqualTo("Press release");
            assertThat(row.selectFirst(".summary").text()).isEqualTo("The parties agreed & signed.");
            everything_on_it_is_there(page);
        }
    }

    private void feed_readers_get_it(JsonNode post) {
        String address = newsroom.page("/")
                .selectFirst("link[rel=alternate][type=application/rss+xml]")
                .absUrl("href");
        assertThat(URI.create(address).getPath()).isEqualTo("/feeds/news.rss");
        SyndFeed feed = Newsroom.send(HttpRequest.newBuilder(URI.create(address)))
                .is(200)
                .feed();
        assertThat(feed.getFeedType()).isEqualTo("rss_2.0");
        assertThat(feed.getTitle()).isEqualTo("Ministry of Foreign Affairs");
        SyndEntry entry = feed.getEntries().stream()
                .filter(each -> each.getLink().equals(post.at("/urls/en").asText()))
                .findFirst()
                .orElseThrow();
        assertThat(entry.getUri()).matches("urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(entry.getTitle()).isEqualTo(title());
        assertThat(Jsoup.parse(entry.getDescription().getValue()).text()).isEqualTo("The parties agreed & signed.");
        assertThat(entry.getPublishedDate().toInstant()).isEqualTo("2014-04-18T09:58:00Z");
        assertThat(entry.getContents()).hasSize(1);
        assertThat(entry.getContents().get(0).getValue())
                .contains("<strong>agreed</strong>")
                .doesNotContain("script");
        assertThat(newsroom.get("/feeds/news.rss").body())
                .doesNotContain(post.get("id").asText());
    }

    private Letter both_get_one_mail(JsonNode post) {
        newsroom.mail(ben, 2);
        Letter mail = newsroom.mail(ada, 2).get(0);
        assertThat(mail.subject()).isEqualTo(title());
        assertThat(mail.to()).containsExactly(ada);
        assertThat(mail.text())
                .contains("The parties agreed & signed.")
                .contains(post.at("/urls/en").asText());
        assertThat(mail.html().text()).contains("Press release, 18 April 2014", title());
        assertThat(mail.link(newsroom.path(post, "en")).toString())
                .isEqualTo(post.at("/urls/en").asText());
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.oneClick().toString()).startsWith(newsroom.site() + "subscriptions/unsubscribe?token=");
        return mail;
    }

    private void editors_see_what_every_channel_did(JsonNode post) {
        JsonNode receipt = newsroom.mailed(post);
        assertThat(receipt.at("/channels/site/state").asText()).isEqualTo("live");
        assertThat(receipt.at("/channels/site/files").asInt()).isPositive();
        assertThat(receipt.at("/channels/feeds/state").asText()).isEqualTo("live");
        JsonNode books = receipt.at("/channels/email");
        assertThat(books.get("accepted").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(Books.sum(books)).isEqualTo(books.get("audience").asInt());
        assertThat(books.get("pending").asInt()).isZero();
    }

    private void ada_leaves_with_one_click(Letter mail) {
        URI oneClick = mail.oneClick();
        Document page = Newsroom.send(HttpRequest.newBuilder(oneClick)).is(200).page();
        assertThat(page.selectFirst("main button").text()).isEqualTo("Unsubscribe");
        leave(oneClick);
        leave(oneClick);
        String multipart =
                "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
        Newsroom.send(HttpRequest.newBuilder(oneClick)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(BodyPublishers.ofString(multipart)))
                .is(200);
    }

    private static void leave(URI oneClick) {
        Newsroom.send(HttpRequest.newBuilder(oneClick)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click")))
                .is(200);
    }
}

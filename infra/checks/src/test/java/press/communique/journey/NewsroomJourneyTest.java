package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import press.communique.local.LocalStack;

/** A whole newsroom of nine posts goes through the API as it is, and nothing of it is lost. */
class NewsroomJourneyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AWAY = " (leads to another site)";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private Newsroom newsroom;
    private JsonNode site;

    /** The sample that is part of the project, and the newsroom that lies beside it on some machines. */
    static Stream<Path> newsrooms() {
        Path sample = Repository.file("infra/local/src/main/resources/sample/newsroom.json");
        Path beside = Repository.file("../shared/data/newsroom-2014.json");
        if (!Files.exists(beside)) {
            System.out.println("Skipped: the newsroom of 2014, since " + beside + " is not there.");
            return Stream.of(sample);
        }
        return Stream.of(sample, beside);
    }

    /** A post as it was sent, and what the API answered. */
    private record Sent(JsonNode draft, JsonNode post) {

        String title() {
            return draft.at("/editions/en/title").asText();
        }

        Instant date() {
            return Instant.parse(post.get("publishedAt").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("newsrooms")
    void nine_posts(Path file, @TempDir Path data) throws Exception {
        JsonNode all = JSON.readTree(Files.readString(file));
        site = all.get("site");
        try (LocalStack stack = LocalStack.start(Stack.options(data))) {
            newsroom = new Newsroom(stack);
            newsroom.settings(site.toString());
            var sent = new ArrayList<Sent>();
            for (JsonNode draft : all.get("posts")) {
                sent.add(new Sent(
                        draft,
                        newsroom.post("/api/posts", draft.toString()).is(201).json()));
            }
            assertThat(sent).hasSize(9);
            sent.forEach(each -> newsroom.live(each.post()));
            sent.sort(Comparator.comparing(Sent::date).reversed());

            all_of_it_can_be_read_back(sent);
            each_has_a_page_with_all_its_text(sent);
            all_news_is_in_order(sent);
            home_begins_with_the_featured_post(sent);
            navigation_says_what_leads_outside();
            the_feed_has_all_nine(sent);
        }
    }

    private void all_of_it_can_be_read_back(List<Sent> sent) {
        for (Sent each : sent) {
            JsonNode kept = newsroom.ask("/api/posts/" + each.post().get("id").asText())
                    .is(200)
                    .json();
            for (String field : List.of("type", "topics", "links", "featured")) {
                assertThat(kept.get(field))
                        .as("%s of %s", field, each.title())
                        .isEqualTo(each.draft().get(field));
            }
            for (String field : List.of("title", "summary", "body")) {
                assertThat(kept.at("/editions/en/" + field).asText())
                        .isEqualTo(each.draft().at("/editions/en/" + field).asText());
            }
            assertThat(kept.get("publishedAt").asText())
                    .isEqualTo(
                            OffsetDateTime.parse(each.draft().get("publishAt").asText())
                                    .toInstant()
                                    .toString());
        }
    }

    private void each_has_a_page_with_all_its_text(List<Sent> sent) {
        int silent = 0;
        for (Sent each : sent) {
            Document page = newsroom.page(newsroom.path(each.post(), "en"));
            assertThat(page.selectFirst("article h1").text()).isEqualTo(each.title());
            assertThat(page.selectFirst("article .kind").text()).isEqualTo(kind(each));
            String words = page.selectFirst("article").text();
            JsonNode edition = each.draft().at("/editions/en");
            if (edition.has("body")) {
                assertThat(words).contains(plainly(edition.get("body")));
            } else {
                silent++;
                assertThat(each.draft().get("type").asText()).isEqualTo("speech");
                assertThat(page.select(".prose")).isEmpty();
                assertThat(words).contains(plainly(edition.get("summary")));
            }
            for (JsonNode link : each.draft().get("links")) {
                assertThat(page.selectFirst("a[href=" + link.get("url").asText() + "]")
                                .text())
                        .isEqualTo(link.at("/titles/en").asText() + AWAY);
            }
        }
        assertThat(silent).as("speeches without a text").isEqualTo(1);
    }

    /** As it reads on the page: a line for all, no stars around what is emphasised. */
    private static String plainly(JsonNode markdown) {
        return markdown.asText().replace("*", "").replaceAll("\\s+", " ").strip();
    }

    private String kind(Sent each) {
        for (JsonNode type : site.get("types")) {
            if (type.get("id").equals(each.draft().get("type"))) {
                return type.at("/names/en").asText();
            }
        }
        throw new AssertionError("No such type: " + each.draft());
    }

    private String day(Sent each) {
        return DAY.format(each.date().atZone(ZoneId.of(site.get("timeZone").asText())));
    }

    private void all_news_is_in_order(List<Sent> newestFirst) {
        Elements rows = newsroom.page("/news/").select(".row");
        assertThat(rows.select("h3").eachText())
                .isEqualTo(newestFirst.stream().map(Sent::title).toList());
        assertThat(rows.select("time").eachText())
                .isEqualTo(newestFirst.stream().map(this::day).toList());
        assertThat(rows.select("time").eachText()).startsWith("22 Apr 2014").endsWith("2 Apr 2014");
        assertThat(rows.select(".kind").eachText())
                .isEqualTo(newestFirst.stream().map(this::kind).toList())
                .contains("Press release", "News item", "Speech");
        assertThat(newsroom.page("/type/speech/").select(".row h3").eachText())
                .isEqualTo(newestFirst.stream()
                        .filter(each -> kind(each).equals("Speech"))
                        .map(Sent::title)
                        .toList());
        assertThat(newsroom.page("/topic/great-lakes/").select(".row")).hasSize(3);
    }

    private void home_begins_with_the_featured_post(List<Sent> newestFirst) {
        Sent featured = newestFirst.stream()
                .filter(each -> each.draft().get("featured").asBoolean())
                .findFirst()
                .orElseThrow();
        Document home = newsroom.page("/");
        assertThat(home.selectFirst("h1").text()).isEqualTo(site.at("/names/en").asText());
        Element top = home.selectFirst("main > :first-child");
        assertThat(top.selectFirst("h2 a").text()).isEqualTo(featured.title());
        assertThat(top.selectFirst("h2 a").attr("href")).isEqualTo(newsroom.path(featured.post(), "en"));
        assertThat(top.text()).contains("2 Apr 2014");
        Element onward =
                top.selectFirst("a[href=" + featured.draft().at("/links/0/url").asText() + "]");
        assertThat(onward.text())
                .isEqualTo(featured.draft().at("/links/0/titles/en").asText() + AWAY);
        assertThat(onward.select(".unseen").text()).isEqualTo(AWAY.strip());
        assertThat(home.select(".latest .row h3").eachText())
                .isEqualTo(newestFirst.stream()
                        .filter(each -> each != featured)
                        .map(Sent::title)
                        .toList());
        Element newest = home.selectFirst(".latest .row");
        assertThat(newest.selectFirst("time").text()).isEqualTo("22 Apr 2014");
        assertThat(newest.selectFirst(".summary").text())
                .isEqualTo(newestFirst.get(0).draft().at("/editions/en/summary").asText());
    }

    private void navigation_says_what_leads_outside() {
        Document home = newsroom.page("/");
        for (JsonNode link : site.get("navigation")) {
            Element anchor = home.selectFirst("nav a[href=" + link.get("url").asText() + "]");
            assertThat(anchor.text()).isEqualTo(link.at("/names/en").asText() + AWAY);
        }
        assertThat(site.get("navigation")).hasSize(2);
        for (Element inside : home.select("nav a[href^=/]")) {
            assertThat(inside.text()).doesNotContain(AWAY.strip());
        }
    }

    private void the_feed_has_all_nine(List<Sent> newestFirst) throws IOException {
        var entries = newsroom.get("/feeds/news.rss").is(200).feed().getEntries();
        assertThat(entries)
                .extracting(entry -> entry.getTitle())
                .isEqualTo(newestFirst.stream().map(Sent::title).toList());
        for (var entry : entries) {
            assertThat(URI.create(entry.getLink()).getPath()).startsWith("/news/2014/04/");
        }
    }
}

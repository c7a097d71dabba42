package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Post;
import press.communique.store.testing.SamplePosts;

/** What readers of feeds meet: the whole history, marks of what was withdrawn, never more than a megabyte. */
class FeedFilesTest extends PublishedSite {

    @Test
    void the_whole_history_can_be_walked_back_from_the_atom_feed() {
        List<String> titles = new ArrayList<>();
        for (String date : List.of("2014-06-10", "2014-02-10", "2014-04-10", "2013-12-31")) {
            publisher.publish(List.of(dated(date, date).id()));
            titles.add(date);
        }
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            many.add(dated("April " + i, "2014-04-20").id());
            titles.add("April " + i);
        }
        publisher.publish(many);
        assertThat(walk()).containsExactlyInAnyOrderElementsOf(titles);
        assertThat(links("news/2014/04/index.html")).contains("/news/2014/04/_2/");
        assertThat(titles("news/2014/04/_2/index.html")).hasSize(2);
        assertThat(text("sitemap.xml")).contains("/sitemap/2014-04_2.xml");
    }

    @Test
    void a_withdrawal_leaves_a_mark_in_the_atom_feeds_and_is_never_brought_back() {
        Post post = published("A", "ukraine");
        publisher.publish(List.of(post.id()));
        String id = Jsoup.parse(text("feeds/news.atom"), "", Parser.xmlParser())
                .selectFirst("entry > id")
                .text();
        site.sample.withdraw(post, NOW.plusSeconds(1));
        publisher.publish(List.of(post.id()));
        for (String feed : List.of("feeds/news.atom", "feeds/type/news-item.atom", "feeds/topic/ukraine.atom")) {
            var atom = Jsoup.parse(text(feed), "", Parser.xmlParser());
            assertThat(atom.select("entry")).as(feed).isEmpty();
            assertThat(atom.getElementsByTag("at:deleted-entry").eachAttr("ref"))
                    .as(feed)
                    .containsExactly(id);
        }
        for (String feed : List.of("feeds/news.rss", "feeds/news.json", "feeds/archive/2026-11.atom")) {
            assertThat(text(feed)).as(feed).isNotEmpty().doesNotContain(id);
        }
        publisher.publish(List.of(published("B", "ukraine").id()));
        assertThat(text("feeds/news.atom")).contains("deleted-entry ref=\"" + id);
    }

    @Test
    void what_looks_like_markup_in_a_summary_is_words_to_a_reader_of_feeds() {
        String summary = "If a<b then c & d, says <title>";
        publisher.publish(List.of(written("Words", summary, "Text.", false).id()));
        var rss = Jsoup.parse(text("feeds/news.rss"), "", Parser.xmlParser());
        assertThat(Jsoup.parse(rss.selectFirst("item > description").text()).text())
                .isEqualTo(summary);
        assertThat(Jsoup.parse(text("feeds/news.atom"), "", Parser.xmlParser())
                        .selectFirst("summary")
                        .text())
                .isEqualTo(summary);
    }

    @Test
    void a_note_below_a_text_is_found_from_feeds_and_from_the_home_page() {
        Post post = written("Noted", "In short", "Words[^1]\n\n[^1]: The note.", true);
        publisher.publish(List.of(post.id()));
        String page = links("news/index.html").stream()
                .filter(link -> link.contains("/noted/"))
                .findFirst()
                .orElseThrow();
        String note = "https://www.example.org" + page + "#fn-1";
        assertThat(links("index.html")).contains(note);
        for (String feed : List.of("feeds/news.rss", "feeds/news.json", "feeds/news.atom")) {
            assertThat(text(feed)).as(feed).contains(note);
        }
    }

    private Post written(String title, String summary, String body, boolean featured) {
        Content content = SamplePosts.content(title);
        Edition edition = new Edition(title, summary, body, Optional.empty());
        var draft = new Content(
                content.type(),
                content.topics(),
                content.authors(),
                new TreeMap<>(Map.of("en", edition)),
                content.links(),
                featured,
                false,
                List.of(),
                Optional.empty());
        return site.sample.publish(site.sample.draft(draft, NOW), false, NOW);
    }

    @Test
    void no_feed_is_larger_than_a_megabyte_and_what_does_not_fit_keeps_its_summary() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            String body = ("\"Quoted\" <b>& bold</b> words. ".repeat(100) + "\n\n").repeat(25);
            ids.add(written("Long " + i, "In short " + i, body, false).id());
        }
        publisher.publish(ids);
        for (String key :
                List.of("feeds/news.rss", "feeds/news.atom", "feeds/news.json", "feeds/archive/2026-11.atom")) {
            assertThat(files.file(key).orElseThrow().bytes().length).as(key).isBetween(500_000, 1_000_000);
            for (int i = 0; i < 9; i++) {
                assertThat(text(key)).as(key).contains("In short " + i);
            }
        }
    }
}

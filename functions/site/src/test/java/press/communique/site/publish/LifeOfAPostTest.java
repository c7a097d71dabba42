package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Intent;
import press.communique.core.post.Post;
import press.communique.core.problem.Problems;
import press.communique.core.site.Label;
import press.communique.core.site.SiteSettings;
import press.communique.store.posts.AddressTaken;
import press.communique.store.posts.Addresses;

/** What readers find at a post's addresses while it is corrected, moved, taken back and brought back. */
class LifeOfAPostTest {

    private static final String A = "news/2026/11/a/index.html";
    private static final String B = "news/2026/11/b/index.html";
    private static final String C = "news/2026/11/c/index.html";

    private final TestSite site = new TestSite();

    @BeforeEach
    void two_languages() {
        site.sites.replace(0, settings("Ministry", "Ukraine"), "admin", site.now());
    }

    @Test
    void a_correction_stands_on_top_of_the_page_and_in_the_feed_and_moves_its_date() {
        Post post = released(en("A", "a"));
        site.now(Instant.parse("2026-11-25T23:30:00Z"));
        Post corrected = correct(post, Map.of("en", "It was on 6 May, not on <7 May>."));
        assertThat(Jsoup.parse(site.text(A))
                        .select("article > aside.correction")
                        .text())
                .as("dated in the site's time zone")
                .isEqualTo("Correction 26 November 2026 It was on 6 May, not on <7 May>.");
        assertThat(site.text(A).indexOf("class=\"correction\""))
                .isLessThan(site.text(A).indexOf("class=\"prose\""));
        var item =
                Jsoup.parse(site.text("feeds/news.rss"), "", Parser.xmlParser()).selectFirst("item");
        assertThat(Jsoup.parse(item.select("description").text()).text())
                .isEqualTo("Correction of 26 November 2026: It was on 6 May, not on <7 May>. About A");
        assertThat(item.select("content|encoded").text())
                .startsWith("<p>Correction of 26 November 2026: It was on 6 May, not on &lt;7 May&gt;.</p>")
                .contains("Text of A");
        assertThat(item.select("guid").text()).isEqualTo("urn:uuid:" + post.feedId());
        assertThat(site.text("feeds/news.rss")).contains("<lastBuildDate>Wed, 25 Nov 2026 23:30:00 GMT");
        assertThat(corrected.released().orElseThrow().corrections()).hasSize(1);
    }

    @Test
    void corrections_stay_with_later_releases_the_latest_first() {
        Post post = correct(released(en("A", "a")), Map.of("en", "First slip."));
        post = correct(post, Map.of("en", "Second slip."));
        post = release(site.sample.save(post, en("A2", "a"), site.now()));
        assertThat(Jsoup.parse(site.text(A)).select("aside.correction .body").eachText())
                .containsExactly("Second slip.", "First slip.");
    }

    @Test
    void an_edition_that_the_correction_does_not_name_does_not_show_it() {
        Post post = released(both("A", "a", "fa"));
        correct(post, Map.of("fr", "Le 6 mai."));
        assertThat(site.text(A)).doesNotContain("aside");
        assertThat(site.text("feeds/news.rss")).doesNotContain("6 mai");
        assertThat(site.text("fr/news/2026/11/fa/index.html")).contains("Le 6 mai.");
        assertThat(site.text("fr/feeds/news.rss")).contains("Rectificatif du 24 novembre 2026");
    }

    @Test
    void a_correction_means_mail_for_this_reason_only_if_it_is_asked_for() {
        Post post = released(en("A", "a"));
        correct(post, Map.of("en", "Quietly."));
        assertThat(site.releases.openIntents(post.id())).isEmpty();
        Post again = site.sample.posts().find(post.id()).orElseThrow();
        site.sample.publish(again, true, Map.of("en", "Loudly."), site.now());
        assertThat(site.releases.openIntents(post.id()))
                .extracting(Intent::name)
                .containsExactly("correction#2");
    }

    @Test
    void every_former_slug_leads_to_the_present_one_in_one_hop() {
        Post post = released(en("A", "a"));
        post = release(site.sample.save(post, en("A", "b"), site.now()));
        post = release(site.sample.save(post, en("A", "c"), site.now()));
        assertThat(site.location(A)).isEqualTo("/news/2026/11/c/");
        assertThat(site.location(B)).isEqualTo("/news/2026/11/c/");
        assertThat(site.location(C)).isEmpty();
        assertThat(Jsoup.parse(site.text(A)).select("main a").attr("href")).isEqualTo("/news/2026/11/c/");
        assertThat(site.text(A)).doesNotContain("Text of A");
        assertThat(site.text("news/index.html")).contains("/news/2026/11/c/").doesNotContain("/news/2026/11/a/");
    }

    @Test
    void a_slug_that_comes_back_shows_the_page_again() {
        Post post = released(en("A", "a"));
        post = release(site.sample.save(post, en("A", "b"), site.now()));
        post = release(site.sample.save(post, en("A", "a"), site.now()));
        assertThat(site.location(A)).isEmpty();
        assertThat(site.text(A)).contains("Text of A");
        assertThat(site.location(B)).isEqualTo("/news/2026/11/a/");
    }

    @Test
    void another_post_cannot_take_a_slug_that_a_post_once_had() {
        Post post = released(en("A", "a"));
        release(site.sample.save(post, en("A", "b"), site.now()));
        Post other = site.sample.draft(en("A", "a"), site.now());
        var problems = new Problems();
        new Addresses(site.tables.client(), site.tables.posts())
                .propose(other, site.now(), site.sites.current(), problems);
        assertThat(problems.found()).extracting(problem -> problem.code()).containsExactly("taken");
        assertThatThrownBy(() -> site.sample.publish(other, false, site.now())).isInstanceOf(AddressTaken.class);
        site.publish(other);
        assertThat(site.location(A)).isEqualTo("/news/2026/11/b/");
    }

    @Test
    void a_slow_writer_of_the_former_page_does_not_bring_it_back() {
        Post post = site.sample.publish(site.sample.draft(en("A", "a"), site.now()), false, site.now());
        var once = new AtomicBoolean();
        site.files.beforePut(file -> {
            // It has rendered the page and sleeps; meanwhile the post goes out, moves, comes back and moves again.
            if (file.key().equals(A) && once.compareAndSet(false, true)) {
                site.publish(post);
                Post moved = release(site.sample.save(post, en("A", "b"), site.now()));
                Post back = release(site.sample.save(moved, en("A", "a"), site.now()));
                release(site.sample.save(back, en("A", "b"), site.now()));
            }
        });
        site.publish(post);
        assertThat(site.location(A)).isEqualTo("/news/2026/11/b/");
        assertThat(site.location(B)).isEmpty();
        assertThat(site.releases.live(post.id()).orElseThrow().revision()).isEqualTo(8);
    }

    @Test
    void a_slow_mover_does_not_undo_the_return_of_a_slug() {
        Post post = released(en("A", "a"));
        Post moved = site.sample.publish(site.sample.save(post, en("A", "b"), site.now()), false, site.now());
        var once = new AtomicBoolean();
        site.files.beforePut(file -> {
            if (file.key().equals(A) && file.location().isPresent() && once.compareAndSet(false, true)) {
                release(site.sample.save(moved, en("A", "a"), site.now()));
            }
        });
        site.publish(moved);
        assertThat(site.location(A)).isEmpty();
        assertThat(site.text(A)).contains("Text of A");
        assertThat(site.location(B)).isEqualTo("/news/2026/11/a/");
    }

    @Test
    void a_language_that_goes_leaves_its_lists_and_its_address_leads_to_the_default_edition() {
        Post post = released(both("A", "a", "fa"));
        assertThat(site.text(A)).contains("hreflang=\"fr\" href=\"https://www.example.org/fr/news/2026/11/fa/\"");
        post = release(site.sample.save(post, en("A", "a"), site.now()));
        assertThat(site.location("fr/news/2026/11/fa/index.html")).isEqualTo("/news/2026/11/a/");
        assertThat(site.text(A)).doesNotContain("/fr/news/2026/11/fa/");
        assertThat(site.titles("fr/news/index.html")).isEmpty();
        assertThat(site.text("fr/feeds/news.rss")).doesNotContain("<item>");
        release(site.sample.save(post, both("A", "a", null), site.now()));
        assertThat(site.location("fr/news/2026/11/fa/index.html")).isEmpty();
        assertThat(site.titles("fr/news/index.html")).containsExactly("A (fr)");
    }

    @Test
    void a_second_language_added_later_is_linked_from_the_first_and_enters_its_own_lists() {
        Post post = released(en("A", "a"));
        assertThat(site.titles("fr/news/index.html")).isEmpty();
        release(site.sample.save(post, both("A", "a", "fa"), site.now()));
        assertThat(site.text(A)).contains("hreflang=\"fr\" href=\"https://www.example.org/fr/news/2026/11/fa/\"");
        assertThat(site.titles("fr/news/index.html")).containsExactly("A (fr)");
        assertThat(site.titles("news/index.html")).containsExactly("A");
    }

    @Test
    void a_change_of_type_and_topic_leaves_the_old_lists() {
        Post post = released(en("A", "a"));
        Content moved = new Content(
                "speech",
                List.of("great-lakes"),
                List.of(),
                en("A", "a").editions(),
                List.of(),
                false,
                false,
                List.of(),
                Optional.empty());
        assertThat(site.titles("type/news-item/index.html")).containsExactly("A");
        assertThat(site.titles("topic/ukraine/index.html")).containsExactly("A");
        release(site.sample.save(post, moved, site.now()));
        assertThat(site.titles("type/news-item/index.html")).isEmpty();
        assertThat(site.titles("topic/ukraine/index.html")).isEmpty();
        assertThat(site.text("feeds/topic/ukraine.rss")).doesNotContain("<item>");
        assertThat(site.titles("type/speech/index.html")).containsExactly("A");
        assertThat(site.titles("topic/great-lakes/index.html")).containsExactly("A");
        assertThat(site.titles("news/index.html")).containsExactly("A");
    }

    @Test
    void a_withdrawal_can_lead_elsewhere_from_every_address_the_post_ever_had() {
        Post post = released(both("A", "a", "fa"));
        post = release(site.sample.save(post, both("A", "b", "fa"), site.now()));
        withdraw(post, Optional.of("https://elsewhere.example.org/new"));
        for (String key : List.of(A, B, "fr/news/2026/11/fa/index.html")) {
            assertThat(site.location(key)).as(key).isEqualTo("https://elsewhere.example.org/new");
            assertThat(site.text(key)).as(key).doesNotContain("Text of A");
        }
        assertThat(site.titles("news/index.html")).isEmpty();
    }

    @Test
    void a_former_slug_of_a_withdrawn_post_leads_to_its_notice() {
        Post post = released(en("A", "a"));
        post = release(site.sample.save(post, en("A", "b"), site.now()));
        withdraw(post, Optional.empty());
        assertThat(site.location(A)).isEqualTo("/news/2026/11/b/");
        assertThat(site.text(B)).contains("Published by mistake.");
    }

    @Test
    void what_is_reinstated_is_the_text_that_was_public_with_its_corrections_and_mails_nobody() {
        Post post = correct(released(en("A", "a")), Map.of("en", "A slip."));
        post = withdraw(post, Optional.of("/news/"));
        post = site.sample.save(post, en("A draft", "draft"), site.now());
        post = site.sample.reinstate(post, site.now());
        site.publish(post);
        assertThat(site.location(A)).isEmpty();
        assertThat(site.text(A)).contains("Text of A").contains("A slip.").doesNotContain("A draft");
        assertThat(site.titles("news/index.html")).containsExactly("A");
        assertThat(site.text("feeds/news.rss")).contains("urn:uuid:" + post.feedId());
        assertThat(site.releases.openIntents(post.id())).isEmpty();
        assertThat(site.sample
                        .posts()
                        .find(post.id())
                        .orElseThrow()
                        .content()
                        .editions()
                        .get("en")
                        .title())
                .isEqualTo("A draft");
        release(post);
        assertThat(site.location(A)).isEqualTo("/news/2026/11/draft/");
    }

    @Test
    void all_of_it_is_what_a_rebuild_gives_byte_for_byte() {
        Post post = correct(released(both("A", "a", "fa")), Map.of("en", "A slip."));
        post = release(site.sample.save(post, both("A", "b", "fb"), site.now()));
        release(site.sample.save(post, en("A", "b"), site.now()));
        withdraw(released(en("C", "c")), Optional.empty());
        withdraw(released(en("D", "d")), Optional.of("/news/"));
        site.publish(site.sample.reinstate(withdraw(released(en("E", "e")), Optional.empty()), site.now()));
        // Lists that never had a post come with the settings' own rebuild.
        site.rebuild().start();
        site.carryOut();
        assertThat(site.check().differences()).isEmpty();
        assertThat(site.check().files()).isGreaterThan(30);
    }

    private Post released(Content content) {
        return release(site.sample.draft(content, site.now()));
    }

    private Post release(Post post) {
        Post published = site.sample.publish(post, false, site.now());
        site.publish(published);
        return published;
    }

    private Post correct(Post post, Map<String, String> correction) {
        Post published = site.sample.publish(post, false, correction, site.now());
        site.publish(published);
        return published;
    }

    private Post withdraw(Post post, Optional<String> redirectTo) {
        Post withdrawn = site.sample.withdraw(post, redirectTo, site.now());
        site.publish(withdrawn);
        return withdrawn;
    }

    private static Content en(String title, String slug) {
        return content(Map.of("en", edition(title, slug)));
    }

    private static Content both(String title, String slug, String french) {
        return content(Map.of("en", edition(title, slug), "fr", edition(title + " (fr)", french)));
    }

    private static Edition edition(String title, String slug) {
        return new Edition(title, "About " + title, "Text of " + title, Optional.ofNullable(slug));
    }

    private static Content content(Map<String, Edition> editions) {
        return new Content(
                "news-item",
                List.of("ukraine"),
                List.of(),
                new TreeMap<>(editions),
                List.of(),
                false,
                false,
                List.of(),
                Optional.empty());
    }

    static SiteSettings settings(String name, String topic) {
        SiteSettings initial = SiteSettings.initial();
        return new SiteSettings(
                0,
                Map.of("en", name, "fr", name + " (fr)"),
                initial.taglines(),
                List.of("en", "fr"),
                "en",
                ZoneId.of("Europe/Brussels"),
                initial.types(),
                List.of(new Label("ukraine", Map.of("en", topic)), new Label("great-lakes", Map.of("en", "Lakes"))),
                initial.navigation(),
                initial.sender(),
                initial.contact(),
                initial.accent(),
                initial.logo(),
                initial.pages(),
                Optional.empty(),
                false,
                0.003);
    }
}

package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import press.communique.core.page.Stamp;
import press.communique.core.post.Post;
import press.communique.core.site.SiteSettings;
import press.communique.site.files.SiteFile;
import press.communique.store.site.Rebuilds;
import press.communique.store.testing.SamplePosts;

/** Rendering everything again, beside everything else that happens. */
class RebuildTest {

    private static final String A = "news/2026/11/a/index.html";

    private final TestSite site = new TestSite();

    @BeforeEach
    void a_site_that_was_built() {
        site.sites.replace(0, LifeOfAPostTest.settings("Ministry", "Ukraine"), "admin", site.now());
        site.rebuild().start();
        site.carryOut();
    }

    @Test
    void a_new_name_of_a_topic_shows_wherever_the_topic_does() {
        publish("A", "ukraine");
        replace(LifeOfAPostTest.settings("Ministry", "Ukraine and Moldova"));
        site.rebuild().start();
        site.carryOut();
        for (String key : List.of(A, "topic/ukraine/index.html", "feeds/topic/ukraine.rss", "subscribe/index.html")) {
            assertThat(site.text(key)).as(key).contains("Ukraine and Moldova");
        }
        assertThat(site.check().differences()).isEmpty();
    }

    @Test
    void a_damaged_and_a_missing_file_are_made_again_when_somebody_asks() {
        publish("A");
        SiteFile page = site.files.file(A).orElseThrow();
        site.files.put(
                SiteFile.html(A, page.stamp(), page.cacheTags(), "damaged".getBytes(StandardCharsets.UTF_8)),
                site.files.look(A));
        site.files.remove(site.files.list("feeds/news.rsr").get(0));
        assertThat(site.check().differences())
                .containsExactlyInAnyOrderEntriesOf(Map.of(A, "other bytes", "feeds/news.rss", "missing"));
        site.rebuildAll();
        assertThat(site.check().differences()).isEmpty();
        assertThat(site.text(A)).contains("Text of A");
        assertThat(site.purged).contains("rebuild-1-1");
    }

    @Test
    void a_post_whose_text_is_lost_keeps_its_page_and_the_rebuild_comes_to_its_end() {
        Post lost = publish("A");
        publish("B");
        Post withdrawn = publish("C");
        site.sample.withdraw(withdrawn, site.now().plusSeconds(1));
        site.publish(withdrawn);
        site.loseText(lost);
        site.loseText(withdrawn);
        site.files.forgetWrites();
        site.rebuildAll();
        assertThat(isDone()).isTrue();
        assertThat(site.files.writes())
                .contains("news/2026/11/b/index.html", "feeds/news.rss")
                .doesNotContain(A);
        assertThat(site.text(A)).contains("Text of A");
    }

    @Test
    void whatever_becomes_of_its_messages_a_rebuild_goes_on_where_it_was() {
        var posts = new ArrayList<Post>();
        for (int i = 0; i < 60; i++) {
            posts.add(site.sample.publish(
                    site.sample.draft(SamplePosts.content("P" + i), site.now()), false, site.now()));
        }
        site.publisher().publish(posts.stream().map(Post::id).toList());
        site.rebuilds.request("admin", site.now());
        site.rebuild().start();
        var progress = new ArrayList<Long>();
        var carried = new ArrayList<String>();
        for (int turn = 0; !isDone() && turn < 100; turn++) {
            progress.add(site.rebuilds.progress().orElseThrow().pieces());
            if (site.pieces.isEmpty()) {
                site.now(site.now().plus(Duration.ofMinutes(16)));
                site.rebuild().tend();
            }
            Piece piece = site.pieces.poll();
            if (turn % 3 == 0) {
                // Lost, with whatever else is on its way.
                site.pieces.clear();
            } else if (turn % 3 == 1) {
                // Delivered twice.
                carryOut(piece, carried);
                carryOut(piece, carried);
            } else {
                carryOut(piece, carried);
            }
        }
        assertThat(isDone()).isTrue();
        assertThat(progress).isSorted().contains(0L, 1L, 2L);
        assertThat(carried).as("no piece is rendered twice").doesNotHaveDuplicates();
        assertThat(site.check().differences()).isEmpty();
    }

    @Test
    void a_rebuild_that_read_before_a_withdrawal_does_not_bring_the_post_back() {
        Post post = publish("A");
        var once = new java.util.concurrent.atomic.AtomicBoolean();
        site.files.beforePut(file -> {
            if (file.key().equals(A) && once.compareAndSet(false, true)) {
                site.publish(site.sample.withdraw(post, site.now()));
            }
        });
        site.rebuildAll();
        assertThat(once).isTrue();
        assertThat(site.text(A)).contains("Published by mistake.").doesNotContain("Text of A");
        assertThat(site.check().differences()).isEmpty();
    }

    @Test
    void a_list_that_a_rebuild_has_read_and_a_release_has_changed_since_keeps_the_release() {
        publish("A");
        var once = new java.util.concurrent.atomic.AtomicBoolean();
        site.files.beforePut(file -> {
            if (file.key().equals("news/index.html") && once.compareAndSet(false, true)) {
                publish("B");
            }
        });
        site.rebuildAll();
        assertThat(site.titles("news/index.html")).containsExactlyInAnyOrder("A", "B");
        assertThat(site.check().differences()).isEmpty();
    }

    @Test
    void newer_settings_and_a_later_request_take_over_from_a_rebuild_under_way() {
        publish("A");
        site.rebuilds.request("admin", site.now());
        site.rebuild().start();
        Piece old = site.pieces.poll();
        site.rebuilds.request("admin", site.now());
        site.rebuild().start();
        site.files.forgetWrites();
        site.rebuild().carryOut(old.json());
        assertThat(site.files.writes()).isEmpty();
        site.carryOut();
        assertThat(site.rebuilds.progress().orElseThrow().run()).isEqualTo(2);
        assertThat(isDone()).isTrue();
    }

    @Test
    void files_that_nothing_accounts_for_go_and_all_others_stay() {
        publish("A", "ukraine");
        publish("B");
        put("junk.html");
        put("zz/deep/junk.html");
        put("topic/gone/index.html");
        put("media/0a1b/photo.jpg");
        // An hour's grace.
        site.now(site.now().plus(Duration.ofDays(2)));
        put("just-now.html");
        List<String> before = new ArrayList<>(site.files.all().keySet());
        site.rebuildAll();
        before.removeAll(List.of("junk.html", "zz/deep/junk.html", "topic/gone/index.html", "media/0a1b/photo.jpg"));
        assertThat(site.files.all().keySet()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(before).contains(A, "just-now.html", "topic/great-lakes/index.html");
    }

    @Test
    void a_file_that_somebody_writes_while_it_is_being_removed_stays() {
        put("news/2026/11/b/index.html");
        var found = site.files.list("news/2026").get(0);
        publish("B");
        // The writer saw the stray file and replaced it.
        assertThat(site.files.remove(found)).isFalse();
        assertThat(site.text("news/2026/11/b/index.html")).contains("Text of B");
    }

    @Test
    void a_style_sheet_stays_thirty_days_after_its_last_day_in_use() {
        String first = stylesheet();
        daysLater(40);
        replace(withAccent("#336699"));
        site.rebuild().start();
        site.carryOut();
        assertThat(stylesheet()).isNotEqualTo(first);
        daysLater(29);
        assertThat(site.files.file(first)).isPresent();
        daysLater(2);
        assertThat(site.files.file(first)).isEmpty();
        assertThat(site.files.file(stylesheet())).isPresent();
        assertThat(site.check().differences()).isEmpty();
    }

    @Test
    void what_newer_code_has_written_is_not_taken_for_an_orphan() {
        put("news-of-tomorrow.html", new Stamp(Stamp.RENDERER + 1, 1, 0));
        site.now(site.now().plus(Duration.ofDays(2)));
        site.rebuildAll();
        assertThat(site.files.file("news-of-tomorrow.html")).isPresent();
    }

    @Test
    void a_newer_renderer_makes_everything_again_once() {
        publish("A");
        madeBy(Stamp.maker() - 1);
        site.files.forgetWrites();
        site.rebuild().tend();
        site.carryOut();
        assertThat(isDone()).isTrue();
        assertThat(site.files.writes()).contains(A, "news/index.html", "feeds/news.rss");
        assertThat(site.rebuilds.requested().orElseThrow().by()).isEqualTo("renderer");
        long run = site.rebuilds.requested().orElseThrow().run();
        site.rebuild().tend();
        assertThat(site.pieces).isEmpty();
        assertThat(site.rebuilds.requested().orElseThrow().run()).isEqualTo(run);
    }

    @Test
    void settings_whose_signal_never_came_are_shown_a_minute_later() {
        publish("A");
        site.rebuildAll();
        replace(LifeOfAPostTest.settings("The other name", "Ukraine"));
        site.rebuild().tend();
        assertThat(site.pieces).isEmpty();
        minutesLater(2);
        assertThat(new String(site.files.file("feeds/news.atom").orElseThrow().bytes(), StandardCharsets.UTF_8))
                .contains("The other name");
    }

    @Test
    void a_request_whose_signal_never_came_is_answered_a_minute_later() {
        publish("A");
        site.rebuildAll();
        site.rebuilds.request("admin", site.now());
        minutesLater(2);
        assertThat(site.rebuilds.progress().orElseThrow().run())
                .isEqualTo(site.rebuilds.requested().orElseThrow().run());
        assertThat(isDone()).isTrue();
    }

    private void minutesLater(int minutes) {
        site.now(site.now().plus(Duration.ofMinutes(minutes)));
        site.rebuild().tend();
        site.carryOut();
    }

    @Test
    void an_older_version_leaves_a_rebuild_to_the_newer_one() {
        publish("A");
        madeBy(Stamp.maker() + 1);
        Rebuilds.Progress newer = site.rebuilds.progress().orElseThrow();
        site.files.forgetWrites();
        site.now(site.now().plus(Duration.ofMinutes(16)));
        site.rebuild().tend();
        site.rebuild()
                .carryOut(new Piece(newer.settings(), newer.run(), 0, Piece.Step.valueOf(newer.step()), "").json());
        assertThat(site.pieces).isEmpty();
        assertThat(site.files.writes()).isEmpty();
        assertThat(site.rebuilds.progress()).contains(newer);
    }

    /** As if a version with this renderer had begun the last rebuild. */
    private void madeBy(long maker) {
        long run = site.rebuilds.request("admin", site.now()).run();
        long settings = site.rebuilds.progress().orElseThrow().settings();
        assertThat(site.rebuilds.start(settings, run, maker, Piece.Step.first().name(), site.now()))
                .isTrue();
    }

    private void daysLater(int days) {
        site.now(site.now().plus(Duration.ofDays(days)).plusSeconds(1));
        site.writeForToday();
        site.rebuild().tend();
        site.carryOut();
    }

    private void carryOut(Piece piece, List<String> carried) {
        site.files.forgetWrites();
        site.rebuild().carryOut(piece.json());
        if (!site.files.writes().isEmpty()) {
            carried.add(piece.step() + piece.from());
        }
    }

    private boolean isDone() {
        return site.rebuilds.progress().orElseThrow().finishedAt().isPresent();
    }

    private String stylesheet() {
        return press.communique.core.page.Stylesheet.of(site.sites.current())
                .path()
                .substring(1);
    }

    private Post publish(String title, String... topics) {
        Post post = site.sample.publish(
                site.sample.draft(SamplePosts.content(title, topics), site.now()), false, site.now());
        site.publish(post);
        return post;
    }

    private void replace(SiteSettings settings) {
        site.sites.replace(site.sites.current().revision(), settings, "admin", site.now());
    }

    private static SiteSettings withAccent(String accent) {
        SiteSettings base = LifeOfAPostTest.settings("Ministry", "Ukraine");
        return new SiteSettings(
                0,
                base.names(),
                base.taglines(),
                base.languages(),
                base.defaultLanguage(),
                base.timeZone(),
                base.types(),
                base.topics(),
                base.navigation(),
                base.sender(),
                base.contact(),
                java.util.Optional.of(accent),
                base.logo(),
                base.pages(),
                java.util.Optional.empty(),
                base.fourEyes(),
                base.complaintLimit());
    }

    private void put(String key) {
        put(key, new Stamp(1, 0, 0));
    }

    private void put(String key, Stamp stamp) {
        site.files.put(
                SiteFile.html(key, stamp, List.of("stray"), key.getBytes(StandardCharsets.UTF_8)),
                site.files.look(key));
    }
}

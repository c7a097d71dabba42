package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import press.communique.core.list.ListKey;
import press.communique.core.page.Stamp;
import press.communique.core.post.Post;
import press.communique.core.post.Released;
import press.communique.core.site.Label;
import press.communique.core.site.SiteSettings;
import press.communique.site.feed.FeedTexts;
import press.communique.site.files.MemorySiteFiles;
import press.communique.site.files.Replacement;
import press.communique.site.files.SiteFile;
import press.communique.store.lists.Lists;
import press.communique.store.posts.Addresses;
import press.communique.store.posts.PostShelf;
import press.communique.store.posts.Releases;
import press.communique.store.site.Rebuilds;
import press.communique.store.site.Sites;
import press.communique.store.testing.LocalTables;
import press.communique.store.testing.SamplePosts;

/** The rules that the site must keep while many write at once. */
class PublisherTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final java.net.URI SITE = java.net.URI.create("https://www.example.org");

    private final LocalTables tables = new LocalTables();
    private final SamplePosts sample = new SamplePosts(tables);
    private final Releases releases = new Releases(tables.client(), tables.posts(), null, "none");
    private final Sites sites = new Sites(tables.client(), tables.posts());
    private final MemorySiteFiles files = new MemorySiteFiles();
    private final List<String> purged = new ArrayList<>();
    private final Publisher publisher = parts(files).publisher();

    @Test
    void page_then_lists_then_feeds_then_purge_then_live() {
        Post post = published("A", "ukraine");
        files.beforePut(
                file -> assertThat(releases.live(post.id())).as(file.key()).isEmpty());
        assertThat(publisher.publish(List.of(post.id()))).containsExactly(post.id());
        List<String> writes = files.writes();
        assertThat(writes.lastIndexOf("news/2026/11/a/index.html")).isLessThan(writes.lastIndexOf("news/index.html"));
        assertThat(writes.lastIndexOf("news/index.html")).isLessThan(writes.lastIndexOf("feeds/news.rss"));
        assertThat(writes.lastIndexOf("index.html")).isLessThan(writes.lastIndexOf("feeds/news.rss"));
        assertThat(purged).hasSize(1);
        assertThat(releases.live(post.id()).orElseThrow().revision()).isEqualTo(2);
    }

    @Test
    void nothing_ever_leads_to_a_file_that_is_not_there() {
        files.beforePut(this::assertThatLinksLeadSomewhere);
        for (String title : List.of("A", "B", "C")) {
            Post post = published(title, "ukraine", title.equals("B") ? "great-lakes" : "human-rights");
            publisher.publish(List.of(post.id()));
        }
        assertThat(titles("news/index.html")).containsExactlyInAnyOrder("A", "B", "C");
    }

    @Test
    void telling_it_again_changes_no_byte() {
        Post post = published("A");
        publisher.publish(List.of(post.id()));
        Map<String, SiteFile> before = files.all();
        files.forgetWrites();
        publisher.publish(List.of(post.id(), post.id()));
        assertThat(files.writes()).isEmpty();
        assertSameBytes(files.all(), before);
    }

    @Test
    void a_slow_writer_does_not_bring_back_a_withdrawn_post() {
        Post post = published("A", "ukraine");
        var once = new AtomicBoolean();
        Publisher quick = parts(files).publisher();
        files.beforePut(file -> {
            // The slow one has rendered the page and sleeps before its write; meanwhile the post is withdrawn.
            if (file.key().equals("news/2026/11/a/index.html") && once.compareAndSet(false, true)) {
                quick.publish(List.of(post.id()));
                sample.withdraw(post, NOW.plusSeconds(1));
                quick.publish(List.of(post.id()));
            }
        });
        publisher.publish(List.of(post.id()));
        assertThat(html("news/2026/11/a/index.html"))
                .contains("Published by mistake.")
                .doesNotContain("Text of A");
        assertThat(titles("news/index.html")).isEmpty();
        assertThat(html("feeds/news.rss")).doesNotContain("Text of A");
        assertThat(releases.live(post.id()).orElseThrow().revision()).isEqualTo(3);
    }

    @Test
    void a_writer_that_wakes_after_the_page_was_made_and_withdrawn_stops() {
        Post post = published("A");
        var once = new AtomicBoolean();
        Publisher quick = parts(files).publisher();
        files.beforePut(file -> {
            if (file.key().equals("index.html") && once.compareAndSet(false, true)) {
                sample.withdraw(post, NOW.plusSeconds(1));
                quick.publish(List.of(post.id()));
            }
        });
        publisher.publish(List.of(post.id()));
        assertThat(html("index.html")).doesNotContain(">A<");
        assertThat(html("news/2026/11/a/index.html")).contains("Published by mistake.");
    }

    @Test
    void two_publishers_at_once_lose_nothing_in_any_shared_file() {
        for (String shared : List.of("news/index.html", "index.html", "feeds/news.rss", "topic/ukraine/index.html")) {
            String slow = "Slow " + shared.hashCode();
            String fast = "Fast " + shared.hashCode();
            Post first = published(slow, "ukraine");
            Post second = published(fast, "ukraine");
            var once = new AtomicBoolean();
            Publisher other = parts(files).publisher();
            files.beforePut(file -> {
                if (file.key().equals(shared) && once.compareAndSet(false, true)) {
                    other.publish(List.of(second.id()));
                }
            });
            publisher.publish(List.of(first.id()));
            assertThat(html(shared)).as(shared).contains(slow).contains(fast);
        }
    }

    @Test
    void a_batch_of_releases_writes_each_shared_file_once() {
        publisher.publish(List.of(published("First").id()));
        files.forgetWrites();
        publisher.publish(
                List.of(published("A").id(), published("B").id(), published("C").id()));
        Map<String, Long> counts =
                files.writes().stream().collect(Collectors.groupingBy(key -> key, Collectors.counting()));
        assertThat(counts).allSatisfy((key, count) -> assertThat(count).as(key).isEqualTo(1));
        assertThat(counts).containsKeys("index.html", "news/index.html", "feeds/news.rss");
    }

    @Test
    void after_trouble_with_the_bucket_the_release_is_reported_and_a_retry_completes_it() {
        Post good = published("Good");
        Post bad = published("Bad");
        files.beforePut(file -> {
            if (file.key().contains("/bad/")) {
                throw new IllegalStateException("The bucket does not answer");
            }
        });
        assertThat(publisher.publish(List.of(good.id(), bad.id()))).containsExactly(good.id());
        assertThat(releases.live(good.id())).isPresent();
        assertThat(releases.live(bad.id())).isEmpty();
        assertThat(titles("news/index.html")).containsExactly("Good");
        files.beforePut(file -> {});
        assertThat(publisher.publish(List.of(bad.id()))).containsExactly(bad.id());
        assertThat(titles("news/index.html")).containsExactlyInAnyOrder("Good", "Bad");
    }

    @Test
    void lists_that_were_not_written_are_written_by_the_retry() {
        Post post = published("A");
        files.beforePut(file -> {
            if (file.key().equals("feeds/news.rss")) {
                throw new IllegalStateException("The bucket does not answer");
            }
        });
        assertThat(publisher.publish(List.of(post.id()))).isEmpty();
        files.beforePut(file -> {});
        assertThat(publisher.publish(List.of(post.id()))).containsExactly(post.id());
        assertThat(html("feeds/news.rss")).contains("Text of A");
    }

    @Test
    void a_release_writes_as_many_files_into_a_large_archive_as_into_a_small_one() {
        int small = writesOfOneRelease(5);
        int large = writesOfOneRelease(60);
        assertThat(large).isEqualTo(small).isLessThanOrEqualTo(30);
    }

    @Test
    void a_rebuild_gives_the_same_bytes_as_the_increments() {
        replaceSettings("Ministry");
        Post first = published("A", "ukraine");
        publisher.publish(List.of(first.id()));
        publisher.publish(List.of(published("B").id()));
        Post moved = sample.publish(sample.save(first, SamplePosts.content("A2", "great-lakes"), NOW), false, NOW);
        publisher.publish(List.of(moved.id()));
        Post gone = published("C");
        publisher.publish(List.of(gone.id()));
        sample.withdraw(gone, NOW);
        publisher.publish(List.of(gone.id()));

        var fresh = new MemorySiteFiles();
        rebuild(fresh);
        // Lists that never had a post are there after a rebuild only.
        Map<String, SiteFile> rebuilt = fresh.all();
        rebuilt.keySet().retainAll(files.all().keySet());
        assertSameBytes(rebuilt, files.all());
    }

    @Test
    void a_rebuild_after_a_change_of_settings_shows_it_everywhere_and_keeps_the_withdrawn_away() {
        Post post = published("A", "ukraine");
        publisher.publish(List.of(post.id()));
        sample.withdraw(post, NOW);
        publisher.publish(List.of(post.id()));
        publisher.publish(List.of(published("B").id()));
        replaceSettings("Renamed newsroom");
        rebuild(files);
        assertThat(files.all().entrySet())
                .filteredOn(
                        file -> file.getKey().endsWith(".html") || file.getKey().endsWith(".rss"))
                .allSatisfy(file -> assertThat(html(file.getKey())).contains("Renamed newsroom"));
        assertThat(html("news/2026/11/a/index.html"))
                .contains("Published by mistake.")
                .doesNotContain("Text of A");
    }

    private int writesOfOneRelease(int archive) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < archive; i++) {
            ids.add(published("Archive " + archive + " " + i, "ukraine", "human-rights")
                    .id());
        }
        publisher.publish(ids);
        files.forgetWrites();
        publisher.publish(List.of(
                published("New in " + archive, "ukraine", "human-rights").id()));
        return files.writes().size();
    }

    private void replaceSettings(String name) {
        SiteSettings site = sites.current();
        sites.replace(
                site.revision(),
                new SiteSettings(
                        0,
                        Map.of("en", name),
                        site.taglines(),
                        site.languages(),
                        "en",
                        site.timeZone(),
                        site.types(),
                        List.of(
                                new Label("ukraine", Map.of("en", "Ukraine")),
                                new Label("great-lakes", Map.of("en", "Great Lakes"))),
                        site.navigation(),
                        site.sender(),
                        site.contact(),
                        site.accent(),
                        site.pages(),
                        false,
                        0.003),
                "admin",
                NOW);
    }

    private void rebuild(MemorySiteFiles target) {
        Deque<Piece> pieces = new ArrayDeque<>();
        Rebuild rebuild = parts(target).rebuild(pieces::add);
        rebuild.start();
        while (!pieces.isEmpty()) {
            rebuild.carryOut(pieces.poll().json());
        }
    }

    private void assertThatLinksLeadSomewhere(SiteFile file) {
        for (String path : paths(file)) {
            String key = path.substring(1) + (path.endsWith("/") ? "index.html" : "");
            boolean isItself = key.equals(file.key());
            // The list's page, its feed and the home page link to each other; the first of them cannot wait for the
            // rest.
            boolean isFurniture = key.equals("index.html") || key.equals("news/index.html") || key.endsWith(".rss");
            if (!isItself && !isFurniture) {
                assertThat(files.file(key)).as(file.key() + " leads to " + path).isPresent();
            }
        }
    }

    private static List<String> paths(SiteFile file) {
        String text = new String(file.bytes(), StandardCharsets.UTF_8);
        if (file.key().endsWith(".rss")) {
            return Jsoup.parse(text, "", Parser.xmlParser()).select("item > link").eachText().stream()
                    .map(link -> java.net.URI.create(link).getPath())
                    .toList();
        }
        if (!file.key().endsWith(".html")
                || file.key().startsWith("subscribe")
                || file.key().equals("404.html")) {
            return List.of();
        }
        return Jsoup.parse(text).select("main a[href^=/]").stream()
                .map(link -> java.net.URI.create(link.attr("href")).getPath())
                .filter(path -> !path.startsWith("/subscribe"))
                .toList();
    }

    private Post published(String title, String... topics) {
        return sample.publish(sample.draft(SamplePosts.content(title, topics), NOW), false, NOW);
    }

    private List<String> titles(String key) {
        return Jsoup.parse(html(key)).select("main h2 a, main h3 a").stream()
                .map(Element::text)
                .toList();
    }

    private String html(String key) {
        return files.file(key)
                .map(file -> new String(file.bytes(), StandardCharsets.UTF_8))
                .orElse("");
    }

    private static void assertSameBytes(Map<String, SiteFile> actual, Map<String, SiteFile> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, file) -> assertThat(new String(actual.get(key).bytes(), StandardCharsets.UTF_8))
                .as(key)
                .isEqualTo(new String(file.bytes(), StandardCharsets.UTF_8)));
    }

    private Parts parts(MemorySiteFiles target) {
        return new Parts(target);
    }

    /** A publisher of its own over the same table, as another instance of the function would be. */
    private final class Parts {
        private final Workers workers = new Workers(Runnable::run);
        private final Lists lists = new Lists(tables.client(), tables.posts());
        private final Look.Current looks = new Look.Current(sites, SITE);
        private final MemorySiteFiles target;
        private final Replacement replacement;
        private final PostPages pages;
        private final ListFiles listFiles;

        Parts(MemorySiteFiles target) {
            this.target = target;
            target.now(NOW);
            replacement = new Replacement(target);
            pages = new PostPages(releases, looks, replacement, workers);
            listFiles = new ListFiles(lists, new FeedTexts(releases, SITE), looks, replacement, workers);
        }

        Publisher publisher() {
            return new Publisher(
                    releases,
                    lists,
                    looks,
                    new Furniture(looks, replacement, workers),
                    pages,
                    listFiles,
                    new PurgeRequests() {
                        @Override
                        public void send(Released post, SortedSet<ListKey> touched) {
                            purged.add(post.release().postId());
                        }

                        @Override
                        public void sendAll(String transition) {
                            purged.add("all");
                        }
                    },
                    () -> NOW);
        }

        Rebuild rebuild(RebuildPieces pieces) {
            return new Rebuild(
                    new Rebuilds(tables.client(), tables.posts()),
                    looks,
                    new RebuildWork(
                            releases,
                            new PostShelf(tables.client(), tables.posts()),
                            new Furniture(looks, replacement, workers),
                            pages,
                            listFiles,
                            new Orphans(
                                    target, target, new Addresses(tables.client(), tables.posts()), looks, () -> NOW)),
                    new PurgeRequests() {
                        @Override
                        public void send(Released post, SortedSet<ListKey> touched) {}

                        @Override
                        public void sendAll(String transition) {}
                    },
                    pieces,
                    () -> NOW);
        }
    }

    /** Kept beside the rules: a stamp never reads as another. */
    @Test
    void a_stamp_covers_what_is_not_newer_in_any_part() {
        var order = new LinkedHashMap<Stamp, Boolean>();
        order.put(new Stamp(1, 2, 3), true);
        order.put(new Stamp(1, 2, 4), false);
        order.put(new Stamp(1, 3, 3), false);
        order.put(new Stamp(2, 2, 3), false);
        order.forEach((wanted, covered) ->
                assertThat(new Stamp(1, 2, 3).covers(wanted)).isEqualTo(covered));
    }
}

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
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Post;
import press.communique.core.post.Released;
import press.communique.core.site.Label;
import press.communique.core.site.SiteSettings;
import press.communique.site.feed.FeedTexts;
import press.communique.site.files.MemorySiteFiles;
import press.communique.site.files.Replacement;
import press.communique.site.files.SiteFile;
import press.communique.store.aws.Metrics;
import press.communique.store.lists.Archives;
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

    private Instant now = NOW;
    private int day;
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
        for (String shared : List.of(
                "news/index.html",
                "index.html",
                "feeds/news.rss",
                "feeds/news.atom",
                "feeds/topic/ukraine.json",
                "topic/ukraine/index.html",
                "topic/ukraine/2026/11/index.html",
                "news/2026/11/index.html",
                "feeds/archive/2026-11.atom",
                "sitemap/2026-11.xml",
                "sitemap/news.xml")) {
            String slow = "Slow " + Math.abs(shared.hashCode());
            String fast = "Fast " + Math.abs(shared.hashCode());
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
            // A sitemap of a month has addresses only.
            assertThat(html(shared).toLowerCase(java.util.Locale.ROOT).replace('-', ' '))
                    .as(shared)
                    .contains(slow.toLowerCase(java.util.Locale.ROOT))
                    .contains(fast.toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void two_publishers_that_open_months_at_once_lose_neither() {
        replaceSettings("Ministry");
        publisher.publish(List.of(dated("First", "2014-06-10").id()));
        int month = 0;
        for (String shared : List.of("news/2014/index.html", "sitemap.xml", "news/index.html", "feeds/news.atom")) {
            month++;
            Post slow = dated("Slow " + month, "2014-0" + month + "-10");
            Post fast = dated("Fast " + month, "2013-0" + month + "-10");
            Post faster = dated("Faster " + month, "2014-1" + (month % 3) + "-10");
            var once = new AtomicBoolean();
            Publisher other = parts(files).publisher();
            files.beforePut(file -> {
                if (file.key().equals(shared) && once.compareAndSet(false, true)) {
                    other.publish(List.of(fast.id(), faster.id()));
                }
            });
            publisher.publish(List.of(slow.id()));
            files.beforePut(file -> {});
            assertThat(walk())
                    .as(shared)
                    .contains("Slow " + month, "Fast " + month, "Faster " + month)
                    .doesNotHaveDuplicates();
            assertThat(html("sitemap.xml")).contains("2014-0" + month, "2013-0" + month);
            assertThat(links("news/2014/index.html")).contains("/news/2014/0" + month + "/");
        }
        var fresh = new MemorySiteFiles();
        rebuild(fresh);
        Map<String, SiteFile> rebuilt = fresh.all();
        rebuilt.keySet().retainAll(files.all().keySet());
        assertSameBytes(rebuilt, files.all());
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
        int large = writesOfOneRelease(120);
        assertThat(large).isEqualTo(small).isEqualTo(25);
    }

    @Test
    void no_release_writes_more_than_thirty_files_even_if_it_opens_a_month_a_year_or_a_part() {
        files.beforePut(this::assertThatLinksLeadSomewhere);
        publisher.publish(List.of(dated("Before", "2014-10-01", "human-rights").id()));
        assertThat(writesOf(dated("First of a month", "2014-11-01", "human-rights")))
                .hasSize(30);
        assertThat(writesOf(dated("First of a year", "2015-01-01", "human-rights")))
                .hasSize(30);
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            many.add(dated("Full " + i, "2015-01-02", "human-rights").id());
        }
        publisher.publish(many);
        assertThat(writesOf(dated("First of a part", "2015-01-03", "human-rights")))
                .hasSize(30)
                .contains("news/2015/01/index.html", "news/2015/01/_2/index.html");
        // Dated back: the document of the month behind it leads to it from now on.
        assertThat(writesOf(dated("First of a month long ago", "2014-05-01", "human-rights")))
                .hasSize(31)
                .contains("feeds/archive/2014-10.atom");
        files.all().values().forEach(this::assertThatLinksLeadSomewhere);
    }

    private List<String> writesOf(Post post) {
        files.forgetWrites();
        assertThat(publisher.publish(List.of(post.id()))).containsExactly(post.id());
        return files.writes();
    }

    @Test
    void no_list_leads_to_a_month_whose_page_is_still_to_come() {
        publisher.publish(List.of(dated("Before", "2014-10-01").id()));
        Post opens = dated("First of a month", "2014-12-01");
        Post beside = dated("In another", "2014-10-02");
        Publisher other = parts(files).publisher();
        var once = new AtomicBoolean();
        files.beforePut(file -> {
            assertThatLinksLeadSomewhere(file);
            // The post has entered its lists, its month has no page; meanwhile the lists are written by another.
            if (file.key().equals("news/2014/12/index.html") && once.compareAndSet(false, true)) {
                assertThat(other.publish(List.of(beside.id()))).containsExactly(beside.id());
            }
        });
        assertThat(publisher.publish(List.of(opens.id()))).containsExactly(opens.id());
        assertThat(once).isTrue();
        assertThat(links("news/index.html")).contains("/news/2014/12/", "/news/2014/10/");
        assertThat(links("news/2014/index.html")).contains("/news/2014/12/", "/news/2014/10/");
    }

    @Test
    void the_sitemap_index_names_no_sitemap_that_is_still_to_come() {
        publisher.publish(List.of(dated("Before", "2014-10-01").id()));
        Post opens = dated("First of a month", "2014-12-01");
        Post beside = dated("First of another", "2014-11-01");
        Publisher other = parts(files).publisher();
        var once = new AtomicBoolean();
        files.beforePut(file -> {
            if (file.key().equals("sitemap.xml")) {
                assertThatSitemapsAreThere(file);
            }
            if (file.key().equals("news/2014/12/index.html") && once.compareAndSet(false, true)) {
                assertThat(other.publish(List.of(beside.id()))).containsExactly(beside.id());
            }
        });
        assertThat(publisher.publish(List.of(opens.id()))).containsExactly(opens.id());
        assertThat(once).isTrue();
        assertThat(html("sitemap.xml")).contains("2014-10.xml", "2014-11.xml", "2014-12.xml");
    }

    private void assertThatSitemapsAreThere(SiteFile index) {
        String text = new String(index.bytes(), StandardCharsets.UTF_8);
        assertThat(Jsoup.parse(text, "", Parser.xmlParser()).select("loc").eachText())
                .filteredOn(loc -> loc.matches(".*/\\d{4}-\\d{2}(_\\d+)?\\.xml"))
                .isNotEmpty()
                .allMatch(loc -> files.file(java.net.URI.create(loc).getPath().substring(1))
                        .isPresent());
    }

    @Test
    void a_month_whose_page_was_lost_on_the_way_is_opened_by_the_retry() {
        publisher.publish(List.of(dated("Before", "2014-10-01").id()));
        Post opens = dated("First of a month", "2014-12-01");
        for (String lost : List.of("topic/ukraine/2014/12/index.html", "topic/ukraine/2014/index.html")) {
            files.beforePut(file -> {
                if (file.key().equals(lost)) {
                    throw new IllegalStateException("The bucket does not answer");
                }
            });
            assertThat(publisher.publish(List.of(opens.id()))).isEmpty();
        }
        files.beforePut(this::assertThatLinksLeadSomewhere);
        assertThat(parts(files).publisher().publish(List.of(opens.id()))).containsExactly(opens.id());
        assertThat(links("topic/ukraine/2014/index.html")).contains("/topic/ukraine/2014/12/");
        assertThat(links("topic/ukraine/index.html")).contains("/topic/ukraine/2014/12/");
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
        for (String date : List.of("2014-06-10", "2014-02-10", "2014-04-10")) {
            publisher.publish(List.of(dated(date, date).id()));
        }
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            many.add(dated("April " + i, "2014-04-20").id());
        }
        publisher.publish(many.subList(0, 50));
        publisher.publish(many.subList(50, 101));

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

    @Test
    void rss_of_all_news_comes_first_and_archives_and_sitemaps_last() {
        publisher.publish(List.of(published("First", "ukraine").id()));
        files.forgetWrites();
        publisher.publish(List.of(published("A", "ukraine").id()));
        List<String> writes = files.writes();
        int rss = writes.indexOf("feeds/news.rss");
        assertThat(writes.subList(0, rss)).allMatch(key -> key.endsWith(".html"));
        assertThat(writes.subList(rss, writes.size()))
                .contains("feeds/news.atom", "feeds/news.json", "feeds/topic/ukraine.json", "news/2026/11/index.html");
        assertThat(writes.subList(writes.indexOf("news/2026/11/index.html"), writes.size()))
                .noneMatch(key -> key.startsWith("feeds/news.") || key.startsWith("feeds/t"));
        assertThat(writes).doesNotContain("sitemap.xml", "robots.txt", "news/2026/index.html");
    }

    @Test
    void a_release_touches_only_its_own_part_of_the_archive() {
        publisher.publish(List.of(dated("Old", "2014-02-10").id()));
        publisher.publish(List.of(dated("Older", "2013-02-10").id()));
        files.forgetWrites();
        publisher.publish(List.of(dated("In April", "2014-04-10").id()));
        assertThat(files.writes())
                .contains("news/2014/04/index.html", "news/2014/index.html", "sitemap/2014-04.xml", "sitemap.xml")
                .noneMatch(key -> key.contains("2013") || key.contains("2014/02") || key.contains("2014-02"));
        files.forgetWrites();
        publisher.publish(List.of(dated("In April too", "2014-04-11").id()));
        assertThat(files.writes())
                .contains("news/2014/04/index.html", "feeds/archive/2014-04.atom")
                .doesNotContain("news/2014/index.html", "sitemap.xml");
        assertThat(titles("news/2014/04/index.html")).containsExactly("In April too", "In April");
        assertThat(links("news/2014/index.html")).contains("/news/2014/04/", "/news/2014/02/");
        assertThat(links("news/index.html")).contains("/news/2013/02/", "/news/2014/");
    }

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
        assertThat(html("sitemap.xml")).contains("/sitemap/2014-04_2.xml");
    }

    @Test
    void a_withdrawal_leaves_a_mark_in_the_atom_feeds_and_is_never_brought_back() {
        Post post = published("A", "ukraine");
        publisher.publish(List.of(post.id()));
        String id = Jsoup.parse(html("feeds/news.atom"), "", Parser.xmlParser())
                .selectFirst("entry > id")
                .text();
        sample.withdraw(post, NOW.plusSeconds(1));
        publisher.publish(List.of(post.id()));
        for (String feed : List.of("feeds/news.atom", "feeds/type/news-item.atom", "feeds/topic/ukraine.atom")) {
            var atom = Jsoup.parse(html(feed), "", Parser.xmlParser());
            assertThat(atom.select("entry")).as(feed).isEmpty();
            assertThat(atom.getElementsByTag("at:deleted-entry").eachAttr("ref"))
                    .as(feed)
                    .containsExactly(id);
        }
        for (String feed : List.of("feeds/news.rss", "feeds/news.json", "feeds/archive/2026-11.atom")) {
            assertThat(html(feed)).as(feed).isNotEmpty().doesNotContain(id);
        }
        publisher.publish(List.of(published("B", "ukraine").id()));
        assertThat(html("feeds/news.atom")).contains("deleted-entry ref=\"" + id);
    }

    @Test
    void no_feed_is_larger_than_a_megabyte_and_what_does_not_fit_keeps_its_summary() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Content content = SamplePosts.content("Long " + i);
            Edition edition = content.editions().get("en");
            String body = ("\"Quoted\" <b>& bold</b> words. ".repeat(100) + "\n\n").repeat(25);
            ids.add(sample.publish(
                            sample.draft(
                                    new Content(
                                            content.type(),
                                            content.topics(),
                                            content.authors(),
                                            new java.util.TreeMap<>(Map.of(
                                                    "en",
                                                    new Edition(
                                                            edition.title(), "In short " + i, body, edition.slug()))),
                                            content.links(),
                                            false,
                                            false,
                                            List.of(),
                                            java.util.Optional.empty()),
                                    NOW),
                            false,
                            NOW)
                    .id());
        }
        publisher.publish(ids);
        for (String key :
                List.of("feeds/news.rss", "feeds/news.atom", "feeds/news.json", "feeds/archive/2026-11.atom")) {
            assertThat(files.file(key).orElseThrow().bytes().length).as(key).isBetween(500_000, 1_000_000);
            for (int i = 0; i < 9; i++) {
                assertThat(html(key)).as(key).contains("In short " + i);
            }
        }
    }

    @Test
    void the_news_sitemap_follows_the_day() {
        publisher.publish(List.of(
                dated("Today", "2026-11-24").id(),
                dated("Yesterday", "2026-11-23").id(),
                dated("Before", "2026-11-22").id()));
        assertThat(newsSitemap()).containsExactly("Today", "Yesterday");
        now = NOW.plusSeconds(86_400);
        Parts later = parts(files);
        later.machineFiles.writeForToday(later.listFiles);
        assertThat(newsSitemap()).containsExactly("Today");
        files.forgetWrites();
        parts(files).machineFiles.writeForToday(later.listFiles);
        assertThat(files.writes()).isEmpty();
    }

    @Test
    void files_at_well_known_addresses_say_where_things_are() {
        publisher.publish(List.of(published("A").id()));
        assertThat(html("robots.txt")).contains("Sitemap: https://www.example.org/sitemap.xml");
        assertThat(html(".well-known/security.txt"))
                .contains("Contact: mailto:newsroom@example.org", "Expires: 2027-10-01T00:00:00Z");
        assertThat(html("sitemap.xml"))
                .contains("/sitemap/pages.xml", "/sitemap/news.xml", "https://www.example.org/sitemap/2026-11.xml");
        assertThat(html("sitemap/2026-11.xml")).contains("<loc>https://www.example.org/news/2026/11/a/</loc>");
    }

    private List<String> newsSitemap() {
        return Jsoup.parse(html("sitemap/news.xml"), "", Parser.xmlParser())
                .getElementsByTag("news:title")
                .eachText();
    }

    /** Titles of everything from the oldest document of the archive on. */
    private List<String> walk() {
        var found = new ArrayList<String>();
        String next = "/feeds/news.atom";
        for (int step = 0; step < 20 && !next.isEmpty(); step++) {
            var atom = Jsoup.parse(html(next.substring(1)), "", Parser.xmlParser());
            if (step > 0) {
                assertThat(atom.getElementsByTag("fh:archive")).hasSize(1);
                found.addAll(atom.select("entry > title").eachText());
            }
            String link = atom.select("feed > link[rel=prev-archive]").attr("href");
            next = link.isEmpty() ? "" : java.net.URI.create(link).getPath();
        }
        return found;
    }

    private List<String> links(String key) {
        return Jsoup.parse(html(key)).select("main a").eachAttr("href");
    }

    private Post dated(String title, String date) {
        return dated(title, date, null);
    }

    private Post dated(String title, String date, String topic) {
        Content content =
                topic == null ? SamplePosts.content(title, "ukraine") : SamplePosts.content(title, "ukraine", topic);
        Content dated = new Content(
                content.type(),
                content.topics(),
                content.authors(),
                content.editions(),
                content.links(),
                false,
                false,
                List.of(),
                java.util.Optional.of(Instant.parse(date + "T07:00:00Z").plusSeconds(day++)));
        return sample.publish(sample.draft(dated, NOW), false, NOW);
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
                        site.logo(),
                        site.pages(),
                        java.util.Optional.empty(),
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
            // The list's page, its feeds and the home page link to each other; the first of them cannot wait for the
            // rest.
            boolean isFurniture =
                    key.equals("index.html") || key.equals("news/index.html") || key.matches(".*\\.(rss|atom|json)");
            if (!isItself && !isFurniture && files.file(key).isEmpty()) {
                // A month and its year lead to each other too: whichever is first, nothing may lead there yet.
                String own = "/" + file.key().replaceFirst("index\\.html$", "");
                assertThat(files.all().values())
                        .as(file.key() + " leads to " + path)
                        .noneMatch(other -> paths(other).contains(own));
                assertThat(path).matches("/.*/\\d{4}/");
            }
        }
    }

    private static List<String> paths(SiteFile file) {
        String text = new String(file.bytes(), StandardCharsets.UTF_8);
        if (file.key().endsWith(".xml")) {
            return Jsoup.parse(text, "", Parser.xmlParser()).select("url > loc").eachText().stream()
                    .map(link -> java.net.URI.create(link).getPath())
                    .filter(path -> !file.key().equals("sitemap/pages.xml"))
                    .toList();
        }
        if (file.key().endsWith(".atom")) {
            return Jsoup.parse(text, "", Parser.xmlParser())
                    .select("entry > link, feed > link[rel=prev-archive]")
                    .stream()
                    .map(link -> java.net.URI.create(link.attr("href")).getPath())
                    .toList();
        }
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
        private final Look.Current looks = new Look.Current(sites, SITE, () -> now);
        private final MemorySiteFiles target;
        private final Replacement replacement;
        private final PostPages pages;
        private final Archives archives = new Archives(tables.client(), tables.posts());
        private final ArchiveFiles archiveFiles;
        private final MachineFiles machineFiles;
        private final ListFiles listFiles;
        private final FeedTexts texts;

        Parts(MemorySiteFiles target) {
            this.target = target;
            target.now(NOW);
            replacement = new Replacement(target);
            texts = new FeedTexts(releases, SITE);
            pages = new PostPages(releases, texts, looks, replacement, workers);
            archiveFiles = new ArchiveFiles(archives, texts, looks, replacement, workers);
            machineFiles = new MachineFiles(archives, archiveFiles, looks, replacement);
            listFiles = new ListFiles(lists, archives, archiveFiles, texts, looks, replacement, workers);
        }

        Publisher publisher() {
            return new Publisher(
                    releases,
                    lists,
                    looks,
                    new Furniture(looks, replacement, workers),
                    new Rehearsal(texts),
                    pages,
                    listFiles,
                    archiveFiles,
                    machineFiles,
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
                    new Metrics(Map.of()),
                    () -> NOW);
        }

        private RebuildWork work() {
            return new RebuildWork(
                    releases,
                    new PostShelf(tables.client(), tables.posts()),
                    new Furniture(looks, replacement, workers),
                    pages,
                    archives,
                    archiveFiles,
                    listFiles,
                    machineFiles,
                    new Orphans(target, target, new Addresses(tables.client(), tables.posts()), looks, () -> NOW));
        }

        Rebuild rebuild(RebuildPieces pieces) {
            return new Rebuild(
                    new Rebuilds(tables.client(), tables.posts()),
                    looks,
                    work(),
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

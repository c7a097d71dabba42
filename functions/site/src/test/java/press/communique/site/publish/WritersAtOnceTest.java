package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Post;
import press.communique.site.files.MemorySiteFiles;
import press.communique.site.files.SiteFile;

/** Slow writers bring nothing back, and writers at the same time lose nothing. */
class WritersAtOnceTest extends PublishedSite {

    @Test
    void a_slow_writer_does_not_bring_back_a_withdrawn_post() {
        Post post = published("A", "ukraine");
        var once = new AtomicBoolean();
        Publisher quick = site.publisher();
        files.beforePut(file -> {
            // The slow one has rendered the page and sleeps before its write; meanwhile the post is withdrawn.
            if (file.key().equals("news/2026/11/a/index.html") && once.compareAndSet(false, true)) {
                quick.publish(List.of(post.id()));
                site.sample.withdraw(post, NOW.plusSeconds(1));
                quick.publish(List.of(post.id()));
            }
        });
        publisher.publish(List.of(post.id()));
        assertThat(text("news/2026/11/a/index.html"))
                .contains("Published by mistake.")
                .doesNotContain("Text of A");
        assertThat(titles("news/index.html")).isEmpty();
        assertThat(text("feeds/news.rss")).doesNotContain("Text of A");
        assertThat(site.releases.live(post.id()).orElseThrow().revision()).isEqualTo(3);
    }

    @Test
    void a_writer_that_wakes_after_the_page_was_made_and_withdrawn_stops() {
        Post post = published("A");
        var once = new AtomicBoolean();
        Publisher quick = site.publisher();
        files.beforePut(file -> {
            if (file.key().equals("index.html") && once.compareAndSet(false, true)) {
                site.sample.withdraw(post, NOW.plusSeconds(1));
                quick.publish(List.of(post.id()));
            }
        });
        publisher.publish(List.of(post.id()));
        assertThat(text("index.html")).doesNotContain(">A<");
        assertThat(text("news/2026/11/a/index.html")).contains("Published by mistake.");
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
            Publisher other = site.publisher();
            files.beforePut(file -> {
                if (file.key().equals(shared) && once.compareAndSet(false, true)) {
                    other.publish(List.of(second.id()));
                }
            });
            publisher.publish(List.of(first.id()));
            // A sitemap of a month has addresses only.
            assertThat(text(shared).toLowerCase(Locale.ROOT).replace('-', ' '))
                    .as(shared)
                    .contains(slow.toLowerCase(Locale.ROOT))
                    .contains(fast.toLowerCase(Locale.ROOT));
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
            Publisher other = site.publisher();
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
            assertThat(text("sitemap.xml")).contains("2014-0" + month, "2013-0" + month);
            assertThat(links("news/2014/index.html")).contains("/news/2014/0" + month + "/");
        }
        var fresh = new MemorySiteFiles();
        site.rebuildInto(fresh);
        Map<String, SiteFile> rebuilt = fresh.all();
        rebuilt.keySet().retainAll(files.all().keySet());
        assertSameBytes(rebuilt, files.all());
    }
}

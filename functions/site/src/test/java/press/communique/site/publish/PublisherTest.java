package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Post;
import press.communique.site.files.SiteFile;

/** In which order a release comes out, and that trouble on the way loses nothing. */
class PublisherTest extends PublishedSite {

    @Test
    void page_then_lists_then_feeds_then_purge_then_live() {
        Post post = published("A", "ukraine");
        files.beforePut(
                file -> assertThat(site.releases.live(post.id())).as(file.key()).isEmpty());
        assertThat(publisher.publish(List.of(post.id()))).containsExactly(post.id());
        List<String> writes = files.writes();
        assertThat(writes.lastIndexOf("news/2026/11/a/index.html")).isLessThan(writes.lastIndexOf("news/index.html"));
        assertThat(writes.lastIndexOf("news/index.html")).isLessThan(writes.lastIndexOf("feeds/news.rss"));
        assertThat(writes.lastIndexOf("index.html")).isLessThan(writes.lastIndexOf("feeds/news.rss"));
        assertThat(site.purged).hasSize(1);
        assertThat(site.releases.live(post.id()).orElseThrow().revision()).isEqualTo(2);
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
    void after_trouble_with_the_bucket_the_release_is_reported_and_a_retry_completes_it() {
        Post good = published("Good");
        Post bad = published("Bad");
        files.beforePut(file -> {
            if (file.key().contains("/bad/")) {
                throw new IllegalStateException("The bucket does not answer");
            }
        });
        assertThat(publisher.publish(List.of(good.id(), bad.id()))).containsExactly(good.id());
        assertThat(site.releases.live(good.id())).isPresent();
        assertThat(site.releases.live(bad.id())).isEmpty();
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
        assertThat(text("feeds/news.rss")).contains("Text of A");
    }
}

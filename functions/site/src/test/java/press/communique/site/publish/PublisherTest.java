package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Post;
import press.communique.core.post.Released;
import press.communique.site.files.SiteFile;
import press.communique.store.posts.Releases;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

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

    @Test
    void a_post_whose_text_is_lost_stands_in_nobodys_way_and_stays_open() {
        Post lost = published("Lost");
        site.loseText(lost);
        Post next = published("Next");
        Post last = published("Last");
        assertThat(publisher.publish(List.of(lost.id(), next.id(), last.id()))).containsExactly(next.id(), last.id());
        assertThat(site.releases.live(last.id())).isPresent();
        assertThat(titles("news/index.html")).containsExactlyInAnyOrder("Next", "Last");
        assertThat(site.releases.open(Releases.Open.RELEASE, NOW.plusSeconds(1), 10))
                .containsExactly(lost.id());
    }

    @Test
    void a_list_that_cannot_be_written_holds_up_only_who_stands_in_it() {
        Post bad = published("Bad", "ukraine");
        Post good = published("Good");
        files.beforePut(file -> {
            if (file.key().startsWith("topic/ukraine/2026")) {
                throw new IllegalArgumentException("No such file is taken");
            }
        });
        assertThat(publisher.publish(List.of(bad.id(), good.id()))).containsExactly(good.id());
        assertThat(site.releases.live(good.id())).isPresent();
        assertThat(site.releases.live(bad.id())).isEmpty();
    }

    @Test
    void when_nothing_answers_not_every_post_waits_in_vain() {
        publisher.publish(List.of(published("Before").id()));
        List<String> waiting = List.of(
                published("One").id(), published("Two").id(), published("Three").id());
        var tried = new ArrayList<String>();
        files.beforePut(file -> {
            tried.add(file.key());
            site.now(site.now().plusSeconds(15));
            throw SdkClientException.create("No answer");
        });
        assertThat(publisher.publish(waiting)).isEmpty();
        assertThat(tried).containsExactly("news/2026/11/one/index.html");
    }

    @Test
    void the_cdn_forgets_a_withdrawn_text_before_any_list_is_written() {
        Post post = published("A");
        Post other = published("B");
        publisher.publish(List.of(post.id(), other.id()));
        Post withdrawn = site.sample.withdraw(post, NOW.plusSeconds(1));
        Post another = site.sample.withdraw(other, NOW.plusSeconds(1));
        site.purged.clear();
        var purgedBefore = new HashMap<String, List<String>>();
        files.beforePut(file -> purgedBefore.putIfAbsent(file.key(), List.copyOf(site.purged)));
        publisher.publish(List.of(withdrawn.id(), another.id()));
        assertThat(purgedBefore.get("news/2026/11/a/index.html")).isEmpty();
        assertThat(purgedBefore.get("news/2026/11/b/index.html")).containsExactly("own " + post.id());
        assertThat(purgedBefore.get("news/index.html")).containsExactly("own " + post.id(), "own " + other.id());
        assertThat(site.purged).containsExactly("own " + post.id(), "own " + other.id(), withdrawn.id(), another.id());
    }

    @Test
    void the_queue_does_not_take_one_purge_of_a_withdrawal_for_the_other() {
        Post post = published("A");
        site.sample.withdraw(post, NOW.plusSeconds(1));
        Released notice = site.releases.released(post.id()).orElseThrow();
        var names = new ArrayList<String>();
        var requests = new SqsPurgeRequests(queue(names), "purge");
        for (int time = 0; time < 2; time++) {
            requests.sendOwn(notice);
            requests.send(notice, new TreeSet<>());
        }
        assertThat(names).hasSize(4);
        assertThat(names.subList(2, 4)).as("a repetition is known").isEqualTo(names.subList(0, 2));
        assertThat(names.get(0)).isNotEqualTo(names.get(1));
    }

    private static SqsClient queue(List<String> names) {
        return new SqsClient() {
            @Override
            public SendMessageResponse sendMessage(SendMessageRequest message) {
                names.add(message.messageDeduplicationId());
                return SendMessageResponse.builder().build();
            }

            @Override
            public String serviceName() {
                return "sqs";
            }

            @Override
            public void close() {}
        };
    }
}

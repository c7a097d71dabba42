package press.communique.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Post;
import press.communique.site.publish.TestSite;
import press.communique.store.aws.Metrics;
import press.communique.store.item.Item;
import press.communique.store.testing.SamplePosts;

/** What the stream lost goes live all the same. */
class LostReleasesTest {

    private final TestSite site = new TestSite();
    private final LostReleases lost =
            new LostReleases(site.releases, site.publisher(), new Metrics(Map.of()), site::now);

    @Test
    void a_release_has_a_minute_before_it_is_taken_for_lost() {
        Post post = published("Agreement");
        lost.publish();
        assertThat(site.releases.live(post.id())).isEmpty();
        minuteLater();
        assertThat(site.releases.live(post.id())).isPresent();
    }

    @Test
    void more_releases_that_fail_each_time_than_are_tried_at_once_keep_no_other_from_its_turn() {
        IntStream.range(0, 60).forEach(this::broken);
        Post post = published("Agreement");
        for (int minute = 0; minute < 20; minute++) {
            minuteLater();
        }
        assertThat(site.releases.live(post.id())).isPresent();
    }

    /** A release that nobody can read. */
    private void broken(int number) {
        String pk = "POST#01KB07ZD8Q8G2J6V5F3M9T" + (1000 + number);
        put(Item.at(pk, "RELEASE").with("revision", 1));
        put(Item.at(pk, "OPEN#RELEASE")
                .with("revision", 1)
                .with("openKind", "release")
                .with("openSince", site.now().minusSeconds(60)));
    }

    private void put(Item item) {
        site.tables.client().putItem(put -> put.tableName(site.tables.posts()).item(item.attributes()));
    }

    private Post published(String title) {
        return site.sample.publish(site.sample.draft(SamplePosts.content(title), site.now()), false, site.now());
    }

    private void minuteLater() {
        site.now(site.now().plus(Duration.ofSeconds(61)));
        lost.publish();
    }
}

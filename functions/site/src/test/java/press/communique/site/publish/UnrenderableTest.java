package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Post;
import press.communique.core.post.Released;
import press.communique.store.posts.Receipts;
import press.communique.store.testing.SamplePosts;

/** A post that a feed cannot carry is the trouble of its own release, and of no other. */
class UnrenderableTest {

    /** The check of what comes in refuses a form feed; here it stands for whatever it does not know of. */
    private static final String BAD = "Not for\fXML";

    private static final List<String> FEEDS =
            List.of("feeds/news.rss", "feeds/news.atom", "feeds/news.json", "feeds/archive/2026-11.atom");

    private final TestSite site = new TestSite();

    @Test
    void an_entry_that_breaks_the_feeds_fails_its_own_release_and_the_others_of_its_batch_are_live() {
        Post good = published("Before");
        Post bad = published(BAD);
        Post next = published("Behind");
        List<String> batch = List.of(good.id(), bad.id(), next.id());
        assertThat(site.publisher().publish(batch)).containsExactlyInAnyOrderElementsOf(batch);

        assertThat(failure(bad)).isEqualTo("unrenderable");
        assertThat(site.releases.live(bad.id())).isEmpty();
        assertThat(site.releases.live(good.id())).isPresent();
        assertThat(site.releases.live(next.id())).isPresent();
        Post after = published("After");
        site.publish(after);
        assertThat(site.releases.live(after.id())).isPresent();

        assertThat(site.titles("news/index.html")).containsExactlyInAnyOrder("Before", "Behind", "After");
        FEEDS.forEach(feed -> assertThat(site.text(feed))
                .as(feed)
                .contains("Before", "Behind", "After")
                .doesNotContain("Not for"));
        assertThat(site.files.all().keySet()).as("nothing of it is public").noneMatch(key -> key.contains("not-for"));
    }

    @Test
    void once_it_is_mended_it_goes_live() {
        Post bad = published(BAD);
        site.publish(bad);
        Post mended = site.sample.publish(
                site.sample.save(bad, SamplePosts.content("Mended"), site.now()), false, site.now());
        site.publish(mended);
        assertThat(site.releases.live(bad.id()).orElseThrow().revision()).isEqualTo(mended.revision());
        assertThat(site.text("feeds/news.rss")).contains("Mended");
    }

    @Test
    void a_text_that_became_unreadable_later_leaves_the_feeds_and_holds_up_nobody() {
        Post old = published(BAD);
        Released released = site.releases.released(old.id()).orElseThrow();
        // An earlier version of the renderer could carry it.
        site.lists().enter(released).orElseThrow();
        site.releases.markLive(released.release(), site.now(), 1);
        Post good = published("Good");
        site.publish(good);
        assertThat(site.releases.live(good.id())).isPresent();
        FEEDS.forEach(feed -> assertThat(site.text(feed)).as(feed).contains("Good"));
        List.of("feeds/news.rss", "feeds/news.atom")
                .forEach(feed -> assertThat(site.text(feed)).as(feed).doesNotContain("Not for"));
    }

    private String failure(Post post) {
        return new Receipts(site.tables.client(), site.tables.posts())
                .of(post.id())
                .get(0)
                .failure()
                .orElse("");
    }

    private Post published(String title) {
        return site.sample.publish(site.sample.draft(SamplePosts.content(title), site.now()), false, site.now());
    }
}

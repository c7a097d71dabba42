package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Post;
import press.communique.core.post.Released;
import press.communique.core.site.SiteSettings;
import press.communique.site.feed.Unrenderable;
import press.communique.store.posts.Receipts;
import press.communique.store.testing.SamplePosts;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.S3Exception;

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

    @Test
    void an_entry_that_no_list_can_show_any_more_is_left_out_of_pages_and_holds_up_nobody() {
        moveEast();
        Post old = published("Before its time");
        site.publish(old);
        breakEntries(old);
        Post good = published("Good");
        site.publish(good);
        assertThat(site.releases.live(good.id())).isPresent();
        assertThat(site.titles("news/index.html")).containsExactly("Good");
        assertThat(site.titles(month("news/"))).containsExactly("Good");
        assertThat(site.text("index.html")).contains("Good").doesNotContain("Before its time");
    }

    @Test
    void a_text_that_was_lost_leaves_the_feeds_and_holds_up_nobody() {
        Post old = published("Lost");
        Released released = site.releases.released(old.id()).orElseThrow();
        site.lists().enter(released).orElseThrow();
        site.releases.markLive(released.release(), site.now(), 1);
        site.loseText(old);
        Post good = published("Good");
        site.publish(good);
        assertThat(site.releases.live(good.id())).isPresent();
        FEEDS.forEach(feed ->
                assertThat(site.text(feed)).as(feed).contains("Text of Good").doesNotContain("Text of Lost"));
    }

    @Test
    void what_is_gone_is_the_contents_trouble_and_what_does_not_answer_is_not() {
        assertThatThrownBy(() -> Unrenderable.unless("A text", () -> fail(refusal("NoSuchKey"))))
                .isInstanceOf(Unrenderable.class);
        for (SdkException trouble : List.of(
                SdkClientException.create("No answer"),
                refusal("SlowDown"),
                refusal("InternalError"),
                refusal("AccessDenied"),
                refusal("NoSuchBucket"),
                S3Exception.builder().statusCode(500).build())) {
            assertThatThrownBy(() -> Unrenderable.unless("A text", () -> fail(trouble)))
                    .isSameAs(trouble);
        }
    }

    private static String fail(RuntimeException trouble) {
        throw trouble;
    }

    private static SdkException refusal(String code) {
        return (SdkException) S3Exception.builder()
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    private void moveEast() {
        SiteSettings initial = site.sites.current();
        var east = new SiteSettings(
                0,
                initial.names(),
                initial.taglines(),
                initial.languages(),
                initial.defaultLanguage(),
                ZoneId.of("Pacific/Auckland"),
                initial.types(),
                initial.topics(),
                initial.navigation(),
                initial.sender(),
                initial.contact(),
                initial.accent(),
                initial.logo(),
                initial.pages(),
                initial.hub(),
                initial.fourEyes(),
                initial.complaintLimit());
        site.sites.replace(initial.revision(), east, "admin", site.now());
    }

    /** A time that no calendar of a newsroom east of Greenwich has. */
    private void breakEntries(Post post) {
        var table = site.tables.client();
        table.scanPaginator(scan -> scan.tableName(site.tables.posts())).items().stream()
                .filter(item -> item.get("pk").s().startsWith("LIST#"))
                .filter(item ->
                        item.containsKey("publishedAt") && item.toString().contains(post.id()))
                .forEach(item -> {
                    var broken = new HashMap<>(item);
                    broken.put("publishedAt", AttributeValue.fromS(Instant.MAX.toString()));
                    table.putItem(put -> put.tableName(site.tables.posts()).item(broken));
                });
    }

    private String month(String list) {
        return site.files.all().keySet().stream()
                .filter(key -> key.matches(list + "\\d{4}/\\d{2}/index.html"))
                .findFirst()
                .orElseThrow();
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

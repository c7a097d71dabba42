package press.communique.store.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Intent;
import press.communique.core.post.Link;
import press.communique.core.post.Post;
import press.communique.core.post.Released;
import press.communique.core.post.Workflow;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.aws.AwsClients;
import press.communique.store.testing.LocalBucket;
import press.communique.store.testing.LocalTables;
import press.communique.store.testing.SamplePosts;

class PostsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private final LocalTables tables = new LocalTables();
    private final SamplePosts sample = new SamplePosts(tables);
    private final Releases releases = new Releases(tables.client(), tables.posts(), null, "none");

    @Test
    void what_was_saved_is_found_again_whole() {
        var content = new Content(
                "speech",
                List.of("ukraine", "great-lakes"),
                List.of("Press office"),
                new TreeMap<>(Map.of(
                        "en", new Edition("A speech", "Short", "Long *text*", Optional.of("a-speech")),
                        "ar", new Edition("خطاب", "", "", Optional.empty()))),
                List.of(new Link(Map.of("en", "Site"), "https://www.example.org/")),
                true,
                true,
                List.of("/old.html"),
                Optional.of(Instant.parse("2014-04-02T08:00:00Z")));
        Post post = sample.draft(content, NOW);
        assertThat(sample.posts().find(post.id())).contains(post);
    }

    @Test
    void of_two_who_change_the_same_revision_one_is_refused_and_nothing_is_overwritten() {
        Post post = sample.draft(SamplePosts.content("A"), NOW);
        Post first = sample.save(post, SamplePosts.content("B"), NOW);
        assertThatThrownBy(() -> sample.save(post, SamplePosts.content("C"), NOW))
                .isInstanceOf(Stale.class);
        assertThat(sample.posts().find(post.id())).contains(first);
    }

    @Test
    void of_two_who_save_a_long_text_at_once_the_refused_one_leaves_the_others_as_it_is() {
        var environment = new HashMap<>(tables.environment());
        environment.putAll(LocalBucket.environment());
        var inBucket = new Posts(tables.client(), tables.posts(), new AwsClients(environment).s3(), "private");
        Post post = sample.draft(SamplePosts.content("A"), NOW);
        inBucket.apply(Workflow.save(post, longText("B"), "ann", NOW));
        assertThatThrownBy(() -> inBucket.apply(Workflow.save(post, longText("C"), "bob", NOW)))
                .isInstanceOf(Stale.class);
        assertThat(inBucket.content(post.id(), post.revision() + 1)).contains(longText("B"));
    }

    private static Content longText(String what) {
        Content content = SamplePosts.content(what);
        String body = what.repeat(Texts.LARGEST_IN_ITEM + 1);
        return content.withEditions(
                new TreeMap<>(Map.of("en", content.editions().get("en").withBody(body))));
    }

    @Test
    void readers_get_what_was_released_whatever_is_saved_later() {
        Post published = sample.publish(sample.draft(SamplePosts.content("A"), NOW), true, NOW);
        sample.save(published, SamplePosts.content("B"), NOW);
        Released released = releases.released(published.id()).orElseThrow();
        assertThat(released.content().editions().get("en").title()).isEqualTo("A");
        assertThat(released.content().editions().get("en").body()).isEqualTo("Text of A");
    }

    @Test
    void a_withdrawal_tells_nothing_of_a_later_draft() {
        Post published = sample.publish(sample.draft(SamplePosts.content("A"), NOW), true, NOW);
        Post edited = sample.save(published, SamplePosts.content("Secret"), NOW);
        sample.withdraw(edited, NOW.plusSeconds(1));
        Released released = releases.released(published.id()).orElseThrow();
        assertThat(released.isWithdrawn()).isTrue();
        assertThat(released.content().editions().get("en").title()).isEqualTo("A");
        assertThat(released.release().reasons()).containsEntry("en", "Published by mistake.");
    }

    @Test
    void two_posts_of_one_title_get_two_addresses() {
        Post one = sample.publish(sample.draft(SamplePosts.content("Same title"), NOW), true, NOW);
        Post two = sample.publish(sample.draft(SamplePosts.content("Same title"), NOW), true, NOW);
        assertThat(one.addresses().get("en").slug()).isEqualTo("same-title");
        assertThat(two.addresses().get("en").slug()).isEqualTo("same-title-2");
    }

    @Test
    void a_slug_that_was_asked_for_and_is_taken_is_a_problem_of_that_field() {
        sample.publish(sample.draft(SamplePosts.content("Mine"), NOW), true, NOW);
        var wanted = new TreeMap<>(Map.of("en", new Edition("Yours", "", "", Optional.of("mine"))));
        Post other = sample.draft(SamplePosts.content("Yours").withEditions(wanted), NOW);
        var problems = new Problems();
        new Addresses(tables.client(), tables.posts()).propose(other, NOW, SiteSettings.initial(), problems);
        assertThat(problems.found()).extracting(Problem::pointer).containsExactly("/editions/en/slug");
    }

    @Test
    void a_race_for_an_address_has_one_winner() {
        Post one = sample.draft(SamplePosts.content("Race"), NOW);
        Post two = sample.draft(SamplePosts.content("Race"), NOW);
        var addresses = new Addresses(tables.client(), tables.posts());
        var proposed = addresses.propose(one, NOW, SiteSettings.initial(), new Problems());
        sample.publish(two, true, NOW);
        assertThatThrownBy(() -> sample.posts()
                        .apply(press.communique.core.post.Workflow.publish(one, proposed, true, "ed", NOW)))
                .isInstanceOf(AddressTaken.class);
        assertThat(releases.released(one.id())).isEmpty();
    }

    @Test
    void the_intent_to_mail_is_made_once_however_often_a_post_is_released() {
        Post published = sample.publish(sample.draft(SamplePosts.content("A"), NOW), true, NOW);
        assertThat(releases.openIntents(published.id())).containsExactly(new Intent(published.id(), Intent.FIRST, 2));
        releases.closeIntent(new Intent(published.id(), Intent.FIRST, 2), "mailed");
        sample.publish(published, true, NOW.plus(Duration.ofHours(1)));
        assertThat(releases.openIntents(published.id())).isEmpty();
    }

    @Test
    void a_release_is_open_work_until_it_is_live() {
        Post published = sample.publish(sample.draft(SamplePosts.content("A"), NOW), true, NOW);
        assertThat(releases.open(Releases.Open.RELEASE, NOW.plusSeconds(1), 10)).containsExactly(published.id());
        assertThat(releases.markLive(published.released().orElseThrow(), NOW, 3))
                .isTrue();
        assertThat(releases.open(Releases.Open.RELEASE, NOW.plusSeconds(1), 10)).isEmpty();
        assertThat(releases.live(published.id()).orElseThrow().revision()).isEqualTo(2);
    }

    @Test
    void an_older_release_never_becomes_live_after_a_newer_one_exists() {
        Post first = sample.publish(sample.draft(SamplePosts.content("A"), NOW), true, NOW);
        Post second = sample.publish(first, false, NOW.plusSeconds(1));
        assertThat(releases.markLive(first.released().orElseThrow(), NOW, 3)).isFalse();
        assertThat(releases.markLive(second.released().orElseThrow(), NOW, 3)).isTrue();
        assertThat(releases.markLive(first.released().orElseThrow(), NOW, 3)).isFalse();
        assertThat(releases.live(first.id()).orElseThrow().revision()).isEqualTo(3);
    }
}

package press.communique.site.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Address;
import press.communique.core.post.Post;
import press.communique.core.post.PostState;
import press.communique.core.post.Released;
import press.communique.core.post.Schedule;
import press.communique.core.post.ScheduledRelease;
import press.communique.core.post.Scheduling;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.site.publish.TestSite;
import press.communique.store.aws.AwsClients;
import press.communique.store.aws.Metrics;
import press.communique.store.item.Item;
import press.communique.store.posts.Addresses;
import press.communique.store.posts.ScheduledReleases;
import press.communique.store.posts.Stale;
import press.communique.store.queue.DueMessages;
import press.communique.store.queue.LetterMessages;
import press.communique.store.testing.LocalQueue;
import press.communique.store.testing.SamplePosts;

/** What the clock does with a post at its second, and what may happen to either in that moment. */
class DueReleasesTest {

    private static final URI URL = URI.create("https://www.example.org");
    private static final String PAGE = "news/2026/11/a-statement/index.html";

    private final TestSite site = new TestSite();
    private final LocalQueue letters = new LocalQueue();
    private final LocalQueue messages = new LocalQueue();
    private final ScheduledReleases scheduled = new ScheduledReleases(site.tables.client(), site.tables.posts());
    private final Instant due = site.now().plusSeconds(20);
    private final Post post = site.sample.draft(SamplePosts.content("A statement"), site.now());
    private final List<Instant> waitedFor = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private Predicate<Released> canRender = released -> true;
    private boolean addressAnswers = true;
    private final List<URI> asked = new ArrayList<>();
    private int askedInVain;

    @AfterEach
    void close() {
        letters.close();
        messages.close();
    }

    @Test
    void a_post_is_public_at_its_second_and_not_before() {
        schedule(post);
        meanwhile = () -> assertThat(site.text(PAGE)).isEmpty();
        release();
        assertThat(waitedFor).startsWith(due);
        assertThat(site.text(PAGE)).contains("Text of A statement");
        assertThat(site.text("news/index.html")).contains("A statement");
        assertThat(now().state()).isEqualTo(PostState.PUBLISHED);
        ScheduledRelease release = outcome();
        assertThat(release.publicAt()).contains(due);
        assertThat(letters.drain())
                .containsExactly("{\"post\":\"" + post.id() + "\",\"revision\":" + release.revision() + "}");
    }

    @Test
    void nobody_is_asked_for_a_page_that_is_not_written_yet() {
        schedule(post);
        release();
        assertThat(asked).containsExactly(URI.create(URL + "/news/2026/11/a-statement/"));
        assertThat(askedInVain).isZero();
    }

    @Test
    void of_several_at_one_second_no_page_waits_for_the_lists_of_another() {
        release(schedule(post).id());
        List<String> ids = Stream.of("One", "Another")
                .map(title -> schedule(site.sample.draft(SamplePosts.content(title), site.now()))
                        .id())
                .toList();
        int before = site.written().size();
        release(ids.toArray(String[]::new));
        List<String> written = site.written().subList(before, site.written().size());
        assertThat(written.subList(0, written.indexOf("news/index.html")))
                .contains("news/2026/11/one/index.html", "news/2026/11/another/index.html");
    }

    @Test
    void a_post_whose_text_is_lost_keeps_no_other_from_its_second_and_is_tried_again() {
        schedule(post);
        Post lost = schedule(site.sample.draft(SamplePosts.content("Lost"), site.now()));
        site.loseText(lost);
        assertThatThrownBy(() -> release(lost.id(), post.id())).isInstanceOf(RuntimeException.class);
        assertThat(site.text(PAGE)).contains("Text of A statement");
        assertThat(outcome().publicAt()).contains(due);
    }

    @Test
    void called_off_in_the_last_moment_it_stays_a_draft() {
        Post waiting = schedule(post);
        meanwhile = () -> apply(Scheduling.unschedule(waiting, "ed", site.now()));
        release();
        assertThat(site.text(PAGE)).isEmpty();
        assertThat(now().state()).isEqualTo(PostState.DRAFT);
        assertThat(letters.drain()).isEmpty();
    }

    @Test
    void moved_in_the_last_moment_it_waits_for_its_new_second() {
        Post waiting = schedule(post);
        meanwhile = () ->
                apply(Scheduling.schedule(waiting, wish(due.plusSeconds(600)), addresses(waiting), "ed", site.now()));
        release();
        assertThat(site.text(PAGE)).isEmpty();
        meanwhile = () -> {};
        site.now(due.plusSeconds(595));
        release();
        assertThat(site.text(PAGE)).isNotEmpty();
        assertThat(now().publishedAt()).contains(due.plusSeconds(600));
    }

    @Test
    void a_save_in_the_last_moment_neither_stops_it_nor_slips_in() {
        Post waiting = schedule(post);
        meanwhile = () -> site.sample.save(waiting, SamplePosts.content("A later thought"), site.now());
        release();
        assertThat(site.text(PAGE)).contains("Text of A statement").doesNotContain("later thought");
        assertThat(now().content().editions().get("en").title()).isEqualTo("A later thought");
    }

    @Test
    void a_recall_that_comes_too_late_is_told_so() {
        Post waiting = schedule(post);
        release();
        assertThatThrownBy(() -> apply(Scheduling.unschedule(waiting, "ed", site.now())))
                .isInstanceOf(Stale.class);
        assertThat(site.text(PAGE)).isNotEmpty();
    }

    @Test
    void a_message_that_comes_twice_releases_once() {
        schedule(post);
        release();
        long revision = now().revision();
        release();
        assertThat(now().revision()).isEqualTo(revision);
        assertThat(letters.drain()).hasSize(1);
    }

    @Test
    void what_cannot_be_rendered_is_called_off_beforehand_and_its_editor_told() {
        schedule(post);
        canRender = released -> false;
        release();
        assertThat(waitedFor).isEmpty();
        assertThat(now().state()).isEqualTo(PostState.DRAFT);
        assertThat(outcome().failure()).contains("unrenderable");
        assertThat(letters.drain()).hasSize(1);
    }

    @Test
    void a_tick_wakes_what_is_due_soon_and_what_was_missed() {
        schedule(post);
        site.now(due.minus(Duration.ofMinutes(3)));
        tick();
        assertThat(messages.drain()).isEmpty();
        site.now(due.minus(Duration.ofMinutes(1)));
        tick();
        assertThat(messages.drain()).containsExactly("{\"post\":\"" + post.id() + "\"}");
        site.now(due.plus(Duration.ofMinutes(1)));
        tick();
        assertThat(messages.drain()).hasSize(1);
        release();
        assertThat(now().publishedAt()).contains(due);
        assertThat(Duration.between(due, outcome().publicAt().orElseThrow())).isEqualTo(Duration.ofMinutes(1));
        tick();
        assertThat(messages.drain()).isEmpty();
    }

    @Test
    void what_nobody_can_read_keeps_no_other_from_being_woken_or_told_of() {
        putOpen("OPEN#SCHEDULE", "schedule", "0");
        putOpen("SCHEDULED#0000000001", "scheduled", "0");
        schedule(post);
        site.now(due);
        tick();
        assertThat(messages.drain()).contains("{\"post\":\"" + post.id() + "\"}");
        addressAnswers = false;
        release();
        site.now(due.plus(Duration.ofMinutes(2)));
        tick();
        assertThat(letters.drain()).hasSize(1);
    }

    private void putOpen(String sk, String kind, String since) {
        Item broken = Item.at("POST#01KB07ZD8Q8G2J6V5F3M9T4XWA", sk)
                .with("openKind", kind)
                .with("openSince", since);
        site.tables.client().putItem(put -> put.tableName(site.tables.posts()).item(broken.attributes()));
    }

    @Test
    void an_observer_that_saw_nothing_leaves_the_word_to_the_tick() {
        schedule(post);
        addressAnswers = false;
        release();
        assertThat(letters.drain()).isEmpty();
        site.now(due.plus(Duration.ofMinutes(2)));
        tick();
        assertThat(letters.drain()).hasSize(1);
        assertThat(outcome().publicAt())
                .as("the live mark")
                .contains(site.releases.live(post.id()).orElseThrow().at());
    }

    @Test
    void a_letter_whose_sender_is_gone_is_given_up_and_not_asked_for_each_minute() {
        schedule(post);
        release();
        assertThat(letters.drain()).hasSize(1);
        long revision = outcome().revision();
        assertThat(scheduled.letter(post.id(), revision).claim("who is lost")).isTrue();
        site.now(due.plus(Duration.ofMinutes(2)));
        tick();
        assertThat(letters.drain()).as("it may still be on its way").isEmpty();
        assertThat(outcome().tell()).isPresent();
        site.now(due.plus(Duration.ofMinutes(11)));
        tick();
        assertThat(outcome().tell()).as("the editor's address").isEmpty();
        assertThat(scheduled.untold(site.now(), 10)).isEmpty();
        tick();
        assertThat(letters.drain()).isEmpty();
    }

    @Test
    void the_address_is_the_posts_own_as_long_as_it_is_scheduled() {
        Post waiting = schedule(post);
        Post other = site.sample.draft(SamplePosts.content("A statement"), site.now());
        assertThat(addresses(other).get("en").slug()).isEqualTo("a-statement-2");
        apply(Scheduling.unschedule(waiting, "ed", site.now()));
        assertThat(addresses(other).get("en").slug()).isEqualTo("a-statement");
    }

    @Test
    void a_deleted_post_gives_its_address_back_and_is_not_released() {
        Post waiting = schedule(post);
        site.sample.posts().delete(waiting);
        release();
        Post other = site.sample.draft(SamplePosts.content("A statement"), site.now());
        assertThat(addresses(other).get("en").slug()).isEqualTo("a-statement");
        assertThat(site.text(PAGE)).isEmpty();
    }

    private Post schedule(Post draft) {
        return apply(Scheduling.schedule(draft, wish(due), addresses(draft), "ed", site.now()));
    }

    private static Schedule.Wish wish(Instant at) {
        return new Schedule.Wish(at, true, Map.of(), Optional.of("ed@example.org"));
    }

    private Map<String, Address> addresses(Post draft) {
        return new Addresses(site.tables.client(), site.tables.posts())
                .propose(draft, due, SiteSettings.initial(), new Problems());
    }

    private Post apply(press.communique.core.post.Change change) {
        site.sample.posts().apply(change);
        return change.after();
    }

    private Post now() {
        return site.sample.posts().find(post.id()).orElseThrow();
    }

    private ScheduledRelease outcome() {
        List<ScheduledRelease> all = scheduled.of(post.id());
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private void release() {
        release(post.id());
    }

    private void release(String... ids) {
        try {
            new DueReleases(
                            site.sample.posts(),
                            site.sites,
                            site.publisher(),
                            released -> canRender.test(released),
                            observation(),
                            URL,
                            site::now,
                            this::passTime)
                    .release(List.of(ids));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private synchronized void passTime(Instant moment) {
        waitedFor.add(moment);
        if (moment.isAfter(site.now())) {
            meanwhile.run();
            meanwhile = () -> {};
            site.now(moment);
        }
    }

    private Observation observation() {
        return new Observation(
                this::shows,
                scheduled,
                site.releases,
                new LetterMessages(clients(letters), letters.url()),
                new Metrics(Map.of()),
                site::now,
                this::passTime);
    }

    private synchronized boolean shows(URI page, long revision) {
        asked.add(page);
        if (site.text(page.getPath().substring(1) + "index.html").isEmpty()) {
            askedInVain++;
        }
        return addressAnswers;
    }

    private void tick() {
        new Tick(site.releases, scheduled, new DueMessages(clients(messages), messages.url()), observation(), site::now)
                .tick();
    }

    private AwsClients clients(LocalQueue queue) {
        var environment = new HashMap<String, String>(site.tables.environment());
        environment.put("AWS_ENDPOINT_URL_SQS", queue.endpoint());
        return new AwsClients(environment);
    }
}

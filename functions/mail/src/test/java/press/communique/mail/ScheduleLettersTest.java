package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Address;
import press.communique.core.post.Change;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Post;
import press.communique.core.post.Schedule;
import press.communique.core.post.Scheduling;
import press.communique.core.post.Workflow;
import press.communique.mail.outbox.Mail;
import press.communique.mail.testing.MemoryMailer;
import press.communique.mail.testing.Newsroom;
import press.communique.mail.testing.Run;
import press.communique.store.posts.ScheduledReleases;

/** Whoever scheduled a post is told once what became of it. */
class ScheduleLettersTest {

    private final Newsroom newsroom = new Newsroom();
    private final LetterHandler handler =
            new LetterHandler(newsroom.environment(), newsroom.mailer, newsroom.clock, moment -> {});
    private final ScheduledReleases scheduled = new ScheduledReleases(newsroom.dynamo, newsroom.tables.posts());
    private final Instant due = newsroom.clock.instant().plus(Duration.ofHours(1));

    @AfterEach
    void close() {
        newsroom.close();
    }

    @Test
    void a_release_that_is_live_is_told_with_where_to_look() {
        Change release = released("ed@example.org");
        newsroom.markLive(release.after().id());
        scheduled.seen(release.after().id(), release.after().revision(), due.plusMillis(240));
        assertThat(deliver(release)).isTrue();
        Mail letter = newsroom.mailer.accepted().get(0);
        assertThat(letter.to().value()).isEqualTo("ed@example.org");
        assertThat(letter.subject()).isEqualTo("Live: A statement");
        assertThat(letter.text().replace('\n', ' '))
                .contains("https://news.example.org/news/2026/11/a-statement/", "0.2 s later");
    }

    @Test
    void a_release_that_is_not_live_is_told_with_why() {
        Change release = released("ed@example.org");
        newsroom.releases.markFailed(release.release().orElseThrow(), due, "unrenderable");
        deliver(release);
        Mail letter = newsroom.mailer.accepted().get(0);
        assertThat(letter.subject()).isEqualTo("Not live: A statement");
        assertThat(letter.text().replace('\n', ' ')).contains("could not be made into a page");
    }

    @Test
    void a_schedule_that_was_given_up_is_told_with_why() {
        Change end = Scheduling.giveUp(scheduledPost("ed@example.org"), "address-taken", due);
        newsroom.posts.apply(end);
        deliver(end);
        assertThat(newsroom.mailer.accepted().get(0).text().replace('\n', ' '))
                .contains("Another post has the address");
    }

    @Test
    void it_is_told_once_and_the_address_is_forgotten() {
        Change release = released("ed@example.org");
        newsroom.markLive(release.after().id());
        deliver(release);
        deliver(release);
        assertThat(newsroom.mailer.accepted()).hasSize(1);
        assertThat(scheduled.of(release.after().id()).get(0).tell()).isEmpty();
        assertThat(scheduled.untold(due.plus(Duration.ofDays(1)), 10)).isEmpty();
    }

    @Test
    void a_letter_that_was_not_taken_goes_again_and_one_with_a_lost_reply_does_not() {
        Change release = released("ed@example.org");
        newsroom.markLive(release.after().id());
        newsroom.mailer.next(MemoryMailer.THROTTLED, MemoryMailer.REPLY_LOST);
        assertThat(deliver(release)).isFalse();
        assertThat(deliver(release)).isTrue();
        assertThat(deliver(release)).isTrue();
        assertThat(newsroom.mailer.accepted()).hasSize(1);
    }

    @Test
    void a_machine_that_scheduled_is_told_by_its_receipt_only() {
        Change release = released(null);
        newsroom.markLive(release.after().id());
        assertThat(deliver(release)).isTrue();
        assertThat(newsroom.mailer.accepted()).isEmpty();
        assertThat(scheduled.untold(due.plus(Duration.ofDays(1)), 10)).isEmpty();
    }

    private Post scheduledPost(String tell) {
        Instant now = newsroom.clock.instant();
        var content = new Content(
                "press-release",
                List.of(),
                List.of(),
                new TreeMap<>(Map.of("en", new Edition("A statement", "", "Text.", Optional.empty()))),
                List.of(),
                false,
                false,
                List.of(),
                Optional.empty());
        Change created = Workflow.create("01M8705TZ8TXPX385EPYJX1SGS", UUID.randomUUID(), content, "ann", now);
        newsroom.posts.apply(created);
        var wish = new Schedule.Wish(due, false, Map.of(), Optional.ofNullable(tell));
        var address = new Address("en", YearMonth.of(2026, 11), "a-statement");
        Change change = Scheduling.schedule(created.after(), wish, Map.of("en", address), "ed", now);
        newsroom.posts.apply(change);
        return change.after();
    }

    private Change released(String tell) {
        Post post = scheduledPost(tell);
        Change release = Scheduling.release(post, post.content(), due);
        newsroom.posts.apply(release);
        return release;
    }

    private boolean deliver(Change change) {
        var message = new SQSEvent.SQSMessage();
        message.setMessageId("m");
        message.setBody("{\"post\":\"" + change.after().id() + "\",\"revision\":"
                + change.after().revision() + "}");
        var event = new SQSEvent();
        event.setRecords(List.of(message));
        return handler.handleRequest(event, Run.OF_A_MINUTE)
                .getBatchItemFailures()
                .isEmpty();
    }
}

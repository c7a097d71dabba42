package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.mail.Books;
import press.communique.mail.outbox.Mail;

/** One mail a period, at the reader's hour, with everything once, and nothing when there is nothing. */
class DigestTest extends DigestFlow {

    @Test
    void two_posts_of_a_day_come_in_one_mail_at_the_readers_hour() {
        newsroom.subscribe("jane@example.org", daily(BRUSSELS, 9));
        String first = goesLive("Agreement");
        goesLive("Visit", "fr");
        passUntil("2026-11-24T07:45:00Z");
        assertThat(mailsTo("jane@example.org")).as("before nine").isEmpty();
        passUntil("2026-11-24T08:00:00Z");
        List<Mail> mails = mailsTo("jane@example.org");
        assertThat(mails).hasSize(1);
        assertThat(mails.get(0).subject()).isIn("Agreement, and 1 more", "Visit, and 1 more");
        assertThat(mails.get(0).text()).contains("Agreement", "Visit", "The summary of Visit", "/news/2026/11/");
        assertThat(mails.get(0).html()).contains("Agreement", "Visit");
        assertThat(mails.get(0).headers()).containsKeys("List-Id", "List-Unsubscribe", "List-Unsubscribe-Post");
        assertThat(told(first)).isEqualTo(Map.of(Frequency.DAILY, new Books(1, 1, 0, 0, 0, 0)));
        passUntil("2026-11-26T12:00:00Z");
        assertThat(mailsTo("jane@example.org")).as("nothing new, no mail").hasSize(1);
    }

    @Test
    void what_was_mailed_at_once_is_not_repeated_and_each_interest_has_its_own_pace() {
        newsroom.subscribe(
                "jane@example.org",
                new Preferences(
                        List.of("en", "fr"),
                        List.of(
                                new Interest(List.of("press-release"), List.of(), Frequency.IMMEDIATE),
                                new Interest(List.of(), List.of(), Frequency.DAILY)),
                        Optional.of(BRUSSELS),
                        OptionalInt.of(9),
                        OptionalInt.empty()));
        goesLive("Agreement");
        assertThat(subjects("jane@example.org")).containsExactly("Agreement");
        passUntil("2026-11-25T12:00:00Z");
        assertThat(subjects("jane@example.org")).containsExactly("Agreement");
    }

    @Test
    void a_withdrawn_post_is_taken_out_and_a_corrected_one_is_told_as_it_is_now() {
        newsroom.subscribe("jane@example.org", daily(BRUSSELS, 9));
        String gone = goesLive("Gone");
        String post = goesLive("Agreement");
        newsroom.withdraw(gone);
        newsroom.translate(post, "fr");
        newsroom.markLive(post);
        announce(post);
        passUntil("2026-11-24T08:00:00Z");
        assertThat(subjects("jane@example.org")).containsExactly("Agreement");
        assertThat(mailsTo("jane@example.org").get(0).text()).doesNotContain("Gone");
    }

    @Test
    void if_all_is_withdrawn_there_is_no_mail() {
        newsroom.subscribe("jane@example.org", daily(BRUSSELS, 9));
        newsroom.withdraw(goesLive("Gone"));
        passUntil("2026-11-25T12:00:00Z");
        assertThat(newsroom.mailer.accepted()).isEmpty();
    }

    @Test
    void the_weekly_one_comes_on_the_readers_day() {
        newsroom.subscribe("monday@example.org", weekly(BRUSSELS, 9));
        newsroom.subscribe(
                "friday@example.org",
                new Preferences(
                        List.of("en"),
                        List.of(new Interest(List.of(), List.of(), Frequency.WEEKLY)),
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalInt.of(5)));
        String post = goesLive("Agreement");
        passUntil("2026-11-27T07:59:00Z");
        assertThat(newsroom.mailer.accepted()).isEmpty();
        passUntil("2026-11-27T12:00:00Z");
        assertThat(subjects("friday@example.org")).containsExactly("Agreement");
        passUntil("2026-11-30T07:59:00Z");
        assertThat(mailsTo("monday@example.org")).isEmpty();
        passUntil("2026-11-30T08:00:00Z");
        assertThat(subjects("monday@example.org")).containsExactly("Agreement");
        assertThat(told(post)).isEqualTo(Map.of(Frequency.WEEKLY, new Books(2, 2, 0, 0, 0, 0)));
    }

    @Test
    void whoever_comes_new_is_told_of_nothing_old() {
        newsroom.subscribe("jane@example.org", daily(BRUSSELS, 9));
        goesLive("Agreement");
        newsroom.subscribe("new@example.org", daily(BRUSSELS, 9));
        goesLive("Visit");
        passUntil("2026-11-24T12:00:00Z");
        assertThat(subjects("new@example.org")).containsExactly("Visit");
    }

    @Test
    void a_language_that_the_newsroom_gave_up_is_passed_over() {
        newsroom.subscribe(
                "jane@example.org",
                new Preferences(
                        List.of("pl", "en"),
                        List.of(new Interest(List.of(), List.of(), Frequency.DAILY)),
                        Optional.of(BRUSSELS),
                        OptionalInt.of(9),
                        OptionalInt.empty()));
        goesLive("Agreement");
        passUntil("2026-11-24T08:00:00Z");
        Mail mail = mailsTo("jane@example.org").get(0);
        assertThat(mail.text()).contains("You receive this digest because you subscribed");
        assertThat(mail.text() + mail.html() + mail.headers()).doesNotContain("/pl/");
    }

    @Test
    void a_digest_that_was_missed_is_made_up_for_once() {
        newsroom.subscribe("jane@example.org", daily(BRUSSELS, 9));
        goesLive("Agreement");
        tick();
        newsroom.clock.pass(Duration.ofHours(50));
        tick();
        tick();
        passUntil(newsroom.clock.instant().plus(Duration.ofHours(30)));
        assertThat(subjects("jane@example.org")).containsExactly("Agreement");
    }
}

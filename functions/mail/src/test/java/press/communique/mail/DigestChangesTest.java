package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Pause;
import press.communique.core.audience.Preferences;

/** Whoever changes how often mail comes is told of everything, and of nothing twice. */
class DigestChangesTest extends DigestFlow {

    private static final String JANE = "jane@example.org";
    private static final Preferences AT_ONCE = paced(Frequency.IMMEDIATE, BRUSSELS, 9);
    private static final Preferences DAILY = daily(BRUSSELS, 9);
    private static final Preferences WEEKLY = weekly(BRUSSELS, 9);

    @Test
    void from_daily_to_at_once_there_is_one_last_digest() {
        newsroom.subscribe(JANE, DAILY);
        goesLive("Before");
        choose(JANE, AT_ONCE);
        goesLive("After");
        assertThat(subjects(JANE)).containsExactly("After");
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("After", "Before");
    }

    @Test
    void from_at_once_to_daily_nothing_is_told_twice() {
        newsroom.subscribe(JANE, AT_ONCE);
        goesLive("Before");
        choose(JANE, DAILY);
        goesLive("After");
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Before", "After");
    }

    @Test
    void between_the_live_mark_and_the_mailing_from_at_once_to_daily() {
        newsroom.subscribe(JANE, AT_ONCE);
        announce(newsroom.publish("Agreement"));
        choose(JANE, DAILY);
        deliverAll();
        assertThat(subjects(JANE)).isEmpty();
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Agreement");
    }

    @Test
    void between_the_live_mark_and_the_mailing_from_daily_to_at_once() {
        newsroom.subscribe(JANE, DAILY);
        announce(newsroom.publish("Agreement"));
        choose(JANE, AT_ONCE);
        deliverAll();
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Agreement");
    }

    @Test
    void while_the_mailing_is_paused_a_digest_tells_it_and_nothing_else_does() {
        newsroom.subscribe(JANE, DAILY);
        String post = newsroom.publish("Agreement");
        announce(post);
        mailings.pause(post + "-first", "editor", newsroom.clock.instant());
        passUntil("2026-11-24T09:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Agreement");
        choose(JANE, AT_ONCE);
        mailings.resume(post + "-first");
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Agreement");
    }

    @Test
    void what_a_paused_mailing_will_still_tell_no_digest_tells_before() {
        newsroom.subscribe(
                JANE,
                new Preferences(
                        List.of("en"),
                        List.of(
                                new Interest(List.of("press-release"), List.of(), Frequency.IMMEDIATE),
                                new Interest(List.of("speech"), List.of(), Frequency.DAILY)),
                        Optional.of(BRUSSELS),
                        OptionalInt.of(9),
                        OptionalInt.empty()));
        String post = newsroom.publish("Agreement");
        announce(post);
        mailings.pause(post + "-first", "editor", newsroom.clock.instant());
        passUntil("2026-11-25T12:00:00Z");
        assertThat(subjects(JANE)).isEmpty();
        mailings.resume(post + "-first");
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Agreement");
    }

    @Test
    void whoever_goes_to_daily_while_the_mailing_is_paused_has_it_from_the_digest() {
        newsroom.subscribe(JANE, AT_ONCE);
        String post = newsroom.publish("Agreement");
        announce(post);
        mailings.pause(post + "-first", "editor", newsroom.clock.instant());
        passUntil("2026-11-25T12:00:00Z");
        choose(JANE, DAILY);
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Agreement");
        mailings.resume(post + "-first");
        passUntil("2026-11-27T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Agreement");
    }

    @Test
    void an_uncertain_mail_is_not_followed_by_a_digest() {
        newsroom.subscribe(JANE, AT_ONCE);
        newsroom.mailer.next(press.communique.mail.testing.MemoryMailer.REPLY_LOST);
        announce(newsroom.publish("Agreement"));
        deliverAll();
        choose(JANE, DAILY);
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Agreement");
    }

    @Test
    void from_daily_to_weekly_what_waits_comes_with_the_weekly_one() {
        newsroom.subscribe(JANE, DAILY);
        goesLive("Told");
        passUntil("2026-11-24T09:00:00Z");
        goesLive("Waits");
        choose(JANE, WEEKLY);
        goesLive("After");
        passUntil("2026-11-29T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Told");
        passUntil("2026-12-08T12:00:00Z");
        assertThat(subjects(JANE)).hasSize(2);
        assertThat(mailsTo(JANE).get(1).text()).contains("Waits", "After").doesNotContain("Told");
    }

    @Test
    void from_weekly_to_daily_what_waits_comes_with_the_next_daily_one() {
        newsroom.subscribe(JANE, WEEKLY);
        goesLive("Agreement");
        passUntil("2026-11-25T12:00:00Z");
        choose(JANE, DAILY);
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Agreement");
    }

    @Test
    void daily_and_weekly_interests_come_on_their_days_and_in_one_mail_where_both_do() {
        newsroom.subscribe(
                JANE,
                new Preferences(
                        List.of("en"),
                        List.of(
                                new Interest(List.of("speech"), List.of(), Frequency.DAILY),
                                new Interest(List.of(), List.of(), Frequency.WEEKLY)),
                        Optional.of(BRUSSELS),
                        OptionalInt.of(9),
                        OptionalInt.empty()));
        String weekly = goesLive("Release");
        passUntil("2026-11-29T12:00:00Z");
        assertThat(subjects(JANE)).isEmpty();
        passUntil("2026-12-08T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Release");
        assertThat(told(weekly)).containsOnlyKeys(Frequency.WEEKLY);
    }

    @Test
    void a_new_interest_brings_nothing_from_before() {
        newsroom.subscribe(
                JANE,
                Preferences.of(List.of("en"), List.of(new Interest(List.of("speech"), List.of(), Frequency.DAILY))));
        goesLive("Agreement");
        choose(JANE, DAILY);
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).isEmpty();
    }

    @Test
    void a_digest_waits_for_the_end_of_a_pause() {
        newsroom.subscribe(JANE, DAILY);
        choose(JANE, DAILY.pausing(Optional.of(new Pause(Optional.empty()))));
        goesLive("Agreement");
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).isEmpty();
        choose(JANE, DAILY);
        passUntil("2026-11-27T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Agreement");
    }

    @Test
    void a_language_that_comes_later_is_told_to_those_who_could_not_read_the_post_before() {
        newsroom.subscribe("jeanne@example.org", languages("fr"));
        newsroom.subscribe("both@example.org", languages("fr", "en"));
        String post = goesLive("Agreement");
        passUntil("2026-11-24T09:00:00Z");
        assertThat(subjects("both@example.org")).containsExactly("Agreement");
        newsroom.translate(post, "fr");
        newsroom.markLive(post);
        announce(post);
        deliverAll();
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects("jeanne@example.org")).containsExactly("Title (fr)");
        assertThat(subjects("both@example.org")).containsExactly("Agreement");
    }

    @Test
    void a_correction_goes_to_whoever_had_the_error_from_a_digest() {
        newsroom.subscribe(JANE, DAILY);
        newsroom.subscribe("later@example.org", daily(BRUSSELS, 15));
        String post = goesLive("Agreement");
        passUntil("2026-11-24T09:00:00Z");
        newsroom.correct(post, Map.of("en", "It was Tuesday."));
        newsroom.markLive(post);
        announce(post);
        deliverAll();
        passUntil("2026-11-26T12:00:00Z");
        assertThat(subjects(JANE)).containsExactly("Agreement", "Correction: Agreement");
        assertThat(subjects("later@example.org"))
                .as("a digest not yet sent is repaired silently")
                .containsExactly("Agreement");
    }

    private static Preferences languages(String... languages) {
        return new Preferences(
                List.of(languages), DAILY.interests(), DAILY.timeZone(), DAILY.hour(), OptionalInt.empty());
    }
}

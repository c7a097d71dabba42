package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.Reader;
import press.communique.core.mail.Books;
import press.communique.core.mail.Pace;
import press.communique.mail.outbox.Mail;
import press.communique.store.mailing.SendingSlots;

/** A correction follows the error; a language that comes later goes to who could not read the post before. */
class LaterMailingsTest extends MailFlow {

    @Test
    void a_correction_goes_to_those_who_were_mailed_the_edition_that_it_names() {
        newsroom.subscribe("jane@example.org", "en");
        newsroom.subscribe("jeanne@example.org", "fr");
        String post = mailed("Agreement", "fr");
        newsroom.subscribe("late@example.org", "en");
        newsroom.correct(post, Map.of("en", "The meeting is on 6 May, not on 7 May."));
        mailOut(post);
        List<Mail> corrections = since(2);
        assertThat(to(corrections)).containsExactly("jane@example.org");
        assertThat(corrections.get(0).subject()).isEqualTo("Correction: Agreement");
        assertThat(corrections.get(0).text()).contains("The meeting is on 6 May");
        assertThat(mailings.progress(post + "-correction-1").orElseThrow().books())
                .isEqualTo(new Books(1, 1, 0, 0, 0, 0));
    }

    @Test
    void whoever_changed_language_since_is_told_in_the_language_of_the_error() {
        newsroom.subscribe("jane@example.org", "en");
        String post = mailed("Agreement", "fr");
        newsroom.subscribe("jane@example.org", "fr", "en");
        newsroom.correct(post, Map.of("en", "Wrong day.", "fr", "Mauvais jour."));
        mailOut(post);
        assertThat(since(1)).extracting(Mail::subject).containsExactly("Correction: Agreement");
    }

    @Test
    void whoever_left_since_is_not_told() {
        newsroom.subscribe("jane@example.org", "en");
        String post = mailed("Agreement");
        for (Reader reader : newsroom.everybody()) {
            newsroom.readers.unsubscribe(reader.id(), reader.epoch(), newsroom.clock.instant());
        }
        newsroom.correct(post, Map.of("en", "Wrong day."));
        mailOut(post);
        assertThat(newsroom.mailer.accepted()).hasSize(1);
    }

    @Test
    void a_correction_in_the_middle_of_a_mailing_reaches_those_with_the_error_and_no_one_else() {
        newsroom.subscribe(120, "en");
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.before(() -> {
            newsroom.mailer.before(() -> {});
            newsroom.correct(post, Map.of("en", "Wrong day."));
            newsroom.markLive(post);
            announce(post);
        });
        deliverAll();
        afterHours();
        List<Mail> all = newsroom.mailer.accepted();
        assertThat(all).hasSize(120 + 50);
        assertThat(all.stream().filter(mail -> mail.subject().equals("Correction: Agreement")))
                .as("for the one batch that went with the error")
                .hasSize(50);
    }

    @Test
    void what_waits_for_an_earlier_mailing_is_one_message_however_often_a_queue_delivers_it() {
        newsroom.subscribe("jane@example.org", "en");
        String post = newsroom.publish("Agreement");
        announce(post);
        mailings.pause(post + "-first", "editor", newsroom.clock.instant());
        newsroom.correct(post, Map.of("en", "Wrong day."));
        newsroom.markLive(post);
        announce(post);
        assertThat(messagesAfterSixDeliveriesEachTwice(() -> {})).isEqualTo(1);
        mailings.resume(post + "-first");
        afterHours();
        assertThat(to(newsroom.mailer.accepted())).containsExactly("jane@example.org");
    }

    @Test
    void what_finds_no_turn_is_one_message_however_often_a_queue_delivers_it() {
        newsroom.subscribe("jane@example.org", "en");
        announce(newsroom.publish("Agreement"));
        for (int minutes = 0; minutes < 6; minutes++) {
            reserve(50, SendingSlots.Precedence.MAILING);
        }
        assertThat(messagesAfterSixDeliveriesEachTwice(() -> {})).isEqualTo(1);
        afterHours();
        assertThat(to(newsroom.mailer.accepted())).containsExactly("jane@example.org");
    }

    @Test
    void what_urgent_mail_overtakes_is_one_message_however_often_a_queue_delivers_it() {
        newsroom.subscribe("jane@example.org", "en");
        announce(newsroom.publish("Agreement"));
        assertThat(messagesAfterSixDeliveriesEachTwice(() -> reserve(20, SendingSlots.Precedence.URGENT)))
                .isEqualTo(1);
        afterHours();
        assertThat(to(newsroom.mailer.accepted())).containsExactly("jane@example.org");
    }

    private int messagesAfterSixDeliveriesEachTwice(Runnable before) {
        for (int round = 0; round < 6; round++) {
            before.run();
            List<String> waiting = newsroom.queue.drain();
            waiting.forEach(this::deliver);
            waiting.forEach(this::deliver);
            newsroom.clock.pass(Duration.ofSeconds(15));
        }
        return newsroom.queue.drain().size();
    }

    /** For somebody else who sends so many at one a second. */
    private void reserve(int mails, SendingSlots.Precedence precedence) {
        Instant now = newsroom.clock.instant();
        new SendingSlots(newsroom.dynamo, newsroom.tables.audience())
                .reserve(mails, new Pace(1), now, Duration.ZERO, now.plus(Duration.ofHours(1)), precedence);
    }

    @Test
    void a_second_correction_is_told_too_and_says_its_own_words() {
        newsroom.subscribe("jane@example.org", "en");
        String post = mailed("Agreement");
        newsroom.correct(post, Map.of("en", "Wrong day."));
        mailOut(post);
        newsroom.correct(post, Map.of("en", "Wrong hour."));
        mailOut(post);
        assertThat(since(1))
                .extracting(Mail::text)
                .satisfiesExactly(first -> assertThat(first).contains("Wrong day."), second -> assertThat(second)
                        .contains("Wrong hour."));
    }

    @Test
    void a_language_added_later_goes_to_those_who_have_not_had_the_post() {
        newsroom.subscribe("jane@example.org", "en");
        newsroom.subscribe("hans@example.org", "de", "en");
        newsroom.subscribe("grete@example.org", "de");
        newsroom.subscribe("jeanne@example.org", "fr");
        String post = mailed("Agreement");
        assertThat(to(newsroom.mailer.accepted())).containsExactlyInAnyOrder("jane@example.org", "hans@example.org");
        newsroom.translate(post, "de");
        mailOut(post);
        assertThat(to(since(2))).containsExactly("grete@example.org");
        newsroom.translate(post, "fr");
        mailOut(post);
        assertThat(to(since(3))).containsExactly("jeanne@example.org");
        newsroom.publishAgainAndNotify(post);
        mailOut(post);
        assertThat(since(4)).isEmpty();
    }

    @Test
    void when_nobody_knows_any_more_who_had_the_post_a_person_decides() {
        newsroom.subscribe("jane@example.org", "en");
        String post = mailed("Agreement");
        newsroom.clock.pass(Duration.ofDays(91));
        newsroom.correct(post, Map.of("en", "Wrong day."));
        mailOut(post);
        assertThat(since(1)).isEmpty();
        assertThat(newsroom.releases.openIntents(post)).isEmpty();
    }

    private String mailed(String title, String... moreLanguages) {
        String post = newsroom.publish(title, moreLanguages);
        announce(post);
        deliverAll();
        return post;
    }

    private void mailOut(String post) {
        newsroom.markLive(post);
        announce(post);
        deliverAll();
    }

    private List<Mail> since(int count) {
        List<Mail> all = newsroom.mailer.accepted();
        return all.subList(count, all.size());
    }

    private static List<String> to(List<Mail> mails) {
        return mails.stream().map(mail -> mail.to().value()).toList();
    }
}

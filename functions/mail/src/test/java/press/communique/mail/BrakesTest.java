package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import press.communique.core.mail.Batch;
import press.communique.core.mail.Books;
import press.communique.core.mail.Outcome;
import press.communique.mail.testing.MemoryMailer;
import press.communique.store.audience.Readers;
import press.communique.store.aws.AwsClients;
import press.communique.store.mailing.Batches;
import press.communique.store.queue.ShareMessage;
import press.communique.store.queue.ShareMessages;

/** An editor holds a mailing, lets it go on, ends it, or settles what nobody else can know. */
class BrakesTest extends MailFlow {

    private final Batches batches = new Batches(
            newsroom.dynamo,
            newsroom.tables.audience(),
            new Readers(newsroom.dynamo, newsroom.tables.audience(), newsroom.seal));

    @Test
    void a_mailing_that_is_paused_stops_before_its_next_batch_and_goes_on_where_it_was() {
        newsroom.subscribe(200);
        String post = newsroom.publish("Agreement");
        announce(post);
        pauseDuringTheFirstBatch(post);
        deliverAll();
        afterHours();
        assertThat(newsroom.mailer.accepted()).hasSize(50);
        assertThat(mailings.resume(post + "-first")).isTrue();
        wake(post);
        deliverAll();
        assertThat(newsroom.mailer.times()).hasSize(200).doesNotContainValue(2);
        assertThat(progress(post).books()).isEqualTo(new Books(200, 200, 0, 0, 0, 0));
        assertThat(progress(post).done()).isTrue();
    }

    @Test
    void a_batch_that_is_being_claimed_while_the_pause_comes_waits() {
        newsroom.subscribe(10);
        String post = newsroom.publish("Agreement");
        announce(post);
        mailings.pause(post + "-first", "ed", newsroom.clock.instant());
        Batch frozen = frozen(post);
        var claim = new Batch.Claim("w", newsroom.clock.instant(), newsroom.clock.instant(), 1, java.util.Map.of());
        assertThat(batches.claim(frozen, claim, newsroom.everybody(), java.util.Map.of()))
                .isEqualTo(Batches.Claimed.HELD);
    }

    @Test
    void whoever_was_not_mailed_when_it_was_cancelled_is_not() {
        newsroom.subscribe(200);
        String post = newsroom.publish("Agreement");
        announce(post);
        pauseDuringTheFirstBatch(post);
        deliverAll();
        assertThat(mailings.cancel(post + "-first", "ed", newsroom.clock.instant()))
                .isTrue();
        assertThat(mailings.resume(post + "-first")).isFalse();
        wake(post);
        deliverAll();
        assertThat(newsroom.mailer.accepted()).hasSize(50);
        assertThat(progress(post).done()).isTrue();
        assertThat(progress(post).stopped()).contains("cancelled");
        assertThat(progress(post).books().pending()).isZero();
    }

    @Test
    void an_uncertain_batch_waits_on_a_list_for_a_person() {
        Batch uncertain = uncertain();
        assertThat(batches.decide(uncertain, Outcome.accepted("by-hand"), newsroom.clock.instant()))
                .isTrue();
        assertThat(batches.uncertain(10)).isEmpty();
        assertThat(batches.decide(uncertain, Outcome.again("by-hand"), newsroom.clock.instant()))
                .as("decided twice")
                .isFalse();
        assertThat(mailings.progress(uncertain.mailing()).orElseThrow().books())
                .isEqualTo(new Books(20, 20, 0, 0, 0, 0));
    }

    @Test
    void what_a_person_sends_again_goes_again_once() {
        Batch uncertain = uncertain();
        assertThat(newsroom.mailer.accepted()).hasSize(20);
        batches.decide(uncertain, Outcome.again("by-hand"), newsroom.clock.instant());
        assertThat(mailings.progress(uncertain.mailing()).orElseThrow().books())
                .isEqualTo(new Books(20, 0, 0, 0, 0, 20));
        wakeMailing(uncertain.mailing());
        deliverAll();
        afterHours();
        assertThat(newsroom.mailer.accepted()).hasSize(40);
        assertThat(mailings.progress(uncertain.mailing()).orElseThrow().books())
                .isEqualTo(new Books(20, 20, 0, 0, 0, 0));
    }

    private Batch uncertain() {
        newsroom.subscribe(20);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.next(MemoryMailer.CALLER_DIES);
        deliverAll();
        newsroom.clock.pass(Duration.ofMinutes(6));
        wake(post);
        deliverAll();
        List<Batch> uncertain = batches.uncertain(10);
        assertThat(uncertain).hasSize(1);
        return uncertain.get(0);
    }

    private Batch frozen(String post) {
        var share = mailings.share(post + "-first", 0).orElseThrow();
        batches.freeze(
                share,
                newsroom.everybody().stream()
                        .map(press.communique.core.audience.Reader::id)
                        .toList(),
                share.cursor(),
                true);
        return batches.find(post + "-first", 0, 1).orElseThrow();
    }

    private void pauseDuringTheFirstBatch(String post) {
        newsroom.mailer.before(() -> {
            newsroom.mailer.before(() -> {});
            assertThat(mailings.pause(post + "-first", "ed", newsroom.clock.instant()))
                    .isTrue();
        });
    }

    private void wake(String post) {
        wakeMailing(post + "-first");
    }

    private void wakeMailing(String mailing) {
        new ShareMessages(new AwsClients(newsroom.environment()), newsroom.queue.url(), newsroom.urgentQueue.url())
                .put(List.of(new ShareMessage(mailing, 0)));
    }
}

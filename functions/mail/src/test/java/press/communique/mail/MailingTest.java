package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Partition;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.mail.Books;
import press.communique.core.mail.HeldBack;
import press.communique.core.mail.Progress;
import press.communique.mail.outbox.Mail;
import press.communique.mail.testing.Deaths;

/** Who gets which mail, and when nobody gets any. */
class MailingTest extends MailFlow {

    @Test
    void everyReaderGetsOneMailAndTheBooksSaySo() {
        newsroom.subscribe(120);
        String post = newsroom.publish("Agreement");
        announce(post);
        deliverAll();
        assertThat(newsroom.mailer.times()).hasSize(120).containsValue(1).doesNotContainValue(2);
        assertThat(newsroom.mailer.calls()).containsExactly(50, 50, 20);
        assertThat(progress(post).books()).isEqualTo(new Books(120, 120, 0, 0, 0, 0));
        assertThat(progress(post).done()).isTrue();
        assertThat(newsroom.releases.openIntents(post)).isEmpty();
    }

    @Test
    void aReaderIsReadOnceHoweverSmallTheBatchesAre() {
        newsroom.subscribe(60);
        newsroom.mailer.pace(5);
        String post = newsroom.publish("Agreement");
        announce(post);
        Deaths.count();
        deliverAll();
        List<String> calls = Deaths.disarm();
        assertThat(newsroom.mailer.calls()).hasSizeGreaterThan(11);
        assertThat(calls)
                .filteredOn("QueryRequest"::equals)
                .as("at most a page for each partition")
                .hasSizeLessThanOrEqualTo(Partition.COUNT);
    }

    @Test
    void withoutReadersTheMailingIsDoneAtOnce() {
        String post = newsroom.publish("Agreement");
        announce(post);
        assertThat(newsroom.queue.drain()).isEmpty();
        assertThat(progress(post).done()).isTrue();
    }

    @Test
    void nothingGoesOutBeforeThePageIsThere() {
        newsroom.subscribe(1);
        String post = newsroom.release("Agreement");
        announce(post);
        assertThat(newsroom.queue.drain()).isEmpty();
        newsroom.markLive(post);
        announce(post);
        assertThat(newsroom.queue.drain()).hasSize(1);
    }

    @Test
    void aReleaseWithoutAnIntentMailsNobody() {
        newsroom.subscribe(3);
        String post = newsroom.publish("Agreement");
        announce(post);
        deliverAll();
        newsroom.correctTypo(post);
        newsroom.markLive(post);
        announce(post);
        deliverAll();
        assertThat(newsroom.mailer.accepted()).hasSize(3);
    }

    @Test
    void theSameReasonMailsNobodyTwice() {
        newsroom.subscribe(3);
        String post = newsroom.publish("Agreement");
        announce(post);
        deliverAll();
        newsroom.publishAgainAndNotify(post);
        newsroom.markLive(post);
        announce(post);
        announce(post);
        deliverAll();
        assertThat(newsroom.mailer.accepted()).hasSize(3);
    }

    @Test
    void aPostWithdrawnBeforeAnybodyWasMailedMailsNobody() {
        newsroom.subscribe(3);
        String post = newsroom.publish("Agreement");
        newsroom.withdraw(post);
        announce(post);
        assertThat(newsroom.queue.drain()).isEmpty();
        assertThat(newsroom.releases.openIntents(post)).isEmpty();
    }

    @Test
    void aPostWithdrawnInTheMiddleStopsThere() {
        newsroom.subscribe(200);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.before(() -> newsroom.mailer.before(() -> {
            newsroom.mailer.before(() -> {});
            newsroom.withdraw(post);
        }));
        deliverAll();
        assertThat(newsroom.mailer.accepted()).hasSize(100);
        Progress progress = progress(post);
        assertThat(progress.done()).isTrue();
        assertThat(progress.stopped()).contains("withdrawn");
        assertThat(progress.books()).isEqualTo(new Books(100, 100, 0, 0, 0, 0));
    }

    @Test
    void aReaderWhoLeavesDuringAMailingIsNotMailedAnyMore() {
        List<String> readers = newsroom.subscribe(120);
        String post = newsroom.publish("Agreement");
        announce(post);
        var left = new ArrayList<String>();
        newsroom.mailer.before(() -> {
            newsroom.mailer.before(() -> {});
            newsroom.everybody().stream().map(Reader::id).forEach(id -> {
                newsroom.readers.unsubscribe(id, 1, newsroom.clock.instant());
                left.add(id);
            });
        });
        deliverAll();
        assertThat(left).hasSameSizeAs(readers);
        assertThat(newsroom.mailer.accepted())
                .as("those whose batch was claimed before")
                .hasSize(50);
        Books books = progress(post).books();
        assertThat(books)
                .as("whoever was read ahead, and had left at the claim, is excluded")
                .isEqualTo(new Books(books.audience(), 50, 0, books.audience() - 50, 0, 0));
    }

    @Test
    void newsOfYesterdayIsLeftToAPerson() {
        newsroom.subscribe(10);
        String post = newsroom.publish("Agreement");
        newsroom.clock.pass(Duration.ofHours(25));
        sweep.handleRequest(null, null);
        announce(post);
        assertThat(newsroom.queue.drain()).isEmpty();
        assertThat(newsroom.releases.openIntents(post)).isEmpty();
        assertThat(newsroom.releases.asked(post).get(0).heldFor()).contains(HeldBack.OLD_NEWS.code());
        assertThat(mailings.progress(post + "-first")).isEmpty();
    }

    @Test
    void eachReaderGetsTheFirstOfTheirLanguagesThatThereIsAndOnlyWhatTheyAskedFor() {
        newsroom.subscribe("fr@example.org", "fr", "en");
        newsroom.subscribe("nl@example.org", "nl", "en");
        newsroom.subscribe("only-nl@example.org", "nl");
        newsroom.subscribe(
                "speeches@example.org",
                Preferences.of(
                        List.of("en"), List.of(new Interest(List.of("speech"), List.of(), Frequency.IMMEDIATE))));
        newsroom.subscribe(
                "weekly@example.org",
                Preferences.of(List.of("en"), List.of(new Interest(List.of(), List.of(), Frequency.WEEKLY))));
        announce(newsroom.publish("Agreement", "fr"));
        deliverAll();
        assertThat(newsroom.mailer.accepted())
                .extracting(mail -> mail.to().value(), Mail::subject)
                .containsExactlyInAnyOrder(
                        tuple("fr@example.org", "Agreement (fr)"), tuple("nl@example.org", "Agreement"));
    }

    @Test
    void whileANewerReleaseTurnsThePagesMailWaitsForThem() {
        newsroom.subscribe(3);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.correctTypo(post);
        List<String> messages = newsroom.queue.drain();
        messages.forEach(this::deliver);
        assertThat(newsroom.mailer.accepted()).isEmpty();
        newsroom.markLive(post);
        deliverAll();
        assertThat(newsroom.mailer.accepted()).hasSize(3);
    }
}

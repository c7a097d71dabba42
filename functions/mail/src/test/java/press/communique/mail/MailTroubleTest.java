package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import press.communique.core.mail.Books;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Outcome;
import press.communique.core.mail.Share;
import press.communique.mail.outbox.Reply;
import press.communique.mail.testing.MemoryMailer;
import press.communique.store.item.Item;
import press.communique.store.mailing.EmergencyStop;

/** What may go wrong around a mailing: nobody is skipped, nobody is mailed twice. */
class MailTroubleTest extends MailFlow {

    @Test
    void whatIsSaidTwiceAndInAnyOrderDoesNoHarm() {
        newsroom.subscribe(60);
        String post = newsroom.publish("Agreement");
        announce(post);
        List<String> messages = newsroom.queue.drain();
        announce(post);
        messages.forEach(this::deliver);
        messages.forEach(this::deliver);
        deliverAll();
        messages.forEach(this::deliver);
        assertThat(newsroom.mailer.accepted()).hasSize(60);
        assertThat(progress(post).books()).isEqualTo(new Books(60, 60, 0, 0, 0, 0));
    }

    @Test
    void aMailingThatNobodyCanReadKeepsNoOtherFromBeingTakenUp() {
        newsroom.subscribe(10);
        String broken = newsroom.publish("Broken");
        announce(broken);
        newsroom.clock.pass(Duration.ofSeconds(1));
        String post = newsroom.publish("Agreement");
        announce(post);
        assertThat(newsroom.queue.drain()).isNotEmpty();
        newsroom.dynamo.updateItem(update -> update.tableName(newsroom.tables.audience())
                .key(Item.key("MAILING#" + broken + "-first", "MAILING"))
                .updateExpression("SET openedAt = :never")
                .expressionAttributeValues(Map.of(":never", Item.text("never"))));
        newsroom.clock.pass(Duration.ofMinutes(3));
        sweep.handleRequest(null, null);
        deliverAll();
        assertThat(progress(post).books()).isEqualTo(new Books(10, 10, 0, 0, 0, 0));
    }

    @Test
    void twoWorkersOnOneShareMailEachReaderOnce() {
        newsroom.subscribe(400);
        String post = newsroom.publish("Agreement");
        announce(post);
        String message = newsroom.queue.drain().get(0);
        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(() -> deliver(message)))
                        .limit(4)
                        .toArray(CompletableFuture[]::new))
                .join();
        afterHours();
        assertThat(newsroom.mailer.times()).hasSize(400).doesNotContainValue(2);
        assertThat(progress(post).books()).isEqualTo(new Books(400, 400, 0, 0, 0, 0));
        assertThat(progress(post).done()).isTrue();
    }

    @Test
    void aWorkerThatDiesAfterTheMailWasTakenLeavesItUncertainAndNobodySendsItAgain() {
        newsroom.subscribe(70);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.next(MemoryMailer.CALLER_DIES);
        String message = newsroom.queue.drain().get(0);
        assertThat(deliver(message)).as("reported back").isFalse();
        assertThat(deliver(message)).as("its worker may still live").isTrue();
        assertThat(newsroom.mailer.accepted()).hasSize(50);
        newsroom.clock.pass(Duration.ofMinutes(6));
        deliver(message);
        deliverAll();
        assertThat(newsroom.mailer.times()).hasSize(70).doesNotContainValue(2);
        assertThat(progress(post).books()).isEqualTo(new Books(70, 20, 0, 0, 50, 0));
        assertThat(progress(post).done()).isTrue();
    }

    @Test
    void aLostReplyIsUncertainAndNobodySendsItAgain() {
        newsroom.subscribe(70);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.next(MemoryMailer.REPLY_LOST);
        deliverAll();
        assertThat(newsroom.mailer.times()).hasSize(70).doesNotContainValue(2);
        assertThat(progress(post).books()).isEqualTo(new Books(70, 20, 0, 0, 50, 0));
    }

    @Test
    void ofAnAnswerWithFailedEntriesOnlyTheThrottledGoAgain() {
        newsroom.subscribe(48);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.next(MemoryMailer.PARTLY);
        deliverAll();
        assertThat(progress(post).books().pending()).isEqualTo(16);
        afterHours();
        assertThat(newsroom.mailer.times()).hasSize(40).doesNotContainValue(2);
        assertThat(progress(post).books()).isEqualTo(new Books(48, 40, 8, 0, 0, 0));
        assertThat(progress(post).done()).isTrue();
    }

    @Test
    void aRefusedCallGoesAgainInSmallerBatchesWithPauses() {
        newsroom.subscribe(50);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.next(MemoryMailer.THROTTLED, MemoryMailer.THROTTLED);
        afterHours();
        assertThat(newsroom.mailer.calls()).startsWith(50, 25).endsWith(12, 1);
        assertThat(newsroom.mailer.times()).hasSize(50).doesNotContainValue(2);
        assertThat(progress(post).books()).isEqualTo(new Books(50, 50, 0, 0, 0, 0));
    }

    @Test
    void aQuotaThatIsReachedInTheMiddleOfABatchCostsNobodyTheMail() {
        newsroom.subscribe(50);
        String post = newsroom.publish("Agreement");
        announce(post);
        MemoryMailer.Mood quota =
                (mails, accepting) -> new Reply.Answered(java.util.stream.IntStream.range(0, mails.size())
                        .mapToObj(i -> i < 20 && newsroom.mailer.accepted().size() < 20
                                ? accepting.accept(mails.get(i))
                                : Outcome.again("account-daily-quota-exceeded"))
                        .toList());
        newsroom.mailer.next(quota, quota, quota, quota);
        deliverAll();
        assertThat(progress(post).books()).isEqualTo(new Books(50, 20, 0, 0, 0, 30));
        afterHours();
        assertThat(newsroom.mailer.times()).hasSize(50).doesNotContainValue(2);
        assertThat(progress(post).books()).isEqualTo(new Books(50, 50, 0, 0, 0, 0));
        assertThat(progress(post).done()).isTrue();
    }

    @Test
    void sharesThatComeInAnyOrderTwiceAndAgainAfterHoursMailEachReaderOnce() {
        newsroom.subscribe(40);
        String post = newsroom.publish("Agreement");
        String id = post + "-first";
        mailings.open(
                new Mailing(id, post, "first", 1, newsroom.clock.instant(), 4),
                IntStream.range(0, 4)
                        .mapToObj(i -> Share.of(id, i, 16 * i, 16 * i + 15))
                        .toList());
        announce(post);
        List<String> messages = new ArrayList<>(newsroom.queue.drain());
        assertThat(messages).hasSize(4);
        messages.addAll(messages);
        Collections.shuffle(messages, new Random(5));
        newsroom.mailer.next(MemoryMailer.THROTTLED);
        messages.forEach(this::deliver);
        for (int hours = 0; hours < 3; hours++) {
            newsroom.clock.pass(Duration.ofHours(7));
            messages.forEach(this::deliver);
            newsroom.queue.drain().forEach(this::deliver);
        }
        afterHours();
        messages.forEach(this::deliver);
        assertThat(newsroom.mailer.times()).hasSize(40).doesNotContainValue(2);
        assertThat(progress(post).books()).isEqualTo(new Books(40, 40, 0, 0, 0, 0));
        assertThat(progress(post).done()).isTrue();
    }

    @Test
    void theEmergencyStopHoldsTheNextBatchAndWhatWaitsGoesOnAfterwards() {
        newsroom.subscribe(120);
        String post = newsroom.publish("Agreement");
        announce(post);
        var stop = new EmergencyStop(newsroom.dynamo, newsroom.tables.audience());
        newsroom.mailer.before(() -> stop.pull("editor", newsroom.clock.instant()));
        deliverAll();
        assertThat(newsroom.mailer.accepted()).hasSize(50);
        newsroom.clock.pass(Duration.ofHours(1));
        sweep.handleRequest(null, null);
        assertThat(newsroom.queue.drain())
                .as("while it is pulled nobody is woken")
                .isEmpty();
        newsroom.mailer.before(() -> {});
        stop.release(newsroom.clock.instant());
        afterHours();
        assertThat(newsroom.mailer.times()).hasSize(120).doesNotContainValue(2);
        assertThat(progress(post).books()).isEqualTo(new Books(120, 120, 0, 0, 0, 0));
    }

    @Test
    void aWorkerWithoutTimePutsTheRestBack() {
        newsroom.subscribe(120);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.before(() -> newsroom.clock.pass(Duration.ofSeconds(45)));
        deliver(newsroom.queue.drain().get(0));
        assertThat(newsroom.mailer.accepted()).hasSize(50);
        deliverAll();
        assertThat(newsroom.mailer.accepted()).hasSize(120);
        assertThat(progress(post).done()).isTrue();
    }

    @Test
    void aMessageThatWasLostIsFoundByTheSweep() {
        newsroom.subscribe(10);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.queue.drain();
        sweep.handleRequest(null, null);
        assertThat(newsroom.queue.drain()).as("not yet").isEmpty();
        newsroom.clock.pass(Duration.ofMinutes(3));
        sweep.handleRequest(null, null);
        sweep.handleRequest(null, null);
        List<String> found = newsroom.queue.drain();
        assertThat(found).hasSize(1);
        deliver(found.get(0));
        assertThat(newsroom.mailer.accepted()).hasSize(10);
    }

    @Test
    void anIntentThatTheStreamMissedIsFoundByTheSweep() {
        newsroom.subscribe(10);
        String post = newsroom.publish("Agreement");
        newsroom.clock.pass(Duration.ofMinutes(3));
        sweep.handleRequest(null, null);
        deliverAll();
        assertThat(newsroom.mailer.accepted()).hasSize(10);
        assertThat(progress(post).done()).isTrue();
    }

    @Test
    void theFirstRecordThatFailsIsReportedAndNothingBehindItIsDone() {
        var broken = new HashMap<>(newsroom.environment());
        broken.put("AUDIENCE_TABLE", "there-is-none");
        newsroom.subscribe(1);
        String post = newsroom.publish("Agreement");
        StreamsEventResponse answer =
                new AnnounceHandler(broken, newsroom.clock).handleRequest(event("SITE", "POST#" + post), null);
        assertThat(answer.getBatchItemFailures())
                .extracting(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
                .containsExactly("2");
        assertThat(newsroom.releases.openIntents(post)).as("nothing is lost").hasSize(1);
    }

    @Test
    void aMessageThatIsNoneOfOursIsReportedAndTheOthersAreDone() {
        newsroom.subscribe(1);
        announce(newsroom.publish("Agreement"));
        assertThat(deliver("rubbish")).isFalse();
        assertThat(deliver("{\"mailing\":\"unknown\",\"share\":0}")).isTrue();
        deliverAll();
        assertThat(newsroom.mailer.accepted()).hasSize(1);
    }
}

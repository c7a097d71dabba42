package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.mail.Books;
import press.communique.core.mail.Progress;
import press.communique.mail.outbox.Mail;
import press.communique.mail.testing.MemoryMailer;
import press.communique.mail.testing.Newsroom;
import press.communique.mail.testing.Run;
import press.communique.store.mailing.EmergencyStop;
import press.communique.store.mailing.Mailings;

/** From a live mark to the inbox, through the handlers with the events that Lambda gives them. */
class MailingTest {

    private final Newsroom newsroom = new Newsroom();
    private final Mailings mailings = new Mailings(newsroom.dynamo, newsroom.tables.audience());
    private final AnnounceHandler announce = new AnnounceHandler(newsroom.environment(), newsroom.clock);
    private final SendHandler send = new SendHandler(newsroom.environment(), newsroom.mailer, newsroom.clock);
    private final SweepHandler sweep = new SweepHandler(newsroom.environment(), newsroom.clock);

    @AfterEach
    void close() {
        newsroom.close();
    }

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
        assertThat(progress(post).books()).isEqualTo(new Books(50, 50, 0, 0, 0, 0));
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
        stop.release();
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
    void newsOfYesterdayIsLeftToAPerson() {
        newsroom.subscribe(10);
        String post = newsroom.publish("Agreement");
        newsroom.clock.pass(Duration.ofHours(25));
        sweep.handleRequest(null, null);
        announce(post);
        assertThat(newsroom.queue.drain()).isEmpty();
        assertThat(newsroom.releases.openIntents(post)).isEmpty();
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

    private void announce(String post) {
        assertThat(announce.handleRequest(event("POST#" + post), null).getBatchItemFailures())
                .isEmpty();
    }

    private static DynamodbEvent event(String... partitions) {
        var event = new DynamodbEvent();
        var records = new ArrayList<DynamodbEvent.DynamodbStreamRecord>();
        for (String pk : partitions) {
            var record = new DynamodbEvent.DynamodbStreamRecord();
            record.setDynamodb(new StreamRecord()
                    .withSequenceNumber(String.valueOf(records.size() + 1))
                    .withKeys(Map.of("pk", new AttributeValue(pk), "sk", new AttributeValue("LIVE"))));
            records.add(record);
        }
        event.setRecords(records);
        return event;
    }

    /** @return false if the handler reported the message as failed */
    private boolean deliver(String body) {
        var message = new SQSEvent.SQSMessage();
        message.setMessageId(UUID.randomUUID().toString());
        message.setBody(body);
        var event = new SQSEvent();
        event.setRecords(List.of(message));
        return send.handleRequest(event, Run.OF_A_MINUTE).getBatchItemFailures().isEmpty();
    }

    /** What waits, and what is put back meanwhile because a worker's time was over; not what waits for later. */
    private void deliverAll() {
        for (int round = 0; round < 5; round++) {
            List<String> messages = newsroom.queue.drain();
            messages.forEach(this::deliver);
        }
    }

    /** Everything that is going to happen by itself has happened. */
    private void afterHours() {
        for (int round = 0; round < 40; round++) {
            newsroom.clock.pass(Duration.ofMinutes(16));
            sweep.handleRequest(null, null);
            newsroom.queue.drain().forEach(this::deliver);
        }
    }

    private Progress progress(String post) {
        Optional<Progress> progress = mailings.progress(post + "-first");
        return progress.orElseThrow();
    }
}

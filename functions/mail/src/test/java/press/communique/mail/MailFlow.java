package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import press.communique.core.mail.Progress;
import press.communique.mail.testing.Newsroom;
import press.communique.mail.testing.Run;
import press.communique.store.mailing.Mailings;

/** From a live mark to the inbox, through the handlers with the events that Lambda gives them. */
abstract class MailFlow {

    final Newsroom newsroom = new Newsroom();
    final Mailings mailings = new Mailings(newsroom.dynamo, newsroom.tables.audience());
    final AnnounceHandler announce = new AnnounceHandler(newsroom.environment(), newsroom.clock);
    final SendHandler send =
            new SendHandler(newsroom.environment(), newsroom.mailer, newsroom.ledger, newsroom.clock, moment -> {});
    final SweepHandler sweep = new SweepHandler(newsroom.environment(), newsroom.ledger, newsroom.clock);

    @AfterEach
    void close() {
        newsroom.close();
    }

    void announce(String post) {
        assertThat(announce.handleRequest(event("POST#" + post), null).getBatchItemFailures())
                .isEmpty();
    }

    static DynamodbEvent event(String... partitions) {
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
    boolean deliver(String body) {
        return deliver(send, body);
    }

    static boolean deliver(SendHandler send, String body) {
        var message = new SQSEvent.SQSMessage();
        message.setMessageId(UUID.randomUUID().toString());
        message.setBody(body);
        var event = new SQSEvent();
        event.setRecords(List.of(message));
        return send.handleRequest(event, Run.OF_A_MINUTE).getBatchItemFailures().isEmpty();
    }

    /** What waits, and what is put back meanwhile because a worker's time was over; not what waits for later. */
    void deliverAll() {
        deliverAll(send);
    }

    void deliverAll(SendHandler send) {
        for (int round = 0; round < 5; round++) {
            List<String> messages = newsroom.queue.drain();
            messages.forEach(message -> deliver(send, message));
        }
    }

    /** Everything that is going to happen by itself has happened. */
    void afterHours() {
        for (int round = 0; round < 40; round++) {
            newsroom.clock.pass(Duration.ofMinutes(16));
            sweep.handleRequest(null, null);
            newsroom.queue.drain().forEach(this::deliver);
        }
    }

    Progress progress(String post) {
        Optional<Progress> progress = mailings.progress(post + "-first");
        return progress.orElseThrow();
    }
}

package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.mail.Books;
import press.communique.mail.testing.Run;

/** Urgent posts and confirmations wait for no mailing. */
class UrgentTest extends MailFlow {

    @Test
    void anUrgentPostAndAConfirmationAreAcceptedWhileAMailingIsUnderWay() {
        newsroom.subscribe(100);
        // Time passes as the turns say, at ten mails a second.
        newsroom.mailer.pace(10);
        var large = new SendHandler(
                newsroom.environment(), newsroom.mailer, newsroom.ledger, newsroom.clock, newsroom.clock::reach);
        var letters = new LetterHandler(newsroom.environment(), newsroom.mailer, newsroom.clock, newsroom.clock::reach);
        announce(newsroom.publish("Large"));
        List<String> messages = newsroom.queue.drain();
        assertThat(messages).as("the large one, in the queue of all others").hasSize(1);
        var urgent = new ArrayList<String>();
        newsroom.mailer.before(() -> {
            if (newsroom.mailer.calls().size() == 2) {
                urgent.add(newsroom.publishUrgently("Urgent"));
                announce(urgent.get(0));
                // The worker's time is over with this call.
                newsroom.clock.pass(Duration.ofSeconds(45));
            }
        });
        large.handleRequest(one(messages.get(0)), Run.OF_A_MINUTE);
        newsroom.mailer.before(() -> {});
        List<String> first = newsroom.urgentQueue.drain();
        assertThat(first).hasSize(1);
        large.handleRequest(one(first.get(0)), Run.OF_A_MINUTE);
        large.handleRequest(one(messages.get(0)), Run.OF_A_MINUTE);
        letters.handleRequest(one("{\"request\":\"" + request() + "\"}"), Run.OF_A_MINUTE);
        assertThat(progress(urgent.get(0)).books()).isEqualTo(new Books(100, 100, 0, 0, 0, 0));
        assertThat(newsroom.mailer.accepted())
                .as("mails of the large one before the urgent one was done")
                .filteredOn(mail -> mail.subject().equals("Large"))
                .hasSizeLessThan(31);
        assertThat(newsroom.mailer.accepted())
                .as("the letter")
                .anyMatch(mail -> mail.to().value().equals("new@example.org"));
    }

    @Test
    void aMailingRestsWhileUrgentMailGoesAndThenGoesOn() {
        newsroom.subscribe(120);
        String large = newsroom.publish("Large");
        announce(large);
        announce(newsroom.publishUrgently("Urgent"));
        newsroom.urgentQueue.drain().forEach(this::deliver);
        deliverAll();
        assertThat(newsroom.mailer.accepted()).hasSize(120).allMatch(mail -> mail.subject()
                .equals("Urgent"));
        newsroom.clock.pass(Duration.ofSeconds(10));
        afterHours();
        assertThat(progress(large).books()).isEqualTo(new Books(120, 120, 0, 0, 0, 0));
    }

    @Test
    void whatIsLeftOfAnUrgentMailingGoesBackToTheUrgentQueue() {
        newsroom.subscribe(120);
        announce(newsroom.publishUrgently("Urgent"));
        newsroom.mailer.before(() -> newsroom.clock.pass(Duration.ofSeconds(45)));
        deliver(newsroom.urgentQueue.drain().get(0));
        assertThat(newsroom.mailer.accepted()).hasSize(50);
        assertThat(newsroom.queue.drain()).isEmpty();
        assertThat(newsroom.urgentQueue.drain()).hasSize(1);
        newsroom.clock.pass(Duration.ofMinutes(16));
        sweep.handleRequest(null, null);
        assertThat(newsroom.urgentQueue.drain()).as("found by the sweep").hasSize(1);
        assertThat(newsroom.queue.drain()).isEmpty();
    }

    private String request() {
        String id = Reader.newId();
        newsroom.requests.open(
                id,
                new SubscriptionRequest(
                        EmailAddress.parse("new@example.org").orElseThrow(),
                        Preferences.of(List.of("en"), List.of(Interest.everything())),
                        "en"),
                newsroom.clock.instant());
        return id;
    }

    private static SQSEvent one(String body) {
        return Told.event(List.of(body));
    }
}

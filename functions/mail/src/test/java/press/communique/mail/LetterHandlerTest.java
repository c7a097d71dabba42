package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.audience.Suppression;
import press.communique.mail.outbox.Mail;
import press.communique.mail.testing.MemoryMailer;
import press.communique.mail.testing.Newsroom;
import press.communique.mail.testing.Run;

/** From a request to the letter that asks whether it is wanted. */
class LetterHandlerTest {

    private final Newsroom newsroom = new Newsroom();
    private final LetterHandler handler =
            new LetterHandler(newsroom.environment(), newsroom.mailer, newsroom.clock, moment -> {});

    @AfterEach
    void close() {
        newsroom.close();
    }

    @Test
    void theLetterCarriesALinkThatConfirms() {
        String request = request();
        assertThat(deliver(request)).isTrue();
        Mail letter = newsroom.mailer.accepted().get(0);
        assertThat(letter.to().value()).isEqualTo("jane@example.org");
        String token = letter.text().replaceAll("(?s).*confirm\\?token=(\\S+).*", "$1");
        assertThat(newsroom.tokens.readConfirm(token, newsroom.clock.instant())).contains(request);
        assertThat(letter.subject()).isEqualTo("Ministère des Affaires étrangères : confirmez votre abonnement");
    }

    @Test
    void aMessageThatComesTwiceSendsOneLetter() {
        String request = request();
        deliver(request);
        deliver(request);
        assertThat(newsroom.mailer.accepted()).hasSize(1);
    }

    @Test
    void aLetterThatWasNotTakenGoesAgainAndOneWithALostReplyDoesNot() {
        String request = request();
        newsroom.mailer.next(MemoryMailer.THROTTLED, MemoryMailer.REPLY_LOST);
        assertThat(deliver(request))
                .as("reported back, so that the queue sends it again")
                .isFalse();
        assertThat(deliver(request)).isTrue();
        assertThat(deliver(request)).isTrue();
        assertThat(newsroom.mailer.accepted()).hasSize(1);
    }

    @Test
    void aRequestThatIsConfirmedOverOrUnknownGetsNoLetter() {
        String confirmed = request();
        newsroom.confirmations.confirm(confirmed, newsroom.clock.instant());
        deliver(confirmed);
        String over = request();
        newsroom.clock.pass(Duration.ofDays(7));
        deliver(over);
        deliver(Reader.newId());
        assertThat(newsroom.mailer.accepted()).isEmpty();
    }

    @Test
    void anAddressThatIsNeverToBeWrittenToGetsNoLetter() {
        newsroom.suppress("Jane@example.org", Suppression.Reason.NEVER);
        String request = request();
        assertThat(deliver(request)).isTrue();
        assertThat(deliver(request)).isTrue();
        assertThat(newsroom.mailer.accepted()).isEmpty();
    }

    private String request() {
        String id = Reader.newId();
        newsroom.requests.open(
                id,
                new SubscriptionRequest(
                        EmailAddress.parse("jane@example.org").orElseThrow(),
                        Preferences.of(List.of("fr"), List.of(Interest.everything())),
                        "fr"),
                newsroom.clock.instant());
        return id;
    }

    private boolean deliver(String request) {
        var message = new SQSEvent.SQSMessage();
        message.setMessageId("m");
        message.setBody("{\"request\":\"" + request + "\"}");
        var event = new SQSEvent();
        event.setRecords(List.of(message));
        return handler.handleRequest(event, Run.OF_A_MINUTE)
                .getBatchItemFailures()
                .isEmpty();
    }
}

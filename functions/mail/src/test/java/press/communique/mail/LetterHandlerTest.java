package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.FreshLink;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.audience.Suppression;
import press.communique.mail.outbox.Mail;
import press.communique.mail.testing.MemoryMailer;
import press.communique.mail.testing.Newsroom;
import press.communique.mail.testing.Run;
import press.communique.store.audience.Erasures;
import press.communique.store.audience.FreshLinks;
import press.communique.store.audience.Refusals;

/** From a request to the letter that asks whether it is wanted. */
class LetterHandlerTest {

    private final Newsroom newsroom = new Newsroom();
    private final LetterHandler handler =
            new LetterHandler(newsroom.environment(), newsroom.mailer, newsroom.clock, moment -> {});

    private final FreshLinks links = new FreshLinks(newsroom.dynamo, newsroom.tables.audience());

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
    void aLetterForWhichThereIsNoTimeLeftIsLeftToTheNextRun() {
        String request = request();
        assertThat(handle("{\"request\":\"" + request + "\"}", new Run(11_000)))
                .as("reported back, so that the queue sends it again")
                .isFalse();
        assertThat(newsroom.mailer.accepted()).isEmpty();
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

    @Test
    void afterAFewLettersADayAnAddressGetsNoMore() {
        for (int i = 0; i < 10; i++) {
            deliver(request());
        }
        assertThat(newsroom.mailer.accepted()).hasSize(3);
        newsroom.clock.pass(Duration.ofDays(1));
        deliver(request());
        assertThat(newsroom.mailer.accepted()).hasSize(4);
    }

    @Test
    void whoeverWantsNoMoreRequestsGetsNoLetterAndGoesOnReading() {
        newsroom.subscribe("jane@example.org");
        String before = request();
        refuse(before, false);
        assertThat(deliver(before)).isTrue();
        assertThat(deliver(request())).isTrue();
        assertThat(newsroom.mailer.accepted()).isEmpty();
        assertThat(newsroom.confirmations.confirm(before, newsroom.clock.instant()))
                .isFalse();
        assertThat(newsroom.everybody().get(0).active()).isTrue();
        assertThat(newsroom.everybody().get(0).revision()).isEqualTo(1);
        refuse(before, true);
        assertThat(newsroom.everybody().get(0).active()).isFalse();
    }

    @Test
    void theLetterLeadsToNeverAgain() {
        String request = request();
        deliver(request);
        String token = newsroom.mailer.accepted().get(0).text().replaceAll("(?s).*never\\?token=(\\S+).*", "$1");
        assertThat(newsroom.tokens.readConfirm(token, newsroom.clock.instant())).contains(request);
    }

    @Test
    void aFreshLinkGoesOnceToTheReadersAddressInTheirLanguageAndOpensOneThing() {
        newsroom.subscribe("jane@example.org", "de");
        Reader jane = newsroom.everybody().get(0);
        String link = links.open(jane, FreshLink.Purpose.ERASE, newsroom.clock.instant())
                .orElseThrow();
        assertThat(deliverLink(link)).isTrue();
        assertThat(deliverLink(link)).isTrue();
        assertThat(newsroom.mailer.accepted()).hasSize(1);
        Mail letter = newsroom.mailer.accepted().get(0);
        assertThat(letter.to().value()).isEqualTo("jane@example.org");
        assertThat(letter.text()).contains("Alles über Sie löschen");
        String token = letter.text().replaceAll("(?s).*erase\\?token=(\\S+).*", "$1");
        Instant now = newsroom.clock.instant();
        assertThat(newsroom.tokens.readFresh(FreshLink.Purpose.ERASE, token, now))
                .contains(link);
        assertThat(newsroom.tokens.readFresh(FreshLink.Purpose.DOWNLOAD, token, now))
                .isEmpty();
        assertThat(newsroom.tokens.readFresh(FreshLink.Purpose.ERASE, token, now.plus(FreshLink.LIFE)))
                .isEmpty();
    }

    @Test
    void aReaderWhoLeftOrWasErasedOrWaitedTooLongGetsNoFreshLink() {
        newsroom.subscribe("jane@example.org");
        Reader jane = newsroom.everybody().get(0);
        Instant now = newsroom.clock.instant();
        String left = links.open(jane, FreshLink.Purpose.ERASE, now).orElseThrow();
        String late = links.open(jane, FreshLink.Purpose.ERASE, now.minus(FreshLink.LIFE))
                .orElseThrow();
        assertThat(deliverLink(late)).isTrue();
        newsroom.readers.unsubscribe(jane.id(), jane.epoch(), now);
        assertThat(deliverLink(left)).isTrue();
        new Erasures(newsroom.dynamo, newsroom.tables.audience()).erase(jane.id(), jane.epoch(), now);
        assertThat(deliverLink(left)).isTrue();
        assertThat(newsroom.mailer.accepted()).isEmpty();
    }

    private void refuse(String request, boolean leave) {
        new Refusals(newsroom.dynamo, newsroom.tables.audience())
                .refuse(
                        newsroom.requests
                                .addressKey(request, newsroom.clock.instant())
                                .orElseThrow(),
                        leave,
                        newsroom.clock.instant());
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
        return handle("{\"request\":\"" + request + "\"}");
    }

    private boolean deliverLink(String link) {
        return handle("{\"link\":\"" + link + "\"}");
    }

    private boolean handle(String body) {
        return handle(body, Run.OF_A_MINUTE);
    }

    private boolean handle(String body, Run run) {
        var message = new SQSEvent.SQSMessage();
        message.setMessageId("m");
        message.setBody(body);
        var event = new SQSEvent();
        event.setRecords(List.of(message));
        return handler.handleRequest(event, run).getBatchItemFailures().isEmpty();
    }
}

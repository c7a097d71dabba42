package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.FreshLink;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.audience.Suppression;
import press.communique.core.mail.Books;
import press.communique.core.mail.Outcome;
import press.communique.core.mail.Returned;
import press.communique.mail.feedback.FeedbackHandler;
import press.communique.mail.outbox.Mail;
import press.communique.mail.testing.MemoryMailer;
import press.communique.mail.testing.Run;
import press.communique.store.audience.FreshLinks;
import press.communique.store.mailing.Batches;
import press.communique.store.mailing.EmergencyStop;
import press.communique.store.mailing.Reputation;

/** SES's events: late, doubled, missing, or earlier than our own mark. */
class FeedbackTest extends MailFlow {

    private final FeedbackHandler feedback = new FeedbackHandler(newsroom.environment(), newsroom.clock);
    private final EmergencyStop stop = new EmergencyStop(newsroom.dynamo, newsroom.tables.audience());

    @Test
    void anUncertainBatchIsAcceptedWhenItsEventsCome() {
        String post = uncertain(20);
        hear("Send");
        assertThat(progress(post).books()).isEqualTo(new Books(20, 20, 0, 0, 0, 0));
        assertThat(new Batches(newsroom.dynamo, newsroom.tables.audience()).uncertain(10))
                .as("nothing is left for a person")
                .isEmpty();
        hear("Send");
        hear("Delivery");
        assertThat(progress(post).books()).isEqualTo(new Books(20, 20, 0, 0, 0, 0));
    }

    @Test
    void whatNoEventSpeaksOfStaysOnTheListForAPerson() {
        String post = uncertain(20);
        hear("Delivery", newsroom.mailer.accepted().subList(0, 17));
        assertThat(progress(post).books()).isEqualTo(new Books(20, 17, 0, 0, 3, 0));
        var batches = new Batches(newsroom.dynamo, newsroom.tables.audience());
        var left = batches.uncertain(10);
        assertThat(left).hasSize(1);
        assertThat(batches.decide(left.get(0), Outcome.rejected("by-hand"), newsroom.clock.instant()))
                .isTrue();
        assertThat(progress(post).books()).isEqualTo(new Books(20, 17, 3, 0, 0, 0));
    }

    @Test
    void eventsThatComeBeforeTheSendersMarkCountWhenTheSenderDies() {
        newsroom.subscribe(20);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.next((mails, accepting) -> {
            mails.forEach(accepting::accept);
            hear("Send", mails.subList(0, 12));
            hear("Reject", mails.subList(0, 1));
            assertThat(progress(post).books()).isEqualTo(new Books(20, 0, 0, 0, 0, 20));
            throw new press.communique.mail.testing.Killed();
        });
        deliverAll();
        afterHours();
        assertThat(progress(post).books()).isEqualTo(new Books(20, 11, 1, 0, 8, 0));
        assertThat(progress(post).done()).isTrue();
    }

    @Test
    void eventsThatComeBeforeTheSendersMarkDoNoHarmToIt() {
        newsroom.subscribe(20);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.next((mails, accepting) -> {
            var reply = MemoryMailer.WELL.answer(mails, accepting);
            hear("Delivery", mails.subList(0, 12));
            hear("Bounce/Permanent", mails.subList(12, 13));
            hear("Rendering Failure", mails.subList(13, 14));
            return reply;
        });
        deliverAll();
        assertThat(progress(post).books()).isEqualTo(new Books(20, 19, 1, 0, 0, 0));
        assertThat(progress(post).returned()).isEqualTo(new Returned(1, 0));
        assertThat(progress(post).done()).isTrue();
    }

    @Test
    void anAnswerThatIsLostWhileEventsComeIsKnownByThem() {
        newsroom.subscribe(20);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.next((mails, accepting) -> {
            hear("Send", mails.subList(0, 20));
            return MemoryMailer.REPLY_LOST.answer(mails, accepting);
        });
        deliverAll();
        assertThat(progress(post).books()).isEqualTo(new Books(20, 20, 0, 0, 0, 0));
    }

    @Test
    void inWhateverOrderAndHoweverOftenTheyComeTheyEndInTheSame() {
        newsroom.subscribe(12);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.next(MemoryMailer.REPLY_LOST);
        deliverAll();
        List<Mail> mails = newsroom.mailer.accepted();
        var told = new ArrayList<String>();
        for (int i = 0; i < 12; i++) {
            Mail mail = mails.get(i);
            told.add(Told.of(mail, "Send"));
            told.add(Told.of(
                    mail, i < 2 ? "Bounce/Permanent" : i < 3 ? "Reject" : i < 4 ? "Rendering Failure" : "Delivery"));
            if (i >= 10) {
                told.add(Told.of(mail, "Complaint"));
            }
            if (i == 5) {
                told.add(Told.of(mail, "Bounce/Transient"));
            }
        }
        var random = new Random(7);
        told.addAll(told.subList(0, 15));
        Collections.shuffle(told, random);
        for (int from = 0; from < told.size(); from += 3) {
            tell(told.subList(from, Math.min(told.size(), from + 3)));
            Books books = progress(post).books();
            assertThat(books.accepted() + books.rejected() + books.uncertain()).isEqualTo(12);
        }
        assertThat(progress(post).books()).isEqualTo(new Books(12, 10, 2, 0, 0, 0));
        assertThat(progress(post).returned())
                .as("an answer of somebody on leave is no bounce")
                .isEqualTo(new Returned(2, 2));
        assertThat(newsroom.everybody().stream().filter(Reader::active)).hasSize(8);
    }

    @Test
    void aMailboxThatIsGoneEndsTheSubscriptionAndIsNeverWrittenToAgain() {
        String post = sent("jane@example.org", "john@example.org");
        hear("Bounce/Permanent", mailsTo("jane@example.org"));
        hear("Bounce/Permanent", mailsTo("jane@example.org"));
        assertThat(progress(post).returned()).isEqualTo(new Returned(1, 0));
        assertThat(suppression("jane@example.org")).contains(Suppression.Reason.BOUNCE);
        assertThat(suppression("john@example.org")).isEmpty();
        newsroom.subscribe("jane@example.org");
        String next = newsroom.publish("Next");
        announce(next);
        deliverAll();
        assertThat(progress(next).books()).isEqualTo(new Books(1, 1, 0, 0, 0, 0));
    }

    @Test
    void aFullMailboxIsPatientlyCountedAndADeliveryForgivesIt() {
        newsroom.subscribe("jane@example.org");
        for (int day = 1; day <= 4; day++) {
            bounceSoftly(day);
        }
        hear("Delivery", lastMail());
        for (int day = 5; day <= 8; day++) {
            newsroom.clock.pass(Duration.ofDays(2));
            bounceSoftly(day);
            hear("Bounce/Transient", lastMail());
        }
        assertThat(newsroom.everybody().get(0).active())
                .as("four mails, each told twice, over a week")
                .isTrue();
        bounceSoftly(9);
        assertThat(newsroom.everybody().get(0).active())
                .as("five in a row, over a week")
                .isFalse();
        assertThat(newsroom.readers.whyNot(newsroom.everybody().get(0).id())).isEqualTo("bounced");
        assertThat(suppression("jane@example.org")).as("who may come back").isEmpty();
        newsroom.subscribe("jane@example.org");
        bounceSoftly(10);
        assertThat(newsroom.everybody().get(0).active()).as("counted anew").isTrue();
    }

    @Test
    void fiveSoftBouncesOfOneDayEndNothing() {
        newsroom.subscribe("jane@example.org");
        for (int i = 0; i < 6; i++) {
            sentAgain("Post " + i);
            hear("Bounce/Transient", lastMail());
        }
        assertThat(newsroom.everybody().get(0).active()).isTrue();
    }

    @Test
    void aboveTheComplaintRateMailStopsByItselfAndAPersonStartsItAgain() {
        newsroom.subscribe(60);
        String post = newsroom.publish("Agreement");
        announce(post);
        deliverAll();
        List<Mail> mails = newsroom.mailer.accepted();
        hear("Delivery", mails);
        for (int i = 0; i < 3; i++) {
            hear("Complaint", mails.subList(i, i + 1));
            hear("Complaint", mails.subList(i, i + 1));
        }
        assertThat(stop.reason()).as("three of a thousand are allowed").isEmpty();
        hear("Complaint", mails.subList(3, 4));
        assertThat(stop.reason()).contains("complaints");
        String next = newsroom.publish("Next");
        announce(next);
        deliverAll();
        assertThat(newsroom.mailer.accepted()).hasSize(60);
        assertThat(progress(next).books().pending()).isEqualTo(50);

        stop.release(newsroom.clock.instant());
        new Reputation(newsroom.dynamo, newsroom.tables.audience()).forget(newsroom.clock.instant());
        hear("Complaint", mails.subList(0, 1));
        assertThat(stop.reason())
                .as("what was looked into does not stop mail again")
                .isEmpty();
        afterHours();
        assertThat(progress(next).books()).isEqualTo(new Books(56, 56, 0, 0, 0, 0));
    }

    @Test
    void complaintsOfEightDaysAgoDoNotCount() {
        newsroom.subscribe(60);
        announce(newsroom.publish("Agreement"));
        deliverAll();
        List<Mail> mails = newsroom.mailer.accepted();
        hear("Complaint", mails.subList(0, 3));
        newsroom.clock.pass(Duration.ofDays(8));
        hear("Complaint", mails.subList(3, 4));
        assertThat(stop.reason()).isEmpty();
    }

    @Test
    void aLetterToConfirmThatBouncesIsTheLastToThatAddress() {
        String request = Reader.newId();
        newsroom.requests.open(
                request,
                new SubscriptionRequest(
                        EmailAddress.parse("jane@example.org").orElseThrow(),
                        Preferences.of(List.of("en"), List.of(Interest.everything())),
                        "en"),
                newsroom.clock.instant());
        new LetterHandler(newsroom.environment(), newsroom.mailer, newsroom.clock, moment -> {})
                .handleRequest(Told.event(List.of("{\"request\":\"" + request + "\"}")), Run.OF_A_MINUTE);
        hear("Send");
        hear("Bounce/Permanent");
        assertThat(suppression("jane@example.org")).contains(Suppression.Reason.BOUNCE);
    }

    @Test
    void aLetterWithALinkThatBouncesEndsTheSubscription() {
        newsroom.subscribe("jane@example.org");
        newsroom.subscribe("john@example.org");
        Mail toJane = linkFor("jane@example.org");
        Mail toJohn = linkFor("john@example.org");
        assertThat(toJane.tags().toString()).doesNotContain("@");
        hear("Send", List.of(toJane, toJohn));
        hear("Delivery", List.of(toJohn));
        hear("Bounce/Permanent", List.of(toJane));
        assertThat(suppression("jane@example.org")).contains(Suppression.Reason.BOUNCE);
        assertThat(suppression("john@example.org")).isEmpty();
        hear("Complaint", List.of(toJohn));
        assertThat(suppression("john@example.org")).contains(Suppression.Reason.COMPLAINT);
        assertThat(newsroom.everybody()).noneMatch(Reader::active);
    }

    private Mail linkFor(String address) {
        String key = newsroom.seal.key(EmailAddress.parse(address).orElseThrow());
        Reader reader = newsroom.everybody().stream()
                .filter(one -> newsroom.readers
                        .recipient(one.id())
                        .filter(found -> newsroom.seal.key(found.address()).equals(key))
                        .isPresent())
                .findFirst()
                .orElseThrow();
        String link = new FreshLinks(newsroom.dynamo, newsroom.tables.audience())
                .open(reader, FreshLink.Purpose.ERASE, newsroom.clock.instant())
                .orElseThrow();
        new LetterHandler(newsroom.environment(), newsroom.mailer, newsroom.clock, moment -> {})
                .handleRequest(Told.event(List.of("{\"link\":\"" + link + "\"}")), Run.OF_A_MINUTE);
        return lastMail().get(0);
    }

    @Test
    void whatIsNotOursIsPassedOverAndWhatIsNoMessageIsReported() {
        String post = sent("jane@example.org");
        Mail mail = newsroom.mailer.accepted().get(0);
        tell(List.of(
                Told.of(mail, "Bounce/Permanent").replace(mail.tags().get("reader"), Reader.newId()),
                Told.of(mail, "Bounce/Permanent").replace("-first", "-never"),
                Told.of(mail, "Bounce/Permanent").replace("batch", "other"),
                "{\"type\":\"Send\",\"tags\":{}}"));
        assertThat(progress(post).returned()).isEqualTo(Returned.NONE);
        var answer = feedback.handleRequest(
                Told.event(List.of("rubbish", Told.of(mail, "Delivery"), "{\"type\":\"Open\"}")), Run.OF_A_MINUTE);
        assertThat(answer.getBatchItemFailures())
                .extracting(failure -> failure.getItemIdentifier())
                .containsExactly("m0", "m2");
    }

    private void bounceSoftly(int day) {
        newsroom.clock.pass(Duration.ofDays(1));
        sentAgain("Post of day " + day);
        hear("Bounce/Transient", lastMail());
    }

    private List<Mail> lastMail() {
        List<Mail> all = newsroom.mailer.accepted();
        return all.subList(all.size() - 1, all.size());
    }

    private void sentAgain(String title) {
        announce(newsroom.publish(title));
        deliverAll();
    }

    private String sent(String... addresses) {
        for (String address : addresses) {
            newsroom.subscribe(address);
        }
        String post = newsroom.publish("Agreement");
        announce(post);
        deliverAll();
        return post;
    }

    private String uncertain(int readers) {
        newsroom.subscribe(readers);
        String post = newsroom.publish("Agreement");
        announce(post);
        newsroom.mailer.next(MemoryMailer.REPLY_LOST);
        deliverAll();
        assertThat(progress(post).books()).isEqualTo(new Books(readers, 0, 0, 0, readers, 0));
        return post;
    }

    private List<Mail> mailsTo(String address) {
        return newsroom.mailer.accepted().stream()
                .filter(mail -> mail.to().value().equals(address))
                .toList();
    }

    private java.util.Optional<Suppression.Reason> suppression(String address) {
        return newsroom.suppressions
                .find(EmailAddress.parse(address).orElseThrow())
                .map(Suppression::reason);
    }

    private void hear(String type) {
        hear(type, newsroom.mailer.accepted());
    }

    private void hear(String type, List<Mail> mails) {
        tell(mails.stream().map(mail -> Told.of(mail, type)).toList());
    }

    private void tell(List<String> messages) {
        assertThat(feedback.handleRequest(Told.event(messages), Run.OF_A_MINUTE).getBatchItemFailures())
                .isEmpty();
    }
}

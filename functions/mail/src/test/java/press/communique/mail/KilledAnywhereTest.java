package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.mail.Progress;
import press.communique.core.mail.Returned;
import press.communique.mail.feedback.FeedbackHandler;
import press.communique.mail.outbox.Mail;
import press.communique.mail.testing.Deaths;
import press.communique.mail.testing.MemoryMailer;
import press.communique.mail.testing.Run;
import press.communique.store.mailing.EmergencyStop;
import press.communique.store.mailing.Reputation;

/**
 * From the live mark to what SES tells of the last mail, with one death at any single call to DynamoDB, SQS or the mail
 * provider, before and after it takes effect. Then comes what Lambda, SQS and the sweep do by themselves: and nobody was
 * skipped, nobody mailed twice, and everybody's fate is known.
 */
class KilledAnywhereTest extends MailFlow {

    private static final int READERS = 7;

    private final FeedbackHandler feedback = new FeedbackHandler(newsroom.environment(), newsroom.clock);
    private int posts;

    @AfterEach
    void nobodyDiesAnyMore() {
        Deaths.disarm();
    }

    @Test
    void aMailingSurvivesADeathAtAnyCall() {
        newsroom.subscribe(READERS);
        newsroom.mailer.pace(6);
        Deaths.count();
        mailing();
        List<String> calls = Deaths.disarm();
        assertThat(calls)
                .contains(
                        "QueryRequest",
                        "TransactWriteItemsRequest",
                        "SendMessageBatchRequest",
                        "SendMessageRequest",
                        "UpdateItemRequest")
                .hasSizeGreaterThan(40);
        for (int call = 1; call <= calls.size(); call++) {
            if (isOnePageOfMany(calls, call - 1)) {
                continue;
            }
            Deaths.arm(call, true);
            mailing();
            if (Deaths.writes(calls.get(call - 1))) {
                Deaths.arm(call, false);
                mailing();
            }
        }
    }

    /** Partitions without readers are read one after the other, and nothing happens between: the first and the last will do. */
    private static boolean isOnePageOfMany(List<String> calls, int index) {
        return index > 0
                && index < calls.size() - 1
                && calls.subList(index - 1, index + 2).stream().allMatch("QueryRequest"::equals);
    }

    @Test
    void aMailingSurvivesADeathAroundTheCallThatSends() {
        newsroom.subscribe(READERS);
        newsroom.mailer.pace(6);
        newsroom.mailer.next(MemoryMailer.CALLER_DIES);
        mailing();
        newsroom.mailer.next((mails, accepting) -> {
            throw new press.communique.mail.testing.Killed();
        });
        Progress progress = mailing();
        assertThat(progress.books().uncertain())
                .as("of what was never sent no event comes: it is left to a person")
                .isPositive();
    }

    @Test
    void aLetterIsSentOnceWhereverItsSenderDies() {
        var letters = new LetterHandler(newsroom.environment(), newsroom.mailer, newsroom.clock, moment -> {});
        for (int call = 1; ; call++) {
            for (boolean before : new boolean[] {true, false}) {
                String request = request("reader-" + call + before + "@example.org");
                int sent = newsroom.mailer.accepted().size();
                Deaths.arm(call, before);
                var message = Told.event(List.of("{\"request\":\"" + request + "\"}"));
                boolean reported = !letters.handleRequest(message, Run.OF_A_MINUTE)
                        .getBatchItemFailures()
                        .isEmpty();
                boolean died = Deaths.happened();
                Deaths.disarm();
                assertThat(reported).as("call %s", call).isEqualTo(died);
                letters.handleRequest(message, Run.OF_A_MINUTE);
                newsroom.clock.pass(Duration.ofHours(5));
                letters.handleRequest(message, Run.OF_A_MINUTE);
                assertThat(newsroom.mailer.accepted().size() - sent)
                        .as("letters, killed at call %s, before: %s", call, before)
                        .isLessThanOrEqualTo(1);
                if (!died) {
                    assertThat(call).isGreaterThan(5);
                    return;
                }
            }
        }
    }

    @Test
    void aBounceAndAComplaintHaveTheirEffectOnceWhereverTheirHearerDies() {
        for (int call = 1; ; call++) {
            for (boolean before : new boolean[] {true, false}) {
                String gone = "gone-" + call + before + "@example.org";
                String angry = "angry-" + call + before + "@example.org";
                newsroom.subscribe(gone);
                newsroom.subscribe(angry);
                String post = newsroom.publish("Post " + posts++);
                announce(post);
                deliverAll();
                List<String> told = mails(post).stream()
                        .map(mail -> Told.of(mail, mail.to().value().equals(gone) ? "Bounce/Permanent" : "Complaint"))
                        .toList();
                long complained = complaints();
                Deaths.arm(call, before);
                boolean reported = !feedback.handleRequest(Told.event(told), Run.OF_A_MINUTE)
                        .getBatchItemFailures()
                        .isEmpty();
                boolean died = Deaths.happened();
                Deaths.disarm();
                assertThat(reported).as("call %s", call).isEqualTo(died);
                feedback.handleRequest(Told.event(told), Run.OF_A_MINUTE);
                feedback.handleRequest(Told.event(told), Run.OF_A_MINUTE);
                assertThat(progress(post).returned())
                        .as("killed at call %s, before: %s", call, before)
                        .isEqualTo(new Returned(1, 1));
                assertThat(newsroom.everybody()).noneMatch(Reader::active);
                assertThat(complaints()).isEqualTo(complained + 1);
                new EmergencyStop(newsroom.dynamo, newsroom.tables.audience()).release(newsroom.clock.instant());
                if (!died) {
                    assertThat(call).isGreaterThan(8);
                    return;
                }
            }
        }
    }

    private long complaints() {
        return new Reputation(newsroom.dynamo, newsroom.tables.audience())
                .rate(newsroom.clock.instant())
                .complained();
    }

    /** One mailing with whatever happens in it, and its end. */
    private Progress mailing() {
        newsroom.queue.drain();
        newsroom.mailer.before(() -> newsroom.clock.pass(Duration.ofSeconds(31)));
        int before = newsroom.mailer.accepted().size();
        String post = published();
        boolean isAnnounced = announce.handleRequest(event("POST#" + post), null)
                .getBatchItemFailures()
                .isEmpty();
        List<String> first = newsroom.queue.drain();
        first.forEach(this::deliver);
        // Its worker had no time for more than one batch, and put the rest back.
        newsroom.queue.drain().forEach(this::deliver);
        hear(mails(post), "Send", "Delivery");
        Deaths.rest();
        if (!isAnnounced) {
            announce(post);
        }
        first.forEach(this::deliver);
        for (int round = 0; round < 4; round++) {
            newsroom.clock.pass(Duration.ofMinutes(16));
            sweep.handleRequest(null, null);
            newsroom.queue.drain().forEach(this::deliver);
        }
        hear(mails(post), "Delivery", "Send");
        newsroom.clock.pass(Duration.ofHours(5));
        first.forEach(this::deliver);
        List<Mail> mails = mails(post);
        Progress progress = progress(post);
        assertThat(progress.done()).isTrue();
        assertThat(progress.books().audience()).isEqualTo(READERS);
        assertThat(progress.books().pending()).isZero();
        assertThat(progress.books().accepted())
                .as("accepted by the books, and by the provider's own log")
                .isEqualTo(mails.size());
        assertThat(mails).extracting(mail -> mail.tags().get("reader")).doesNotHaveDuplicates();
        assertThat(newsroom.mailer.accepted()).hasSize(before + mails.size());
        return progress;
    }

    private String published() {
        Deaths.look(false);
        String post = newsroom.publish("Post " + posts++);
        Deaths.look(true);
        return post;
    }

    private List<Mail> mails(String post) {
        return newsroom.mailer.accepted().stream()
                .filter(mail -> mail.tags().getOrDefault("mailing", "").startsWith(post))
                .toList();
    }

    private void hear(List<Mail> mails, String... types) {
        for (String type : types) {
            feedback.handleRequest(
                    Told.event(mails.stream().map(mail -> Told.of(mail, type)).toList()), Run.OF_A_MINUTE);
        }
    }

    private String request(String address) {
        String id = Reader.newId();
        newsroom.requests.open(
                id,
                new SubscriptionRequest(
                        EmailAddress.parse(address).orElseThrow(),
                        Preferences.of(List.of("en"), List.of(Interest.everything())),
                        "en"),
                newsroom.clock.instant());
        return id;
    }
}

package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.EmailAddress;
import press.communique.core.secret.PreviewTokens;
import press.communique.mail.outbox.Mail;
import press.communique.mail.outbox.Mailer;
import press.communique.mail.outbox.Sandbox;
import press.communique.mail.testing.MemoryMailer;
import press.communique.mail.testing.Newsroom;
import press.communique.mail.testing.Run;
import press.communique.store.posts.TestMails;

/** A test mail says what readers would read, says that it is a test, and comes once. */
class TestLettersTest {

    private final Newsroom newsroom = new Newsroom();
    private final TestMails tests = new TestMails(newsroom.dynamo, newsroom.tables.posts(), newsroom.seal);

    @AfterEach
    void close() {
        newsroom.close();
    }

    @Test
    void itIsTheSavedTextMarkedAsATestWithALinkThatNobodyElseHas() {
        String post = ask("t1", "fr");
        assertThat(deliver(newsroom.mailer, "t1", "fr")).isTrue();
        Mail mail = newsroom.mailer.accepted().get(0);
        assertThat(mail.to().value()).isEqualTo("editor@example.org");
        assertThat(mail.subject()).isEqualTo("Essai : Agreement (fr)");
        assertThat(mail.headers()).doesNotContainKeys("List-Unsubscribe", "List-Id");
        assertThat(mail.text())
                .contains("Ceci est un essai.")
                .contains("https://news.example.org/api/previews/" + post + "/fr?token="
                        + new PreviewTokens(Newsroom.SECRET).token("t1"))
                .doesNotContain("/subscriptions/");
        assertThat(mail.html()).contains("Ceci est un essai.");
    }

    @Test
    void itComesOnceHoweverOftenTheQueueBringsIt() {
        ask("t1", "en");
        newsroom.mailer.next(MemoryMailer.THROTTLED, MemoryMailer.REPLY_LOST);
        assertThat(deliver(newsroom.mailer, "t1", "en")).as("goes again").isFalse();
        assertThat(deliver(newsroom.mailer, "t1", "en")).isTrue();
        assertThat(deliver(newsroom.mailer, "t1", "en")).isTrue();
        assertThat(newsroom.mailer.accepted()).hasSize(1);
    }

    @Test
    void whatIsGoneOrWasNeverAskedForIsNotSent() {
        ask("t1", "en");
        deliver(newsroom.mailer, "unknown", "en");
        deliver(newsroom.mailer, "t1", "fr");
        newsroom.clock.pass(java.time.Duration.ofDays(1));
        deliver(newsroom.mailer, "t1", "en");
        assertThat(newsroom.mailer.accepted()).isEmpty();
    }

    @Test
    void theSandboxHoldsForItToo() {
        ask("t1", "en");
        Mailer closed = Sandbox.around(newsroom.mailer, List.of("somebody@example.org"));
        assertThat(deliver(closed, "t1", "en")).isTrue();
        assertThat(newsroom.mailer.accepted()).isEmpty();
    }

    private String ask(String id, String language) {
        String post = newsroom.release("Agreement", "fr");
        tests.open(new TestMails.TestMail(
                id,
                post,
                1,
                language,
                EmailAddress.parse("editor@example.org").orElseThrow(),
                newsroom.clock.instant()));
        return post;
    }

    private boolean deliver(Mailer mailer, String id, String language) {
        var handler = new LetterHandler(newsroom.environment(), mailer, newsroom.clock, moment -> {});
        var message = new SQSEvent.SQSMessage();
        message.setMessageId("m");
        message.setBody("{\"test\":\"" + id + "\",\"language\":\"" + language + "\"}");
        var event = new SQSEvent();
        event.setRecords(List.of(message));
        return handler.handleRequest(event, Run.OF_A_MINUTE)
                .getBatchItemFailures()
                .isEmpty();
    }
}

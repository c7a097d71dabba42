package press.communique.mail.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.EmailAddress;
import press.communique.core.mail.Outcome;

/** What every mailer does, the real one and the one in memory. */
abstract class MailerContract {

    static final Sender SENDER = new Sender("\"Ministry\" <newsroom@example.org>");

    /** What the provider is told to do with the next call. */
    enum Next {
        WELL,
        /** Every third mail is throttled, every fourth refused for good. */
        PARTLY,
        /** The whole call is refused before anything is taken. */
        THROTTLED,
        /** Everything is taken, and the answer never arrives. */
        REPLY_LOST
    }

    abstract Mailer mailer(Next next);

    /** The addresses that the provider accepted, in their order. */
    abstract List<String> accepted();

    @Test
    void eachMailIsAcceptedUnderAnIdOfItsOwn() {
        List<Outcome> outcomes = mailer(Next.WELL).send(SENDER, mails(50)).outcomes(50);
        assertThat(outcomes).extracting(Outcome::kind).containsOnly(Outcome.Kind.ACCEPTED);
        assertThat(outcomes).extracting(Outcome::detail).doesNotHaveDuplicates().doesNotContain("");
        assertThat(accepted()).hasSize(50).doesNotHaveDuplicates().startsWith("reader-0@example.org");
    }

    @Test
    void oneMailByItself() {
        assertThat(mailer(Next.WELL)
                        .send(SENDER, mails(1).get(0))
                        .outcomes(1)
                        .get(0)
                        .kind())
                .isEqualTo(Outcome.Kind.ACCEPTED);
        assertThat(accepted()).containsExactly("reader-0@example.org");
    }

    @Test
    void anAnswerWithFailedEntriesIsReadEntryByEntry() {
        List<Outcome> outcomes = mailer(Next.PARTLY).send(SENDER, mails(5)).outcomes(5);
        assertThat(outcomes)
                .extracting(Outcome::kind)
                .containsExactly(
                        Outcome.Kind.ACCEPTED,
                        Outcome.Kind.ACCEPTED,
                        Outcome.Kind.AGAIN,
                        Outcome.Kind.REJECTED,
                        Outcome.Kind.ACCEPTED);
        assertThat(outcomes.get(2).detail()).isEqualTo("account-throttled");
        assertThat(outcomes.get(3).detail()).isEqualTo("message-rejected");
        assertThat(accepted()).containsExactly("reader-0@example.org", "reader-1@example.org", "reader-4@example.org");
    }

    @Test
    void aRefusedCallTookNothingAndIsNotTriedAgainByTheMailer() {
        assertThat(mailer(Next.THROTTLED).send(SENDER, mails(3)))
                .isEqualTo(new Reply.NotSent("TooManyRequestsException"));
        assertThat(accepted()).isEmpty();
    }

    @Test
    void aLostReplyIsUnknownAndIsNotTriedAgainByTheMailer() {
        Reply reply = mailer(Next.REPLY_LOST).send(SENDER, mails(3));
        assertThat(reply).isInstanceOf(Reply.Unknown.class);
        assertThat(reply.outcomes(3)).containsOnly(Outcome.UNCERTAIN).hasSize(3);
        assertThat(accepted()).as("the provider took them once").hasSize(3);
    }

    static List<Mail> mails(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Mail(
                        EmailAddress.parse("reader-" + i + "@example.org").orElseThrow(),
                        "Agréement \"on\" {{it}} " + i,
                        "Text & <b> {{text}}",
                        "<p>Text &amp; &lt;b&gt; {{text}}</p>",
                        Map.of(
                                "List-Unsubscribe",
                                "<https://news.example.org/u?token=" + i + ">",
                                "List-Id",
                                "<n.example.org>"),
                        Map.of("mailing", "m-1", "reader", "r" + i)))
                .toList();
    }
}

package press.communique.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.EmailAddress;
import press.communique.core.mail.Books;
import press.communique.mail.outbox.Sandbox;

/** A newsroom in the sandbox mails whom it names; everybody else is in the books as excluded. */
class SandboxTest extends MailFlow {

    @Test
    void theBooksBalanceAndNobodyElseIsMailed() {
        newsroom.subscribe("ada@example.org");
        newsroom.subscribe(120);
        String post = newsroom.publish("Agreement");
        announce(post);
        var sandboxed = new SendHandler(
                newsroom.environment(),
                Sandbox.around(newsroom.mailer, List.of("ada@example.org", "ben@example.org")),
                newsroom.ledger,
                newsroom.clock,
                moment -> {});
        deliverAll(sandboxed);
        assertThat(newsroom.mailer.accepted())
                .extracting(mail -> mail.to().value())
                .containsExactly("ada@example.org");
        assertThat(progress(post).books()).isEqualTo(new Books(121, 1, 0, 120, 0, 0));
        assertThat(progress(post).done()).isTrue();
        assertThat(progress(post).inSandbox())
                .as("what its receipt says from now on")
                .isTrue();
        String later = newsroom.publish("Another");
        announce(later);
        deliverAll();
        assertThat(progress(later).inSandbox()).as("the sandbox is over").isFalse();
        assertThat(progress(post).inSandbox()).isTrue();
    }

    @Test
    void withoutNamesItMailsEverybodyAndWithABadOneNobody() {
        assertThat(Sandbox.around(newsroom.mailer, List.of())).isSameAs(newsroom.mailer);
        assertThat(Sandbox.around(newsroom.mailer, List.of("ada"))
                        .reaches(EmailAddress.parse("ada@example.org").orElseThrow()))
                .isFalse();
    }
}

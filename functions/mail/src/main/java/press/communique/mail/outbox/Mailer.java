package press.communique.mail.outbox;

import java.util.List;
import press.communique.core.audience.EmailAddress;
import press.communique.core.mail.Pace;

/**
 * Hands mails to the mail provider, each call once: it never tries again by itself, since the provider cannot tell a
 * repetition from a second mail. What it does not know it says.
 *
 * <pre>{@code Reply reply = mailer.send(sender, mails);}</pre>
 */
public interface Mailer {

    /** Many mails in one call, at most {@value press.communique.core.mail.Batch#LARGEST}. */
    Reply send(Sender from, List<Mail> mails);

    /** Whether mail may go to this address at all: false outside of a {@link Sandbox}. */
    default boolean reaches(EmailAddress address) {
        return true;
    }

    /** Whether there are addresses that it does not reach. */
    default boolean isSandbox() {
        return false;
    }

    /** How fast the account may send now. */
    Pace pace();

    /** One mail by itself. */
    Reply send(Sender from, Mail mail);
}

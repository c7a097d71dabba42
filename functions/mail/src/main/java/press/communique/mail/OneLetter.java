package press.communique.mail;

import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import press.communique.core.mail.Outcome;
import press.communique.mail.outbox.Mail;
import press.communique.mail.outbox.Mailer;
import press.communique.mail.outbox.Sender;
import press.communique.store.letter.Letter;

/** Sends a letter once: waits for its turn; claims it; sends; notes the answer. */
final class OneLetter {

    private final Mailer mailer;
    private final Runnable turn;

    OneLetter(Mailer mailer, Runnable turn) {
        this.mailer = mailer;
        this.turn = turn;
    }

    /** @throws IllegalStateException if it was not taken, and may be sent again */
    void send(Letter letter, Sender sender, Supplier<Mail> mail) {
        String by = UUID.randomUUID().toString();
        turn.run();
        if (!letter.claim(by)) {
            return;
        }
        Outcome outcome = mailer.send(sender, mail.get()).outcomes(1).get(0);
        if (outcome.kind() == Outcome.Kind.AGAIN) {
            letter.release(by);
            throw new IllegalStateException("The letter was not taken: " + outcome.detail());
        }
        letter.close(by, outcome.kind().name().toLowerCase(Locale.ROOT));
    }

    /** It is never sent, and this is why. */
    void drop(Letter letter, String why) {
        String by = UUID.randomUUID().toString();
        if (letter.claim(by)) {
            letter.close(by, why);
        }
    }
}

package press.communique.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import press.communique.core.mail.Outcome;
import press.communique.mail.outbox.Mail;
import press.communique.mail.outbox.Mailer;
import press.communique.mail.outbox.Sender;
import press.communique.mail.outbox.Turns;
import press.communique.store.letter.Letter;
import press.communique.store.mailing.SendingSlots;

/** Sends a letter once: waits for its turn; claims it; sends; notes the answer. */
final class OneLetter {

    /** No mailing delays a letter for longer than the calls that are on their way. */
    private static final Duration A_TURN = Duration.ofSeconds(20);

    /** The provider's answer, and the notes before and after it. */
    private static final Duration A_CALL = Duration.ofSeconds(12);

    private final Mailer mailer;
    private final Turns turns;
    private final InstantSource clock;

    OneLetter(Mailer mailer, Turns turns, InstantSource clock) {
        this.mailer = mailer;
        this.turns = turns;
        this.clock = clock;
    }

    /**
     * @param end when this function ends: what it claims and does not finish is never sent
     * @throws IllegalStateException if it was not taken, and may be sent again
     */
    void send(Instant end, Letter letter, Sender sender, Supplier<Mail> mail) {
        String by = UUID.randomUUID().toString();
        Instant latest = latest(end);
        Instant turn = turns.next(1, SendingSlots.Precedence.LETTER, latest)
                .orElseThrow(() -> new IllegalStateException("No turn to send before " + latest));
        if (!letter.claim(by)) {
            turns.giveBack(turn);
            return;
        }
        Mail written = mail.get();
        Outcome outcome = turns.call(turn, 1, latest, () -> mailer.send(sender, written))
                .outcomes(1)
                .get(0);
        if (outcome.kind() == Outcome.Kind.AGAIN) {
            letter.release(by);
            throw new IllegalStateException("The letter was not taken: " + outcome.detail());
        }
        letter.close(by, outcome.kind().name().toLowerCase(Locale.ROOT));
    }

    private Instant latest(Instant end) {
        Instant patience = clock.instant().plus(A_TURN);
        Instant last = end.minus(A_CALL);
        return last.isBefore(patience) ? last : patience;
    }

    /** It is never sent, and this is why. */
    void drop(Letter letter, String why) {
        String by = UUID.randomUUID().toString();
        if (letter.claim(by)) {
            letter.close(by, why);
        }
    }
}

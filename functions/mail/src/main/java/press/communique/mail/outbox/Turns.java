package press.communique.mail.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import press.communique.core.mail.Pace;
import press.communique.core.time.Waiting;
import press.communique.store.mailing.SendingSlots;

/** Waits for one's turn to send, so that all who send together keep to the account's rate. */
public final class Turns {

    /** The rate may be raised or lowered while a mailing runs. */
    private static final Duration KNOWN = Duration.ofMinutes(1);

    /** What has to be noted between a turn and its call gets this much time; the claim of a full batch needs half of it. */
    private static final Duration LEAD = Duration.ofMillis(200);

    /** Calls that begin so much later than their turn still keep to the rate in every second; later ones need another. */
    private static final Duration LATE = Duration.ofMillis(10);

    /** A new process loads classes in its first call. */
    private static final Duration FIRST_CALL = Duration.ofMillis(80);

    private final AtomicBoolean isFirst = new AtomicBoolean(true);
    private final SendingSlots slots;
    private final Mailer mailer;
    private final InstantSource clock;
    private final Waiting waiting;
    private Pace pace;
    private Instant askedAt = Instant.MIN;

    public Turns(SendingSlots slots, Mailer mailer, InstantSource clock, Waiting waiting) {
        this.slots = slots;
        this.mailer = mailer;
        this.clock = clock;
        this.waiting = waiting;
    }

    /** The most mails that one call may hold. */
    public synchronized int largest() {
        return pace().largest();
    }

    /**
     * Comes back when so many mails may go.
     *
     * @param latest the last moment at which they can still be sent
     * @return false if their turn would come later
     */
    public boolean await(int mails, Instant latest) {
        Optional<Instant> slot = slots.reserve(mails, pace(), clock.instant(), latest);
        slot.ifPresent(this::waitUntil);
        return slot.isPresent();
    }

    /**
     * Comes back shortly before so many mails may go, for whoever has something to note before; {@link #begin} follows.
     *
     * @return when they may go; no moment if that would be later than {@code latest}, or if urgent mail goes first
     */
    public SendingSlots.Slot next(int mails, boolean urgent, Instant latest) {
        SendingSlots.Slot slot = slots.reserve(
                mails,
                pace(),
                clock.instant().plus(LEAD),
                latest,
                urgent ? SendingSlots.Precedence.URGENT : SendingSlots.Precedence.MAILING,
                isFirst.getAndSet(false) ? FIRST_CALL : Duration.ZERO);
        slot.at().ifPresent(moment -> waitUntil(moment.minus(LEAD)));
        return slot;
    }

    /**
     * Comes back at the turn; takes another one if it was missed, so that no second sees more than the rate.
     *
     * @return false if that would be later than {@code latest}
     */
    public boolean begin(Instant turn, int mails, Instant latest) {
        if (clock.instant().isAfter(turn.plus(LATE))) {
            return await(mails, latest);
        }
        waitUntil(turn);
        return true;
    }

    private void waitUntil(Instant moment) {
        try {
            waiting.until(moment);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while waiting for a turn", stopped);
        }
    }

    private synchronized Pace pace() {
        Instant now = clock.instant();
        if (pace == null || askedAt.plus(KNOWN).isBefore(now)) {
            pace = mailer.pace();
            askedAt = now;
        }
        return pace;
    }
}

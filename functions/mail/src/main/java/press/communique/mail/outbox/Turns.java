package press.communique.mail.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.mail.Line;
import press.communique.core.mail.Pace;
import press.communique.core.time.Waiting;
import press.communique.store.mailing.SendingSlots;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Waits for one's turn to send, so that all who send together keep to the account's rate.
 *
 * <pre>{@code
 * Instant turn = turns.next(50, Precedence.MAILING, latest).orElseThrow();
 * Reply reply = turns.call(turn, 50, latest, () -> mailer.send(sender, mails));
 * }</pre>
 */
public final class Turns {

    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);

    /** The rate may be raised or lowered while a mailing runs. */
    private static final Duration KNOWN = Duration.ofMinutes(1);

    /** What has to be noted between a turn and its call gets this much time; the claim of a full batch needs half of it. */
    private static final Duration LEAD = Duration.ofMillis(200);

    /** How soon is looked again whether the calls before are answered. */
    private static final Duration A_LOOK = Duration.ofMillis(20);

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
    public int largest() {
        return pace().largest();
    }

    /**
     * Comes back shortly before so many mails may go, for whoever has something to note before; {@link #call} or
     * {@link #giveBack} follows.
     *
     * @param latest the last moment at which they can still be sent
     * @return when they may go; no moment if that would be later, or if urgent mail goes first
     */
    public Optional<Instant> next(int mails, SendingSlots.Precedence precedence, Instant latest) {
        Optional<Instant> slot = slots.reserve(mails, pace(), clock.instant(), LEAD, latest, precedence);
        slot.ifPresent(moment -> waitUntil(moment.minus(LEAD)));
        return slot;
    }

    /** Makes no use of a turn. */
    public void giveBack(Instant turn) {
        note(() -> slots.giveBack(turn));
    }

    /**
     * Makes the call at its turn, or as soon after it as there is room.
     *
     * @return that none was sent, if there is no room in time, or if that cannot be told
     */
    public Reply call(Instant turn, int mails, Instant latest, Supplier<Reply> call) {
        if (!mayBegin(turn, mails, latest)) {
            giveBack(turn);
            return new Reply.NotSent("no turn");
        }
        Instant begun = clock.instant();
        Reply reply = call.get();
        Instant answered = clock.instant();
        Optional<Duration> took = Optional.of(Duration.between(begun, answered));
        note(() -> slots.answered(turn, mails, answered, took.filter(any -> reply instanceof Reply.Answered)));
        return reply;
    }

    /** What is known of a batch, that it was answered or never begun, is worth more than the note of its turn. */
    private static void note(Runnable write) {
        try {
            write.run();
        } catch (SdkException trouble) {
            LOG.warn("What became of a turn is not noted; those behind it wait a little longer", trouble);
        }
    }

    private boolean mayBegin(Instant turn, int mails, Instant latest) {
        try {
            return begin(turn, mails, latest);
        } catch (SdkException trouble) {
            LOG.warn("A call is not made, since nobody knows whether it may begin", trouble);
            return false;
        }
    }

    private boolean begin(Instant turn, int mails, Instant latest) {
        Instant patience = turn.plus(Line.PATIENCE);
        Instant lastMoment = patience.isBefore(latest) ? patience : latest;
        waitUntil(turn);
        for (Instant now = later(turn, clock.instant()); !now.isAfter(lastMoment); now = later(now, clock.instant())) {
            Instant from = slots.mayBegin(turn, mails, pace());
            if (!from.isAfter(now.plus(Line.WINDOW))) {
                // Those it waits for are answered; what becomes of the rest can only let it begin earlier.
                if (from.isAfter(lastMoment)) {
                    return false;
                }
                waitUntil(from);
                return true;
            }
            now = now.plus(A_LOOK);
            waitUntil(now);
        }
        return false;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
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

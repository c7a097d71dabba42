package press.communique.mail.share;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.audience.DigestMark;
import press.communique.core.audience.Reader;
import press.communique.core.audience.Recipient;
import press.communique.core.mail.Batch;
import press.communique.core.mail.DigestItem;
import press.communique.core.mail.Hold;
import press.communique.core.mail.Outcome;
import press.communique.mail.outbox.Mail;
import press.communique.mail.outbox.Mailer;
import press.communique.mail.outbox.Sandbox;
import press.communique.mail.outbox.Turns;
import press.communique.store.audience.Readers;
import press.communique.store.mailing.Batches;
import press.communique.store.mailing.Ledger;
import press.communique.store.mailing.Mailings;
import press.communique.store.mailing.SendingSlots;

/**
 * Takes one frozen batch out: reads who of its readers is still to be mailed, claims it, sends it once, and notes the
 * answer. After the claim nothing here is ever repeated.
 */
final class BatchSending {

    private static final Logger LOG = LoggerFactory.getLogger(BatchSending.class);

    /** With pauses that double up to a quarter of an hour, about a day. */
    private static final int MOST_ATTEMPTS = 100;

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final Mailings mailings;
    private final Batches batches;
    private final Readers readers;
    private final Mailer mailer;
    private final Turns turns;
    private final InstantSource clock;
    private final Matter matter;
    private final SendingSlots.Precedence precedence;
    private final BeforeRestore.Doubt doubt;
    private final Ledger ledger;
    private final String worker;
    private final Instant stopBy;
    private final Instant workerGoneBy;
    private boolean hasSent;

    /**
     * @param precedence of the mailing before all others
     * @param doubt who may have been sent it before a restore
     * @param ledger says whom this worker may mail, before it does
     * @param stopBy no mail is sent after this
     * @param workerGoneBy when this worker has ended for certain
     */
    BatchSending(
            Mailings mailings,
            Batches batches,
            Readers readers,
            Mailer mailer,
            Turns turns,
            InstantSource clock,
            Matter matter,
            SendingSlots.Precedence precedence,
            BeforeRestore.Doubt doubt,
            Ledger ledger,
            String worker,
            Instant stopBy,
            Instant workerGoneBy) {
        this.mailings = mailings;
        this.batches = batches;
        this.readers = readers;
        this.mailer = mailer;
        this.turns = turns;
        this.clock = clock;
        this.matter = matter;
        this.precedence = precedence;
        this.doubt = doubt;
        this.ledger = ledger;
        this.worker = worker;
        this.stopBy = stopBy;
        this.workerGoneBy = workerGoneBy;
    }

    /**
     * What follows for the worker.
     *
     * @param stop whether it should do no more now
     * @param lookAgain when to come back; empty if the sweep or another worker will
     */
    record Sent(boolean stop, Optional<Duration> lookAgain) {
        static final Sent GO_ON = new Sent(false, Optional.empty());
        static final Sent HOLD = new Sent(true, Optional.empty());

        static Sent pause(Duration duration) {
            return new Sent(true, Optional.of(duration));
        }
    }

    Sent send(Batch batch) {
        boolean isWritten = false;
        while (true) {
            Matter.State state = matter.look();
            if (state == Matter.State.TURNING) {
                return Sent.pause(ShareWorker.A_WHILE);
            }
            Optional<Hold> hold = mailings.hold(batch.mailing());
            if (hold.equals(Optional.of(Hold.PAUSED))) {
                return Sent.HOLD;
            }
            Optional<String> nobody =
                    state == Matter.State.WITHDRAWN ? Optional.of("withdrawn") : hold.map(cancelled -> "cancelled");
            if (!isWritten && nobody.isEmpty()) {
                ledger.write(
                        new Ledger.Entry(batch.mailing(), batch.share(), batch.sequence(), worker, batch.readers()),
                        clock.instant());
                isWritten = true;
            }
            Optional<Instant> turn = Optional.empty();
            if (nobody.isEmpty()) {
                turn = turns.next(batch.readers().size(), precedence, stopBy);
                if (turn.isEmpty()) {
                    // Whoever has sent goes on in its next run; else all turns are taken for as long as a run has.
                    return Sent.pause(hasSent ? Duration.ZERO : ShareWorker.A_WHILE);
                }
                if (matter.lookAtTurn() != Matter.State.SHOWN) {
                    // Withdrawn while we waited, or released anew.
                    turns.giveBack(turn.get());
                    continue;
                }
            }
            var going = sort(batch, nobody);
            long revision = going.letters.isEmpty() ? 0 : matter.revision();
            var claim = new Batch.Claim(
                    worker,
                    clock.instant(),
                    workerGoneBy,
                    revision,
                    going.languages,
                    going.contents,
                    mailer.isSandbox());
            Batches.Claimed claimed =
                    batches.claim(batch, claim, going.readers(), going.excluded, going.marks, going.before);
            if (claimed == Batches.Claimed.YES && !going.letters.isEmpty()) {
                return send(batch.claimed(claim, going.excluded), going, turn.orElseThrow());
            }
            turn.ifPresent(turns::giveBack);
            switch (claimed) {
                case YES, TAKEN -> {
                    return Sent.GO_ON;
                }
                case STOPPED -> {
                    LOG.warn("Mailing {} share {} waits: the emergency stop is pulled", batch.mailing(), batch.share());
                    return Sent.HOLD;
                }
                case HELD, READER_CHANGED -> {
                    // Read the readers again: one of them left, or wants something else.
                }
            }
        }
    }

    /** Who of a batch is mailed what, and who is not, and why. */
    private static final class Going {
        private final List<Recipient> recipients = new ArrayList<>();
        private final List<Mail> letters = new ArrayList<>();
        private final Map<String, String> languages = new HashMap<>();
        private final Map<String, List<DigestItem>> contents = new HashMap<>();
        private final Map<String, DigestMark> marks = new HashMap<>();
        private final Map<String, Outcome> excluded = new HashMap<>();
        private Map<String, List<DigestItem>> before = Map.of();

        void add(Recipient recipient, Matter.Letter letter) {
            String reader = recipient.reader().id();
            recipients.add(recipient);
            letters.add(letter.mail());
            languages.put(reader, letter.language());
            letter.mark().ifPresent(mark -> marks.put(reader, mark));
            if (!letter.contents().isEmpty()) {
                contents.put(reader, letter.contents());
            }
        }

        List<Reader> readers() {
            return recipients.stream().map(Recipient::reader).toList();
        }
    }

    private Going sort(Batch batch, Optional<String> nobody) {
        var going = new Going();
        Map<String, Recipient> present = nobody.isPresent() ? Map.of() : readers.recipients(batch.readers());
        Matter.Letters letters = matter.letters(batch);
        going.before = letters.before();
        for (String readerId : batch.readers()) {
            Recipient recipient = present.get(readerId);
            if (recipient == null) {
                going.excluded.put(readerId, Outcome.excluded(nobody.orElseGet(() -> readers.whyNot(readerId))));
            } else if (recipient.reader().preferences().paused(clock.instant())) {
                going.excluded.put(readerId, Outcome.excluded("paused"));
            } else if (!mailer.reaches(recipient.address())) {
                going.excluded.put(readerId, Outcome.excluded(Sandbox.REASON));
            } else {
                letters.to(recipient)
                        .ifPresentOrElse(
                                letter -> going.add(recipient, letter),
                                () -> going.excluded.put(readerId, Outcome.excluded("preferences")));
            }
        }
        return going;
    }

    private Sent send(Batch batch, Going going, Instant turn) {
        hasSent = true;
        var answered = new HashMap<String, Outcome>();
        Set<String> doubtful =
                doubt.about(going.readers().stream().map(Reader::id).toList());
        var readerIds = new ArrayList<String>();
        var letters = new ArrayList<Mail>();
        for (int i = 0; i < going.recipients.size(); i++) {
            String reader = going.recipients.get(i).reader().id();
            if (doubtful.contains(reader)) {
                answered.put(reader, Outcome.UNCERTAIN);
            } else {
                readerIds.add(reader);
                letters.add(going.letters.get(i));
            }
        }
        List<Outcome> outcomes = outcomes(letters, turn);
        for (int i = 0; i < readerIds.size(); i++) {
            answered.put(readerIds.get(i), bounded(outcomes.get(i), batch.attempt()));
        }
        Duration pause = pause(batch.attempt());
        Instant now = clock.instant();
        batches.settle(batch, worker, answered, now.plus(pause), now);
        doubt.isSettled(doubtful);
        LOG.info(
                "Mailing {} share {} batch {} is sent: {} of {} mails were accepted",
                batch.mailing(),
                batch.share(),
                batch.sequence(),
                answered.values().stream()
                        .filter(outcome -> outcome.kind() == Outcome.Kind.ACCEPTED)
                        .count(),
                answered.size());
        boolean again = answered.values().stream().anyMatch(outcome -> outcome.kind() == Outcome.Kind.AGAIN);
        if (again) {
            LOG.info(
                    "Mailing {} share {} batch {} goes again in {} s",
                    batch.mailing(),
                    batch.share(),
                    batch.sequence(),
                    pause.toSeconds());
        }
        return again ? Sent.pause(pause) : Sent.GO_ON;
    }

    private List<Outcome> outcomes(List<Mail> letters, Instant turn) {
        if (letters.isEmpty()) {
            return List.of();
        }
        return turns.call(turn, letters.size(), stopBy, () -> mailer.send(matter.sender(), letters))
                .outcomes(letters.size());
    }

    private static Outcome bounded(Outcome outcome, int attempt) {
        return outcome.kind() == Outcome.Kind.AGAIN && attempt >= MOST_ATTEMPTS
                ? Outcome.rejected(outcome.detail())
                : outcome;
    }

    private static Duration pause(int attempt) {
        Duration doubled = Duration.ofSeconds(1L << Math.min(attempt, 10));
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}

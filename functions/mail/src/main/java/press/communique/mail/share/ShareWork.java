package press.communique.mail.share;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.audience.Reader;
import press.communique.core.mail.Again;
import press.communique.core.mail.Batch;
import press.communique.core.mail.Cursor;
import press.communique.core.mail.Hold;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Share;
import press.communique.store.audience.Readers;
import press.communique.store.mailing.Batches;
import press.communique.store.mailing.Mailings;

/**
 * What one worker does on one share: freeze a batch, have it sent, and again, until nothing is left or its time is over.
 *
 * <p>Every round begins with the share as it is stored, so it does not matter who did the round before, how far another
 * worker came or how often the message was delivered. At most one batch of a share is open, so whoever finds it claimed
 * by a worker that lives leaves the share to that one; whoever finds its worker gone gives it up as uncertain.
 */
final class ShareWork {

    private static final Logger LOG = LoggerFactory.getLogger(ShareWork.class);

    /** How many readers are read at a time. */
    private static final int PAGE = 200;

    /** After so many readers without a full batch, what was found is frozen, so that no work is done twice for long. */
    private static final int FAR_ENOUGH = 10_000;

    private final Mailings mailings;
    private final Batches batches;
    private final ReadAhead ahead;
    private final int largest;
    private final InstantSource clock;

    /** @param largest how many readers a batch may have */
    ShareWork(Mailings mailings, Batches batches, Readers readers, int largest, InstantSource clock) {
        this.mailings = mailings;
        this.batches = batches;
        this.ahead = new ReadAhead(PAGE, readers::page);
        this.largest = largest;
        this.clock = clock;
    }

    /**
     * Works until nothing is left to do now.
     *
     * @param stopBy no batch is begun after this
     * @return when the share should be looked at again; empty if that is not this worker's business
     */
    Optional<Duration> work(Mailing mailing, int number, Matter matter, BatchSending sending, Instant stopBy) {
        while (true) {
            Share share = mailings.share(mailing.id(), number).orElseThrow();
            if (share.done()) {
                return Optional.empty();
            }
            Optional<Hold> hold = mailings.hold(mailing.id());
            if (hold.equals(Optional.of(Hold.PAUSED))) {
                return Optional.empty();
            }
            if (hold.equals(Optional.of(Hold.CANCELLED)) && !share.allRead()) {
                mailings.stop(share, "cancelled");
                continue;
            }
            if (!clock.instant().isBefore(stopBy)) {
                return Optional.of(Duration.ZERO);
            }
            if (share.open().isPresent()) {
                Optional<Batch> batch =
                        batches.find(mailing.id(), number, share.open().getAsLong());
                switch (batch.orElseThrow().state()) {
                    case FROZEN -> {
                        BatchSending.Sent sent = sending.send(batch.get());
                        if (sent.stop()) {
                            return sent.lookAgain();
                        }
                    }
                    case CLAIMED -> {
                        if (batch.get().claim().orElseThrow().until().isAfter(clock.instant())) {
                            return Optional.empty();
                        }
                        LOG.warn(
                                "Mailing {} share {} batch {} is uncertain: its worker is gone",
                                mailing.id(),
                                number,
                                batch.get().sequence());
                        batches.giveUp(batch.get(), clock.instant());
                    }
                    case SENT, UNCERTAIN -> {
                        // Settled between our two reads: look again.
                    }
                }
                continue;
            }
            int due = due(share.again());
            if (due >= 0) {
                batches.freezeAgain(share, due, size(share.again().get(due).attempt()));
            } else if (!share.allRead()) {
                switch (matter.look()) {
                    case SHOWN -> freeze(share, matter);
                    case WITHDRAWN -> mailings.stop(share, "withdrawn");
                    case TURNING -> {
                        return Optional.of(ShareWorker.A_WHILE);
                    }
                }
            } else if (share.again().isEmpty()) {
                if (mailings.finish(share)) {
                    return Optional.empty();
                }
            } else {
                return Optional.of(untilDue(share.again()));
            }
        }
    }

    private void freeze(Share share, Matter matter) {
        var chosen = new ArrayList<String>();
        Cursor cursor = share.cursor();
        boolean allRead = false;
        int seen = 0;
        boolean isFull = false;
        Matter.Filling filling = matter.filling();
        while (!isFull && seen < FAR_ENOUGH && !allRead) {
            ReadAhead.Page page = ahead.page(cursor);
            int used = 0;
            for (Reader reader : page.readers()) {
                Matter.Filling.Fit fit = isReached(reader) ? filling.fit(reader) : Matter.Filling.Fit.OUT;
                if (fit == Matter.Filling.Fit.FULL) {
                    isFull = true;
                    break;
                }
                seen++;
                used++;
                cursor = new Cursor(cursor.partition(), reader.id());
                if (fit == Matter.Filling.Fit.IN) {
                    chosen.add(reader.id());
                    isFull = chosen.size() == largest;
                    if (isFull) {
                        break;
                    }
                }
            }
            ahead.keep(page, used, cursor);
            if (!isFull && page.isLast()) {
                allRead = cursor.partition() == share.lastPartition();
                cursor = allRead ? cursor : Cursor.startOf(cursor.partition() + 1);
            }
        }
        batches.freeze(share, chosen, cursor, allRead);
    }

    private boolean isReached(Reader reader) {
        return reader.active() && !reader.preferences().paused(clock.instant());
    }

    /** Smaller with every attempt, so that one mail that spoils a whole call is soon by itself. */
    private int size(int attempts) {
        return Math.max(1, largest >> Math.min(attempts, 6));
    }

    private int due(List<Again> waiting) {
        for (int i = 0; i < waiting.size(); i++) {
            if (!waiting.get(i).notBefore().isAfter(clock.instant())) {
                return i;
            }
        }
        return -1;
    }

    private Duration untilDue(List<Again> waiting) {
        Instant next =
                waiting.stream().map(Again::notBefore).min(Instant::compareTo).orElseThrow();
        Duration wait = Duration.between(clock.instant(), next);
        return wait.isNegative() ? Duration.ZERO : wait.plusSeconds(1);
    }
}

package press.communique.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.store.aws.Metrics;
import press.communique.store.mailing.EmergencyStop;
import press.communique.store.mailing.Handed;
import press.communique.store.mailing.Home;
import press.communique.store.mailing.Ledger;

/**
 * Sees when the tables were restored, holds all mail, and reads the ledger to know who was mailed since the moment that they
 * were restored to. Each step may be done twice; a long ledger is read in several turns.
 */
final class Restoration {

    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);

    /** More than clocks differ by, and than a worker takes. */
    private static final Duration MARGIN = Duration.ofHours(1);

    private static final Duration A_TURN = Duration.ofSeconds(30);

    private final Home home;
    private final Ledger ledger;
    private final Handed handed;
    private final EmergencyStop stop;
    private final Metrics metrics;
    private final InstantSource clock;

    Restoration(Home home, Ledger ledger, Handed handed, EmergencyStop stop, Metrics metrics, InstantSource clock) {
        this.home = home;
        this.ledger = ledger;
        this.handed = handed;
        this.stop = stop;
        this.metrics = metrics;
        this.clock = clock;
    }

    void look() {
        Instant now = clock.instant();
        Home.State state = home.look(now);
        if (state.isHere()) {
            home.seen(now);
            metrics.count(
                    "MailHeldAfterRestore",
                    stop.reason().filter(EmergencyStop.RESTORED::equals).isPresent() ? 1 : 0);
            return;
        }
        metrics.count("MailHeldAfterRestore", 1);
        if (stop.pullForRestore(now)) {
            LOG.error("The tables were restored to about {}; mail is held", state.seenAt());
        }
        if (state.isLedgerLost() || isRead(state, now)) {
            home.settleIn(state.isLedgerLost(), now);
            stop.reconciled();
            LOG.warn("The ledger {}; mail waits for a person", state.isLedgerLost() ? "is another one" : "was read");
        }
    }

    private boolean isRead(Home.State state, Instant now) {
        Ledger.Page page = state.reached()
                .map(ledger::after)
                .orElseGet(() -> ledger.since(state.seenAt().minus(MARGIN)));
        int readers = 0;
        while (true) {
            for (Ledger.Entry entry : page.entries()) {
                readers += handed.note(entry, now);
            }
            if (page.next().isEmpty()) {
                LOG.warn("{} readers may have been mailed since", readers);
                return true;
            }
            String next = page.next().get();
            home.reached(next);
            if (!clock.instant().isBefore(now.plus(A_TURN))) {
                return false;
            }
            page = ledger.after(next);
        }
    }
}

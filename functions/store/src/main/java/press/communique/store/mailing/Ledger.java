package press.communique.store.mailing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A second book about mails, outside of the tables: whom a worker is about to mail, written before it does. A table that is
 * restored to an earlier moment knows nothing of what was sent after that; the ledger does (ADR 29).
 */
public interface Ledger {

    /**
     * Somebody may be mailed from now on.
     *
     * @param worker the name under which the batch will be claimed
     * @param readers by id; no address
     */
    record Entry(String mailing, int share, long batch, String worker, List<String> readers) {
        public Entry {
            readers = List.copyOf(readers);
        }
    }

    /**
     * Some entries in the order of their hours.
     *
     * @param next what to ask for the following ones with; empty at the end
     */
    record Page(List<Entry> entries, Optional<String> next) {}

    /** Once this returns the entry is kept, whatever becomes of the tables. */
    void write(Entry entry, Instant now);

    /** Entries of this moment's hour and later. */
    Page since(Instant moment);

    Page after(String next);

    /** Names this ledger, so that a table knows whether it is the one that it was used with. */
    String name();
}

package press.communique.mail.share;

import java.util.Collection;
import java.util.Set;
import press.communique.core.mail.Mailing;
import press.communique.store.mailing.Handed;
import press.communique.store.mailing.Home;

/**
 * Who may have been sent a mailing at a time that the tables forgot when they were restored. Such readers are not mailed
 * again: they are uncertain, like those of a batch whose sender was lost.
 */
public final class BeforeRestore {

    private static final Doubt NONE = new Doubt() {
        @Override
        public Set<String> about(Collection<String> readers) {
            return Set.of();
        }

        @Override
        public void isSettled(Set<String> readers) {
            // Nothing was in doubt.
        }
    };

    private final Handed handed;

    public BeforeRestore(Handed handed) {
        this.handed = handed;
    }

    /** About the readers of one mailing. */
    interface Doubt {

        /** Those of them that may have been sent it. */
        Set<String> about(Collection<String> readers);

        /** It stands in the batch now, and a person may have them mailed again. */
        void isSettled(Set<String> readers);
    }

    Doubt of(Mailing mailing, Home.State state) {
        if (state.restoredAt().isEmpty()) {
            return NONE;
        }
        boolean isUnknown = state.isLedgerLost()
                && state.startedAt()
                        .map(started -> mailing.openedAt().isBefore(started))
                        .orElse(true);
        return new Doubt() {
            @Override
            public Set<String> about(Collection<String> readers) {
                return isUnknown ? Set.copyOf(readers) : handed.among(mailing.id(), readers);
            }

            @Override
            public void isSettled(Set<String> readers) {
                handed.forget(mailing.id(), readers);
            }
        };
    }
}

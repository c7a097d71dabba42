package press.communique.store.posts;

/** Somebody else changed it first; nothing was written. */
public final class Stale extends RuntimeException {

    public Stale(String what) {
        super(what + " has changed since it was read; read it again.");
    }
}

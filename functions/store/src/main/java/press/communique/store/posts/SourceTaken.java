package press.communique.store.posts;

/** A post with this name from elsewhere is here already; nothing was written. */
public final class SourceTaken extends RuntimeException {

    SourceTaken(String sourceId) {
        super("A post was made of \"" + sourceId + "\" before.");
    }
}

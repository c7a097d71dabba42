package press.communique.store.posts;

/** An upload that a text names was deleted between the check and the write. */
public final class MediaGone extends RuntimeException {
    MediaGone() {
        super("An upload that this text names has just been deleted");
    }
}

package press.communique.site.files;

import java.util.Optional;
import press.communique.core.page.Stamp;

/**
 * Brings one file up to the present state, whoever else does the same: look, read the state, stop if the file is as new,
 * render, write if unchanged, else start over.
 *
 * <pre>{@code
 * new Replacement(files).bring("news/index.html", () -> Optional.of(rendering(readState())));
 * }</pre>
 */
public final class Replacement {

    /** Each lost round means that somebody else got a newer state through. */
    private static final int TRIES = 30;

    private final SiteFiles files;
    private final boolean always;

    public Replacement(SiteFiles files) {
        this(files, false);
    }

    private Replacement(SiteFiles files, boolean always) {
        this.files = files;
        this.always = always;
    }

    /**
     * One that writes a file again though it is as new, in case it was damaged; not over a newer one. When it returns the file has
     * been written, by this or somebody else, since it was called: what was not would be taken for nobody's.
     */
    public Replacement again() {
        return new Replacement(files, true);
    }

    /** A file that could be written: its stamp is known before its bytes are made. */
    public interface Rendering {
        Stamp stamp();

        SiteFile render();
    }

    /** Reads the state, strongly consistent, each time anew; empty if the file is no longer ours to write. */
    public interface State {
        Optional<Rendering> read();
    }

    /** @return whether the file had to be written */
    public boolean bring(String key, State state) {
        return bring(key, look(key), state);
    }

    /** What is there now, for {@link #bring(String, Held, State)}. */
    public Held look(String key) {
        return files.look(key);
    }

    /** The same for a file that is most likely new: the first try does without looking. */
    public boolean create(String key, State state) {
        return always ? bring(key, state) : bring(key, Held.NOTHING, state);
    }

    /** The same from a look that was taken before: the state must be read after it. */
    public boolean bring(String key, Held first, State state) {
        Held seen = first;
        for (int tried = 1; ; tried++) {
            Optional<Rendering> rendering = state.read();
            if (rendering.isEmpty()) {
                return false;
            }
            Stamp stamp = rendering.get().stamp();
            boolean isSame = seen.stamp().filter(stamp::equals).isPresent();
            if (seen.covers(stamp) && !(isSame && always)) {
                return false;
            }
            if (files.put(rendering.get().render(), seen).isPresent()) {
                return true;
            }
            if (tried == TRIES) {
                throw new IllegalStateException(key + " is written by too many at once; try again.");
            }
            seen = files.look(key);
        }
    }
}

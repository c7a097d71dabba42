package press.communique.site.publish;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import press.communique.site.files.Held;
import press.communique.site.files.Replacement;

/**
 * The state that several files are made of: look at the files, read the state once, write them. A file that somebody else
 * wrote meanwhile starts over on its own, with a state of its own.
 */
final class Snapshot<N> {

    private final Replacement replacement;
    private final Supplier<N> read;
    private final Map<String, Held> seen = new ConcurrentHashMap<>();
    private N now;

    /** @param read reads the state anew */
    Snapshot(Replacement replacement, Supplier<N> read) {
        this.replacement = replacement;
        this.read = read;
    }

    void look(String key) {
        seen.put(key, replacement.look(key));
    }

    /** @param state read after every look */
    void took(N state) {
        now = state;
    }

    N now() {
        return now;
    }

    /** Writes a file that was looked at before the state was read. */
    Workers.Task<Boolean> bring(String key, Function<N, Rendering> rendering) {
        var first = new AtomicReference<>(now);
        return () -> replacement.bring(key, seen.get(key), () -> {
            N taken = first.getAndSet(null);
            return Optional.of(rendering.apply(taken != null ? taken : read.get()));
        });
    }
}

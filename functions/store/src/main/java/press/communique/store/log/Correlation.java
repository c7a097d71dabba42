package press.communique.store.log;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The call that the work of this thread began with: the request id of an editor's call goes with the release, the mailing and
 * the messages that come of it, and stands in every line that any function logs about them.
 *
 * <pre>{@code
 * try (var began = Correlation.of(release.cause())) {
 *     LOG.info("Post {} is live", id);
 * }
 * }</pre>
 *
 * <p>It belongs to one thread; threads that this one starts do not have it.
 */
public final class Correlation implements AutoCloseable {

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
    /** Nothing else comes from a message into a log. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9=_-]{1,64}");

    private final String before;

    private Correlation(String id) {
        this.before = CURRENT.get();
        CURRENT.set(id);
    }

    /** From now on and until it is closed; with nothing, or what is no id, lines have none. */
    public static Correlation of(Optional<String> id) {
        return new Correlation(id.filter(text -> ID.matcher(text).matches()).orElse(null));
    }

    public static Optional<String> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    @Override
    public void close() {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}

package press.communique.site.feed;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Content that cannot be made into a page or feed. That is the trouble of the post which it belongs to: it must not hold up
 * any other.
 */
public final class Unrenderable extends RuntimeException {

    private static final Logger LOG = LoggerFactory.getLogger(Unrenderable.class);

    private Unrenderable(String what, Throwable cause) {
        super(what + " cannot be rendered", cause);
    }

    /**
     * Renders, and says so if the content does not let it. Trouble with the infrastructure, of which rendering may read
     * what an upload was made into, passes as it is.
     *
     * @param what is rendered, for the log
     */
    public static <T> T unless(String what, Supplier<T> rendering) {
        try {
            return rendering.get();
        } catch (SdkException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException | StackOverflowError content) {
            throw new Unrenderable(what, content);
        }
    }

    /**
     * Renders entries together, without those that cannot be rendered: one of them must not hold up the rest.
     *
     * @param what is rendered, for the log
     * @param name of an entry, for the log
     */
    public static <E, R> R leavingOut(
            String what, List<E> entries, Function<E, String> name, Function<List<E>, R> rendering) {
        try {
            return unless(what, () -> rendering.apply(entries));
        } catch (Unrenderable all) {
            return rendering.apply(entries.stream()
                    .filter(entry -> canStand(what, entry, name, rendering))
                    .toList());
        }
    }

    private static <E, R> boolean canStand(
            String what, E entry, Function<E, String> name, Function<List<E>, R> rendering) {
        try {
            unless("The entry of post " + name.apply(entry), () -> rendering.apply(List.of(entry)));
            return true;
        } catch (Unrenderable alone) {
            LOG.error("{} goes without an entry", what, alone);
            return false;
        }
    }
}

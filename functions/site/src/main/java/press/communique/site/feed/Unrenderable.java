package press.communique.site.feed;

import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Content that cannot be made into a page or feed. That is the trouble of the post which it belongs to: it must not hold up
 * any other.
 */
public final class Unrenderable extends RuntimeException {

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
}

package press.communique.site.feed;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Content that cannot be made into a page or feed, be it that a text or a file which it is made of is gone. That is the
 * trouble of the post which it belongs to: it must not hold up any other.
 */
public final class Unrenderable extends RuntimeException {

    private static final Logger LOG = LoggerFactory.getLogger(Unrenderable.class);

    private Unrenderable(String what, Throwable cause) {
        super(what + " cannot be rendered", cause);
    }

    /**
     * How S3 and DynamoDB say that what they were asked for cannot be had: the next time they would say the same. Whatever
     * else they say, and that they say nothing, is trouble with the infrastructure.
     */
    private static final Set<String> OF_CONTENT = Set.of("NoSuchKey", "ValidationException");

    /**
     * Reads or renders, and says so if the content does not let it. Trouble with the infrastructure passes as it is.
     *
     * @param what is rendered, for the log
     */
    public static <T> T unless(String what, Supplier<T> rendering) {
        try {
            return rendering.get();
        } catch (SdkException trouble) {
            if (!isOfContent(trouble)) {
                throw trouble;
            }
            throw new Unrenderable(what, trouble);
        } catch (RuntimeException | StackOverflowError content) {
            throw new Unrenderable(what, content);
        }
    }

    private static boolean isOfContent(SdkException trouble) {
        return trouble instanceof AwsServiceException refused
                && refused.awsErrorDetails() != null
                && OF_CONTENT.contains(refused.awsErrorDetails().errorCode());
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

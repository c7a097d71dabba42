package press.communique.core.post;

/**
 * That a post's readers are to be mailed: written with the release, created only if absent, so that nothing that
 * happens later mails anybody a second time for the same reason.
 *
 * @param name {@code first}, {@code correction#n} or {@code language#fr}
 * @param revision the release that it belongs to; the mail waits until this revision, or a later one, is live
 */
public record Intent(String postId, String name, long revision) {

    /** The post's first mailing. */
    public static final String FIRST = "first";

    /** @param number of the correction, counted from 1 over all releases of the post */
    public static String correction(int number) {
        return "correction#" + number;
    }
}

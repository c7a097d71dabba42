package press.communique.site.publish;

/** A post whose content cannot be made into a page. That is the post's trouble: it must not hold up any other. */
final class Unrenderable extends RuntimeException {

    Unrenderable(String postId, Throwable cause) {
        super("Post " + postId + " cannot be rendered", cause);
    }
}

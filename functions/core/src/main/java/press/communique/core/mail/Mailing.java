package press.communique.core.mail;

import java.time.Instant;
import press.communique.core.post.Intent;

/**
 * One release going out to its audience.
 *
 * @param id made from the post and the reason to mail, so that the same reason never opens a second mailing
 * @param shares how many shares it was cut into; 0 if there was nobody to mail
 */
public record Mailing(String id, String postId, String intent, long revision, Instant openedAt, int shares) {

    /** Made of letters, digits and hyphens only, since it stands in the tags of every mail. */
    public static String id(Intent intent) {
        return intent.postId() + "-" + intent.name().replace('#', '-');
    }
}

package press.communique.core.mail;

import java.time.Instant;
import press.communique.core.post.Intent;

/**
 * One release going out to its audience.
 *
 * @param id made from the post and the reason to mail, so that the same reason never opens a second mailing
 * @param urgent whether it overtakes others, in a queue of its own
 * @param shares how many shares it was cut into; 0 if there was nobody to mail
 */
public record Mailing(
        String id, String postId, String intent, long revision, Instant openedAt, int shares, boolean urgent) {

    /** One that is in no hurry. */
    public Mailing(String id, String postId, String intent, long revision, Instant openedAt, int shares) {
        this(id, postId, intent, revision, openedAt, shares, false);
    }

    /** Made of letters, digits and hyphens only, since it stands in the tags of every mail. */
    public static String id(Intent intent) {
        return intent.postId() + "-" + intent.name().replace('#', '-');
    }
}

package press.communique.core.mail;

import java.time.Instant;
import press.communique.core.post.Intent;

/**
 * One release, or one digest period, going out to its audience.
 *
 * @param id made from the post and the reason to mail, so that the same reason never opens a second mailing; of a
 *     digest, from the quarter of an hour in which its readers' hour falls
 * @param postId empty in a digest
 * @param revision of the post; in a digest 0
 * @param urgent whether it overtakes others, in a queue of its own
 * @param shares how many shares it was cut into; 0 if there was nobody to mail
 * @param position of the release in the log that digests are made of; in a digest, how far it reads; 0 if there is none
 */
public record Mailing(
        String id,
        String postId,
        String intent,
        long revision,
        Instant openedAt,
        int shares,
        boolean urgent,
        long position) {

    private static final String DIGEST = "digest";

    /** One that is in no hurry, of a release that no log knows. */
    public Mailing(String id, String postId, String intent, long revision, Instant openedAt, int shares) {
        this(id, postId, intent, revision, openedAt, shares, false, 0);
    }

    /** A digest for those whose hour falls into a quarter of an hour. */
    public static Mailing digest(DigestSlot slot, Instant openedAt, int shares, long head) {
        return new Mailing(digestId(slot), "", DIGEST, 0, openedAt, shares, false, head);
    }

    public static String digestId(DigestSlot slot) {
        return DIGEST + "-" + slot.name();
    }

    public static boolean isDigestId(String id) {
        return id.startsWith(DIGEST + "-");
    }

    public boolean isDigest() {
        return intent.equals(DIGEST);
    }

    /** The quarter of an hour that a digest is for. */
    public DigestSlot slot() {
        return DigestSlot.named(id.substring(DIGEST.length() + 1));
    }

    /** Made of letters, digits and hyphens only, since it stands in the tags of every mail. */
    public static String id(Intent intent) {
        return intent.postId() + "-" + intent.name().replace('#', '-');
    }
}

package press.communique.core.audience;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * A subscriber who confirmed, without the address.
 *
 * @param id random; it stays when the reader leaves and comes back, so that links in old mails go on working
 * @param revision counts every change of this reader
 * @param epoch part of the reader's links; raising it ends all of them at once
 * @param active whether mail may go there; false once the reader has unsubscribed
 * @param digests how far the reader's digests are in the log of what went live
 */
public record Reader(
        String id, long revision, long epoch, boolean active, Preferences preferences, DigestMark digests) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** One who was never sent a digest. */
    public Reader(String id, long revision, long epoch, boolean active, Preferences preferences) {
        this(id, revision, epoch, active, preferences, DigestMark.at(0));
    }

    /** 128 random bits as 22 characters of base64url: for readers and for their requests. */
    public static String newId() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}

package press.communique.core.audience;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The audience is kept in {@value #COUNT} parts, so that many workers can go through it at once. */
public final class Partition {

    /** It must never change, since it says where a reader is stored. */
    public static final int COUNT = 64;

    private Partition() {}

    /** @return 0 to 63, by the SHA-256 of the reader's id */
    public static int of(String readerId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(readerId.getBytes(StandardCharsets.UTF_8));
            return Byte.toUnsignedInt(hash[0]) % COUNT;
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}

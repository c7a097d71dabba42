package press.communique.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for one purpose, made from the newsroom's secret, so that what one purpose signs is nothing to another.
 *
 * <pre>{@code byte[] signature = new DerivedKey(secret, "confirm").sign(message);}</pre>
 *
 * <p>HMAC-SHA256 (RFC 2104). Safe for several threads.
 */
public final class DerivedKey {

    private static final String HMAC = "HmacSHA256";

    private final byte[] key;

    /** @param purpose a word that no other purpose has; it must never change */
    public DerivedKey(String secret, String purpose) {
        this.key = hmac(
                secret.getBytes(StandardCharsets.UTF_8), ("communique/1/" + purpose).getBytes(StandardCharsets.UTF_8));
    }

    /** 32 bytes. */
    public byte[] sign(byte[] message) {
        return hmac(key, message);
    }

    public SecretKeySpec forAes() {
        return new SecretKeySpec(key, "AES");
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}

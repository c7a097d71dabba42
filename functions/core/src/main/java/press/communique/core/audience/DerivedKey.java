package press.communique.core.audience;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key for one purpose, made from the newsroom's secret, so that what one purpose signs is nothing to another. */
final class DerivedKey {

    private static final String HMAC = "HmacSHA256";

    private final byte[] key;

    /** @param purpose a word that no other purpose has; it must never change */
    DerivedKey(String secret, String purpose) {
        this.key = hmac(
                secret.getBytes(StandardCharsets.UTF_8), ("communique/1/" + purpose).getBytes(StandardCharsets.UTF_8));
    }

    /** 32 bytes. */
    byte[] sign(byte[] message) {
        return hmac(key, message);
    }

    SecretKeySpec forAes() {
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

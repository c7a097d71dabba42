package press.communique.core.audience;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import press.communique.core.secret.DerivedKey;

/**
 * Hides addresses at rest: encrypted where they are needed again, hashed under a key where they only have to be found.
 *
 * <pre>{@code
 * byte[] sealed = seal.close(address);
 * EmailAddress same = seal.open(sealed);
 * String key = seal.key(address);   // same address, same key; tells nothing without the secret
 * }</pre>
 *
 * <p>AES-256 in GCM with a random nonce (NIST SP 800-38D) and HMAC-SHA256, each with its own key from the newsroom's
 * secret. Safe for several threads.
 */
public final class AddressSeal {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec sealing;
    private final DerivedKey finding;
    private final DerivedKey comparing;
    private final DerivedKey sourcing;

    public AddressSeal(String secret) {
        this.sealing = new DerivedKey(secret, "address-seal").forAes();
        this.finding = new DerivedKey(secret, "address-key");
        this.comparing = new DerivedKey(secret, "request-fingerprint");
        this.sourcing = new DerivedKey(secret, "request-source");
    }

    /** Two calls give different bytes. */
    public byte[] close(EmailAddress address) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] text = crypt(Cipher.ENCRYPT_MODE, nonce, address.value().getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(1 + nonce.length + text.length)
                .put(VERSION)
                .put(nonce)
                .put(text)
                .array();
    }

    /** @throws IllegalStateException if the bytes were not sealed with this secret, or were changed */
    public EmailAddress open(byte[] sealed) {
        if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != VERSION) {
            throw new IllegalStateException("A sealed address has an unknown form");
        }
        ByteBuffer buffer = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
        byte[] nonce = new byte[NONCE_BYTES];
        byte[] text = new byte[sealed.length - 1 - NONCE_BYTES];
        buffer.get(nonce).get(text);
        return EmailAddress.parse(new String(crypt(Cipher.DECRYPT_MODE, nonce, text), StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalStateException("A sealed text is not an address"));
    }

    /** Under which an address is looked up: 43 characters of base64url. */
    public String key(EmailAddress address) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(finding.sign(address.sameness().getBytes(StandardCharsets.UTF_8)));
    }

    /** Of a whole request that holds an address: the same bytes, the same 32 bytes; tells nothing without the secret. */
    public byte[] fingerprint(byte[] request) {
        return comparing.sign(request);
    }

    /** Of where a request came from, which is known again within an hour and never after: 43 characters of base64url. */
    public String source(String networkAddress, long hour) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sourcing.sign((hour + " " + networkAddress).getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException wrongKeyOrBytes) {
            throw new IllegalStateException("An address cannot be unsealed: another secret, or changed bytes");
        }
    }
}

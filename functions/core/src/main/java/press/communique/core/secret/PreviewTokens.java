package press.communique.core.secret;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes the tokens in the addresses of previews.
 *
 * <pre>{@code
 * String id = tokens.newId();            // 128 random bits
 * String token = tokens.token(id);       // 43 characters, the same for the same id
 * byte[] kept = PreviewTokens.hash(token);
 * }</pre>
 *
 * <p>A token is an HMAC-SHA256 of its id under a key of its own, so that a repeated request can be answered as the first
 * one was although only the id is known. Neither the id nor the hash opens anything. Safe for several threads.
 */
public final class PreviewTokens {

    private static final int ID_BYTES = 16;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final DerivedKey key;

    public PreviewTokens(String secret) {
        this.key = new DerivedKey(secret, "preview");
    }

    public String newId() {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return BASE64.encodeToString(id);
    }

    public String token(String id) {
        return BASE64.encodeToString(key.sign(id.getBytes(StandardCharsets.UTF_8)));
    }

    /** What may be kept of a token. */
    public static byte[] hash(String token) {
        return Sha256.of(token.getBytes(StandardCharsets.UTF_8));
    }
}

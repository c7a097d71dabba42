package press.communique.local.front;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;

/** Proof that whoever brings a code is the one who asked for it: RFC 7636, method S256 only. */
final class Pkce {

    /** 32 bytes in base64url. */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private Pkce() {}

    static boolean isChallenge(String text) {
        return CHALLENGE.matcher(text).matches();
    }

    static boolean proves(String verifier, String challenge) {
        return VERIFIER.matcher(verifier).matches()
                && Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(sha256(verifier))
                        .equals(challenge);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}

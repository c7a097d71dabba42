package press.communique.core.audience;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import press.communique.core.secret.DerivedKey;

/**
 * Makes and reads the tokens in readers' links. They are signed and carry no address.
 *
 * <pre>{@code
 * String token = tokens.unsubscribe(reader.id(), reader.epoch());
 * Optional<ReaderTokens.ReaderLink> link = tokens.readUnsubscribe(token);
 * }</pre>
 *
 * <p>Form: base64url of a version byte, the 128-bit id, eight bytes (expiry in Unix seconds, or the reader's epoch) and
 * an HMAC-SHA256 of these under the purpose's own key; 76 characters. Compared in constant time. Safe for several
 * threads.
 */
public final class ReaderTokens {

    private static final byte VERSION = 1;
    private static final int ID_BYTES = 16;
    private static final int SIGNED_BYTES = 1 + ID_BYTES + Long.BYTES;
    private static final int TOKEN_BYTES = SIGNED_BYTES + 32;
    private static final int TOKEN_LENGTH = TOKEN_BYTES / 3 * 4;

    private final DerivedKey confirming;
    private final DerivedKey unsubscribing;
    private final DerivedKey choosing;
    private final Map<FreshLink.Purpose, DerivedKey> fresh = new EnumMap<>(FreshLink.Purpose.class);

    public ReaderTokens(String secret) {
        this.confirming = new DerivedKey(secret, "confirm");
        this.unsubscribing = new DerivedKey(secret, "unsubscribe");
        this.choosing = new DerivedKey(secret, "preferences");
        for (FreshLink.Purpose purpose : FreshLink.Purpose.values()) {
            fresh.put(purpose, new DerivedKey(secret, "fresh-" + purpose.word()));
        }
    }

    /** Whose link it is; whether the epoch is still the reader's is for the store to say. */
    public record ReaderLink(String readerId, long epoch) {}

    public String confirm(String requestId, Instant expires) {
        return write(confirming, requestId, expires.getEpochSecond());
    }

    /** @return the request's id; nothing if the token is forged or its time is over */
    public Optional<String> readConfirm(String token, Instant now) {
        return read(confirming, token)
                .filter(signed -> signed.number() > now.getEpochSecond())
                .map(Signed::id);
    }

    public String unsubscribe(String readerId, long epoch) {
        return write(unsubscribing, readerId, epoch);
    }

    /** @return nothing if the token is forged; it never expires */
    public Optional<ReaderLink> readUnsubscribe(String token) {
        return read(unsubscribing, token).map(signed -> new ReaderLink(signed.id(), signed.number()));
    }

    public String preferences(String readerId, long epoch) {
        return write(choosing, readerId, epoch);
    }

    /** @return nothing if the token is forged; it never expires */
    public Optional<ReaderLink> readPreferences(String token) {
        return read(choosing, token).map(signed -> new ReaderLink(signed.id(), signed.number()));
    }

    public String fresh(FreshLink link) {
        return write(fresh.get(link.purpose()), link.id(), link.expires().getEpochSecond());
    }

    /** @return the link's id; nothing if the token is forged, for another purpose, or its time is over */
    public Optional<String> readFresh(FreshLink.Purpose purpose, String token, Instant now) {
        return read(fresh.get(purpose), token)
                .filter(signed -> signed.number() > now.getEpochSecond())
                .map(Signed::id);
    }

    private record Signed(String id, long number) {}

    private static String write(DerivedKey key, String id, long number) {
        byte[] bits = Base64.getUrlDecoder().decode(id);
        if (bits.length != ID_BYTES) {
            throw new IllegalArgumentException("Not an id of ours");
        }
        byte[] signed = ByteBuffer.allocate(SIGNED_BYTES)
                .put(VERSION)
                .put(bits)
                .putLong(number)
                .array();
        byte[] token = ByteBuffer.allocate(TOKEN_BYTES)
                .put(signed)
                .put(key.sign(signed))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    private static Optional<Signed> read(DerivedKey key, String token) {
        byte[] bytes;
        if (token.length() != TOKEN_LENGTH) {
            return Optional.empty();
        }
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(bytes, SIGNED_BYTES);
        byte[] signature = Arrays.copyOfRange(bytes, SIGNED_BYTES, TOKEN_BYTES);
        if (!MessageDigest.isEqual(signature, key.sign(signed)) || signed[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(signed, 1, SIGNED_BYTES - 1);
        byte[] id = new byte[ID_BYTES];
        buffer.get(id);
        return Optional.of(new Signed(Base64.getUrlEncoder().withoutPadding().encodeToString(id), buffer.getLong()));
    }
}

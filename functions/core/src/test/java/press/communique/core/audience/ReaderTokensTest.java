package press.communique.core.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ReaderTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
    private static final String ID = Reader.newId();

    private final ReaderTokens tokens = new ReaderTokens("a secret that is longer than 32 characters");

    @Test
    void whatIsSignedIsReadBack() {
        assertThat(tokens.readConfirm(tokens.confirm(ID, NOW.plusSeconds(1)), NOW))
                .contains(ID);
        assertThat(tokens.readUnsubscribe(tokens.unsubscribe(ID, 3))).contains(new ReaderTokens.ReaderLink(ID, 3));
    }

    @Test
    void aConfirmationEndsInItsSecond() {
        assertThat(tokens.readConfirm(tokens.confirm(ID, NOW), NOW)).isEmpty();
    }

    @Test
    void noPurposeTakesTheTokensOfAnother() {
        assertThat(tokens.readUnsubscribe(tokens.confirm(ID, NOW.plusSeconds(9))))
                .isEmpty();
        assertThat(tokens.readConfirm(tokens.unsubscribe(ID, Long.MAX_VALUE), NOW))
                .isEmpty();
    }

    @Test
    void noSecretTakesTheTokensOfAnother() {
        var others = new ReaderTokens("another secret that is longer than 32 characters");
        assertThat(others.readUnsubscribe(tokens.unsubscribe(ID, 1))).isEmpty();
    }

    @Test
    void everyBitCounts() {
        byte[] token = Base64.getUrlDecoder().decode(tokens.unsubscribe(ID, 1));
        for (int bit = 0; bit < token.length * 8; bit++) {
            byte[] changed = token.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(tokens.readUnsubscribe(Base64.getUrlEncoder().encodeToString(changed)))
                    .as("bit %s", bit)
                    .isEmpty();
        }
    }

    @Test
    void rubbishIsNoToken() {
        for (String rubbish :
                new String[] {"", "a", "=".repeat(76), "\u0000".repeat(76), "A".repeat(76), "A".repeat(1_000_000)}) {
            assertThat(tokens.readUnsubscribe(rubbish)).isEmpty();
            assertThat(tokens.readConfirm(rubbish, NOW)).isEmpty();
        }
    }

    @Test
    void aTokenFitsAnAddressWithoutEscapes() {
        assertThat(tokens.unsubscribe(ID, Long.MAX_VALUE)).matches("[A-Za-z0-9_-]{76}");
    }
}

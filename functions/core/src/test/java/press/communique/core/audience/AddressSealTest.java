package press.communique.core.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AddressSealTest {

    private static final EmailAddress ADDRESS =
            EmailAddress.parse("Jane.Doe@example.org").orElseThrow();

    private final AddressSeal seal = new AddressSeal("a secret that is longer than 32 characters");

    @Test
    void opensWhatItClosed() {
        assertThat(seal.open(seal.close(ADDRESS))).isEqualTo(ADDRESS);
    }

    @Test
    void theSameAddressLooksDifferentEachTimeAndNothingOfItShows() {
        byte[] one = seal.close(ADDRESS);
        assertThat(one).isNotEqualTo(seal.close(ADDRESS));
        assertThat(new String(one, StandardCharsets.ISO_8859_1)).doesNotContain("example", "Jane");
    }

    @Test
    void everyByteCounts() {
        byte[] sealed = seal.close(ADDRESS);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> seal.open(changed)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> seal.open(new byte[0])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anotherSecretOpensNothingAndFindsNothing() {
        var other = new AddressSeal("another secret that is longer than 32 characters");
        byte[] sealed = seal.close(ADDRESS);
        assertThatThrownBy(() -> other.open(sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("Jane");
        assertThat(other.key(ADDRESS)).isNotEqualTo(seal.key(ADDRESS));
    }

    @Test
    void capitalsDoNotMakeAnotherReader() {
        assertThat(seal.key(EmailAddress.parse("jane.doe@EXAMPLE.org").orElseThrow()))
                .isEqualTo(seal.key(ADDRESS))
                .matches("[A-Za-z0-9_-]{43}");
    }
}

package press.communique.core.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BooksTest {

    @Test
    void booksThatDoNotBalanceCannotBeMade() {
        assertThatThrownBy(() -> new Books(3, 1, 0, 0, 0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Books(0, 1, 0, 0, 0, -1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sharesAddUp() {
        assertThat(new Books(5, 1, 1, 1, 1, 1).plus(new Books(2, 2, 0, 0, 0, 0)))
                .isEqualTo(new Books(7, 3, 1, 1, 1, 1));
    }
}

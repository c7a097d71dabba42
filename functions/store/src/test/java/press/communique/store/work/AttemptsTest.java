package press.communique.store.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** One that fails holds up no other; what does not answer ends the attempts. */
class AttemptsTest {

    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private final List<String> done = new ArrayList<>();
    private final Attempts attempts = new Attempts(Level.WARN, () -> now);

    @Test
    void whatFailsAtOnceHoldsUpNothing() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(attempts.at("a broken one", () -> fail(0))).isFalse();
        }
        assertThat(attempts.at("a good one", () -> done.add("good"))).isTrue();
        assertThat(done).containsExactly("good");
    }

    @Test
    void afterTenSecondsOfFailuresNothingMoreIsTried() {
        attempts.at("slow", () -> fail(9));
        assertThat(attempts.at("a good one", () -> done.add("good"))).isTrue();
        attempts.at("slow", () -> fail(2));
        assertThat(attempts.at("another", () -> done.add("another"))).isFalse();
        assertThat(done).containsExactly("good");
    }

    private void fail(int seconds) {
        now = now.plusSeconds(seconds);
        throw new IllegalStateException("broken");
    }
}

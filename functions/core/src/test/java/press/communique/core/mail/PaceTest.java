package press.communique.core.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 7, 14, 33, 50, 60, 75, 99, 100, 150, 200, 333, 500, 1_000, 5_000})
    void no_second_sees_more_than_the_rate_and_nearly_all_of_it_is_used(double rate) {
        var pace = new Pace(rate);
        int mails = pace.largest();
        assertThat(mails).isBetween(1, Batch.LARGEST);
        List<Long> calls = new ArrayList<>();
        for (long at = 0; at < 60 * SECOND; at += pace.apart(mails).toNanos()) {
            calls.add(at);
        }
        for (long from : calls) {
            long inSecond = calls.stream()
                            .filter(at -> at >= from && at < from + SECOND)
                            .count()
                    * mails;
            assertThat(inSecond).as("from %s ns on", from).isLessThanOrEqualTo((long) Math.max(1, rate));
        }
        assertThat(calls.size() * mails).isGreaterThanOrEqualTo((int) (60 * rate * 0.93));
    }
}

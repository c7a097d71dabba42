package press.communique.store.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Collisions are waited out, for a while; a condition that does not hold is told at once. */
class TransactionTest {

    private final List<Duration> waits = new ArrayList<>();

    @Test
    void one_that_collides_with_others_for_a_second_or_two_is_written() {
        assertThat(write(new Colliding(11, "None", "TransactionConflict"))).isEmpty();
        assertThat(waits).hasSize(11);
        assertThat(total()).isLessThan(Duration.ofMillis(3_200));
    }

    @Test
    void one_that_collides_without_end_is_given_up() {
        assertThatThrownBy(() -> write(new Colliding(Integer.MAX_VALUE, "TransactionConflict", "None")))
                .isInstanceOf(TransactionCanceledException.class);
        assertThat(total()).isLessThan(Duration.ofMillis(3_200));
    }

    @Test
    void a_condition_that_does_not_hold_is_told_at_once() {
        assertThat(write(new Colliding(1, "None", "TransactionConflict", "ConditionalCheckFailed")))
                .contains(2);
        assertThat(waits).isEmpty();
    }

    @Test
    void what_is_wrong_otherwise_is_not_tried_again() {
        assertThatThrownBy(() -> write(new Colliding(1, "ValidationError")))
                .isInstanceOf(TransactionCanceledException.class);
        assertThat(waits).isEmpty();
    }

    private Optional<Integer> write(DynamoDbClient dynamo) {
        return Transaction.write(dynamo, List.of(), waits::add);
    }

    private Duration total() {
        return waits.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** Cancels so many transactions for these reasons. */
    private static final class Colliding implements DynamoDbClient {

        private final List<CancellationReason> reasons = new ArrayList<>();
        private int left;

        Colliding(int times, String... codes) {
            left = times;
            for (String code : codes) {
                reasons.add(CancellationReason.builder().code(code).build());
            }
        }

        @Override
        public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest transaction) {
            if (left-- > 0) {
                throw TransactionCanceledException.builder()
                        .message("Transaction cancelled")
                        .cancellationReasons(reasons)
                        .build();
            }
            return TransactWriteItemsResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    }
}

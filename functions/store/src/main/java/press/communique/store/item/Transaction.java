package press.communique.store.item;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Writes several items at once, all or none, and tells a condition that does not hold from a mere collision.
 *
 * <p>Two transactions on one item at the same moment make DynamoDB cancel one of them with {@code TransactionConflict};
 * that says nothing about any condition, so it is tried again. See
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html.
 */
public final class Transaction {

    /** A transaction takes at most 100 items. */
    public static final int LARGEST = 100;

    /**
     * In bytes. An item holds 409,600 with the names of its attributes
     * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html).
     */
    public static final int LARGEST_ITEM = 400_000;

    /**
     * All claims of a mailing look at one stop, and all confirmations write at the end of one log; so a collision may be
     * followed by another. Together the pauses take three seconds at most, and half of that on average.
     */
    private static final int TRIES = 12;

    private static final long LONGEST_PAUSE = 500;

    private Transaction() {}

    /**
     * @return nothing if all was written; otherwise the position of the first write whose condition does not hold
     * @throws TransactionCanceledException for any other reason
     */
    public static Optional<Integer> write(DynamoDbClient dynamo, List<TransactWriteItem> writes) {
        return write(dynamo, writes, pause -> LockSupport.parkNanos(pause.toNanos()));
    }

    static Optional<Integer> write(DynamoDbClient dynamo, List<TransactWriteItem> writes, Consumer<Duration> waiting) {
        for (int tried = 1; ; tried++) {
            try {
                dynamo.transactWriteItems(transaction -> transaction.transactItems(writes));
                return Optional.empty();
            } catch (TransactionCanceledException cancelled) {
                List<CancellationReason> reasons = cancelled.cancellationReasons();
                for (int i = 0; i < reasons.size(); i++) {
                    if ("ConditionalCheckFailed".equals(reasons.get(i).code())) {
                        return Optional.of(i);
                    }
                }
                boolean collision = reasons.stream().anyMatch(reason -> "TransactionConflict".equals(reason.code()));
                if (!collision || tried == TRIES) {
                    throw cancelled;
                }
                waiting.accept(backOff(tried));
            }
        }
    }

    /**
     * Whether one transaction can write all this.
     *
     * @throws TooMany if not, since these are more than {@link #LARGEST}
     * @throws TooLarge if not, since one of the items is larger than {@link #LARGEST_ITEM}
     */
    public static void requireRoom(List<TransactWriteItem> writes) {
        if (writes.size() > LARGEST) {
            throw new TooMany(writes.size());
        }
        for (TransactWriteItem write : writes) {
            int bytes = write.put() == null ? 0 : Item.of(write.put().item()).bytes();
            if (bytes > LARGEST_ITEM) {
                throw new TooLarge(bytes);
            }
        }
    }

    public static TransactWriteItem put(String table, Item item) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(item.attributes()))
                .build();
    }

    public static TransactWriteItem put(String table, Item item, String condition, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(item.attributes())
                        .conditionExpression(condition)
                        .expressionAttributeValues(values.isEmpty() ? null : values))
                .build();
    }

    /** @param condition may be null: no condition */
    public static TransactWriteItem update(
            String table,
            Map<String, AttributeValue> key,
            String update,
            String condition,
            Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .update(change -> change.tableName(table)
                        .key(key)
                        .updateExpression(update)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values))
                .build();
    }

    public static TransactWriteItem check(
            String table, Map<String, AttributeValue> key, String condition, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .conditionCheck(check -> check.tableName(table)
                        .key(key)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values))
                .build();
    }

    /** @param condition may be null, and {@code values} with it: no condition */
    public static TransactWriteItem delete(
            String table, Map<String, AttributeValue> key, String condition, Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .delete(delete -> delete.tableName(table)
                        .key(key)
                        .conditionExpression(condition)
                        .expressionAttributeValues(values))
                .build();
    }

    private static Duration backOff(int tried) {
        long most = Math.min(LONGEST_PAUSE, 5L << tried);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(1, most));
    }
}

package press.communique.store.audience;

import java.util.Map;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The letter about one thing, whose item says whether it was sent.
 *
 * <p>It is claimed before it is sent and never sent by two: a message that the queue delivers twice, or a worker lost in
 * the middle, must not fill anybody's inbox. Whoever misses the letter asks again.
 */
public final class Letter {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Map<String, AttributeValue> key;

    Letter(DynamoDbClient dynamo, String table, Map<String, AttributeValue> key) {
        this.dynamo = dynamo;
        this.table = table;
        this.key = key;
    }

    /** @return false if somebody else sends the letter, or did */
    public boolean claim(String by) {
        return set("attribute_exists(pk) AND attribute_not_exists(letter)", "claimed", by);
    }

    /** How it went: {@code accepted}, {@code rejected}, {@code uncertain}; or why it was not sent. */
    public void close(String by, String outcome) {
        set("letterBy = :by", outcome, by);
    }

    /** The letter certainly was not sent: another attempt may be made. */
    public void release(String by) {
        dynamo.updateItem(update -> update.tableName(table)
                .key(key)
                .conditionExpression("letterBy = :by")
                .updateExpression("REMOVE letter, letterBy")
                .expressionAttributeValues(Map.of(":by", Item.text(by))));
    }

    private boolean set(String condition, String state, String by) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(key)
                    .conditionExpression(condition)
                    .updateExpression("SET letter = :state, letterBy = :by")
                    .expressionAttributeValues(Map.of(":state", Item.text(state), ":by", Item.text(by))));
            return true;
        } catch (ConditionalCheckFailedException taken) {
            return false;
        }
    }
}

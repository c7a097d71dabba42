package press.communique.store.letter;

import java.util.Map;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** A letter about something that has an item, in which stands whether it was sent. */
public final class ItemLetter implements Letter {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Map<String, AttributeValue> key;

    /** @param key of the item that the letter is about */
    public ItemLetter(DynamoDbClient dynamo, String table, Map<String, AttributeValue> key) {
        this.dynamo = dynamo;
        this.table = table;
        this.key = key;
    }

    @Override
    public boolean claim(String by) {
        return set("attribute_exists(pk) AND attribute_not_exists(letter)", "claimed", by);
    }

    @Override
    public void close(String by, String outcome) {
        set("letterBy = :by", outcome, by);
    }

    @Override
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

package press.communique.store.mailing;

import java.time.Instant;
import java.util.Optional;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** While it is pulled no batch is claimed; mailings wait where they are. */
public final class EmergencyStop {

    public static final String FOR_COMPLAINTS = "complaints";

    private static final String BY_HAND = "by-hand";

    private final DynamoDbClient dynamo;
    private final String table;

    public EmergencyStop(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    public boolean isPulled() {
        return dynamo.getItem(get -> get.tableName(table).consistentRead(true).key(MailingKeys.stop()))
                .hasItem();
    }

    public void pull(String by, Instant now) {
        Item item = MailingItems.at(MailingKeys.stop()).with("by", by).with("at", now);
        dynamo.putItem(put -> put.tableName(table).item(item.attributes()));
    }

    /** Why it is pulled: {@code by-hand} or {@code complaints}; nothing if it is not. */
    public Optional<String> reason() {
        var found =
                dynamo.getItem(get -> get.tableName(table).consistentRead(true).key(MailingKeys.stop()));
        return found.hasItem() ? Optional.of(Item.of(found.item()).text("reason", BY_HAND)) : Optional.empty();
    }

    /** By itself. @return false if it is pulled already */
    public boolean pullForComplaints(Instant now) {
        Item item = MailingItems.at(MailingKeys.stop())
                .with("by", "feedback")
                .with("reason", FOR_COMPLAINTS)
                .with("at", now);
        try {
            dynamo.putItem(put ->
                    put.tableName(table).item(item.attributes()).conditionExpression("attribute_not_exists(pk)"));
            return true;
        } catch (ConditionalCheckFailedException pulledAlready) {
            return false;
        }
    }

    public void release() {
        dynamo.deleteItem(delete -> delete.tableName(table).key(MailingKeys.stop()));
    }

    /** For a transaction that must not happen while it is pulled. */
    TransactWriteItem notPulled() {
        return Transaction.check(table, MailingKeys.stop(), "attribute_not_exists(pk)", null);
    }
}

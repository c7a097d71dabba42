package press.communique.store.mailing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** While it is pulled no batch is claimed; mailings wait where they are. */
public final class EmergencyStop {

    public static final String FOR_COMPLAINTS = "complaints";

    /** The tables were restored, and it is not known yet what was sent since. */
    public static final String RESTORED = "restored";

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

    /**
     * @param reason {@code by-hand}, {@link #FOR_COMPLAINTS} or {@link #RESTORED}
     * @param by who, if it was somebody
     */
    public record Pulled(String reason, Optional<String> by, Instant at) {}

    /** Why it is pulled, by whom and when; nothing if it is not. */
    public Optional<Pulled> pulled() {
        var found =
                dynamo.getItem(get -> get.tableName(table).consistentRead(true).key(MailingKeys.stop()));
        return found.hasItem() ? Optional.of(pulled(Item.of(found.item()))) : Optional.empty();
    }

    private static Pulled pulled(Item item) {
        String reason = item.text("reason", BY_HAND);
        return new Pulled(reason, item.optionalText("by").filter(by -> reason.equals(BY_HAND)), item.instant("at"));
    }

    /** Why it is pulled; nothing if it is not. */
    public Optional<String> reason() {
        return pulled().map(Pulled::reason);
    }

    /** By itself. @return false if it is pulled already */
    public boolean pullForComplaints(Instant now) {
        return pullUnlessPulled(MailingItems.at(MailingKeys.stop())
                .with("by", "feedback")
                .with("reason", FOR_COMPLAINTS)
                .with("at", now));
    }

    /** By itself, for as long as the ledger is read and until a person starts mail. @return false if it is pulled already */
    public boolean pullForRestore(Instant now) {
        return pullUnlessPulled(MailingItems.at(MailingKeys.stop())
                .with("by", "restore")
                .with("reason", RESTORED)
                .with("reconciling", true)
                .with("at", now));
    }

    /** The ledger was read: a person may start mail now. */
    public void reconciled() {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(MailingKeys.stop())
                    .conditionExpression("attribute_exists(pk)")
                    .updateExpression("REMOVE reconciling"));
        } catch (ConditionalCheckFailedException released) {
            // Then nothing is held.
        }
    }

    /** Whether it is pulled for the ledger, which is not read to its end yet. */
    public boolean isReconciling() {
        var found =
                dynamo.getItem(get -> get.tableName(table).consistentRead(true).key(MailingKeys.stop()));
        return found.hasItem() && Item.of(found.item()).flag("reconciling");
    }

    private boolean pullUnlessPulled(Item item) {
        try {
            dynamo.putItem(put ->
                    put.tableName(table).item(item.attributes()).conditionExpression("attribute_not_exists(pk)"));
            return true;
        } catch (ConditionalCheckFailedException pulledAlready) {
            return false;
        }
    }

    /** @param now also the moment from which on mail is known to be new again, after a restore without a ledger */
    public void release(Instant now) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(MailingKeys.home())
                    .conditionExpression("attribute_exists(restoredAt) AND attribute_not_exists(startedAt)")
                    .updateExpression("SET startedAt = :now")
                    .expressionAttributeValues(Map.of(":now", Item.text(now.toString()))));
        } catch (ConditionalCheckFailedException notRestored) {
            // As always but once.
        }
        dynamo.deleteItem(delete -> delete.tableName(table).key(MailingKeys.stop()));
    }

    /** For a transaction that must not happen while it is pulled. */
    TransactWriteItem notPulled() {
        return Transaction.check(table, MailingKeys.stop(), "attribute_not_exists(pk)", null);
    }
}

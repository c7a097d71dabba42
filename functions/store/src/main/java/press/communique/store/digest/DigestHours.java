package press.communique.store.digest;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.Preferences;
import press.communique.core.mail.DigestSlot;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * When digests are due: the hours that readers chose, each written with the choice, and how far these were looked at. So
 * a quarter of an hour in which nobody has an hour costs no look at any reader.
 */
public final class DigestHours {

    private final DynamoDbClient dynamo;
    private final String table;

    public DigestHours(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** An hour of the day. @param zone empty for the site's */
    public record Hour(Optional<ZoneId> zone, int hour) {

        public boolean isIn(DigestSlot slot, ZoneId site) {
            return !slot.days(zone.orElse(site), hour).isEmpty();
        }
    }

    /** With the preferences, in one transaction. */
    public static TransactWriteItem note(String table, Preferences preferences) {
        String zone = preferences.timeZone().map(ZoneId::getId).orElse("");
        return Transaction.put(
                table,
                Item.at(DigestKeys.DIGESTS, DigestKeys.HOUR + zone + "#" + preferences.digestHour())
                        .with("zone", zone)
                        .with("hourOfDay", preferences.digestHour()));
    }

    /** Every hour that any reader chose. */
    public List<Hour> all() {
        var hours = new ArrayList<Hour>();
        dynamo.queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :digests AND begins_with(sk, :hours)")
                        .expressionAttributeValues(Map.of(
                                ":digests", Item.text(DigestKeys.DIGESTS),
                                ":hours", Item.text(DigestKeys.HOUR))))
                .items()
                .forEach(attributes -> hour(Item.of(attributes)).ifPresent(hours::add));
        return hours;
    }

    /** A zone that this machine does not know is nobody's. */
    private static Optional<Hour> hour(Item item) {
        try {
            Optional<ZoneId> zone =
                    item.optionalText("zone").filter(id -> !id.isEmpty()).map(ZoneId::of);
            return Optional.of(new Hour(zone, (int) item.number("hourOfDay")));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    /** The last quarter of an hour whose digests were opened; empty before the first. */
    public Optional<DigestSlot> opened() {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(DigestKeys.cursor()))
                .item();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new DigestSlot(Item.of(found).instant("slot")));
    }

    /** Everything up to this quarter of an hour is opened. */
    public void open(Optional<DigestSlot> from, DigestSlot to) {
        Item item = Item.of(new HashMap<>(DigestKeys.cursor()))
                .with("v", Item.SCHEMA)
                .with("slot", to.start());
        try {
            dynamo.putItem(put -> put.tableName(table)
                    .item(item.attributes())
                    .conditionExpression(from.isPresent() ? "slot = :from" : "attribute_not_exists(pk)")
                    .expressionAttributeValues(from.map(slot ->
                                    Map.of(":from", Item.text(slot.start().toString())))
                            .orElse(null)));
        } catch (ConditionalCheckFailedException anotherDid) {
            // Once is enough.
        }
    }
}

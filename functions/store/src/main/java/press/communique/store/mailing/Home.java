package press.communique.store.mailing;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Which table the audience's items were written in. A restored table is another one, made at another moment, so its items
 * say that they are not at home: then no mail goes out until what was sent meanwhile is known (ADR 29).
 *
 * <p>Safe for many threads.
 */
public final class Home {

    private final DynamoDbClient dynamo;
    private final String table;
    private final String ledger;
    private volatile String here;

    /** @param ledger the name of the ledger that this stack writes in */
    public Home(DynamoDbClient dynamo, String table, String ledger) {
        this.dynamo = dynamo;
        this.table = table;
        this.ledger = ledger;
    }

    /**
     * What the items say.
     *
     * @param isHere whether this is the table that they were written in
     * @param seenAt when somebody last saw that all was well; later than that nothing is known
     * @param reached how far the ledger was read, while that is done
     * @param restoredAt since when it is at home again, if it was restored
     * @param isLedgerLost whether it was restored without the ledger that tells what was sent
     * @param startedAt when a person started mail after that
     */
    public record State(
            boolean isHere,
            Instant seenAt,
            Optional<String> reached,
            Optional<Instant> restoredAt,
            boolean isLedgerLost,
            Optional<Instant> startedAt) {}

    /** Reads it, consistently; writes it for a table that is new. */
    public State look(Instant now) {
        Optional<Item> found = read();
        if (found.isEmpty()) {
            Item first = MailingItems.at(MailingKeys.home())
                    .with("home", here())
                    .with("ledger", ledger)
                    .with("seenAt", now);
            try {
                dynamo.putItem(put ->
                        put.tableName(table).item(first.attributes()).conditionExpression("attribute_not_exists(pk)"));
            } catch (ConditionalCheckFailedException another) {
                // It said the same.
            }
            found = read();
        }
        Item item = found.orElseThrow();
        boolean isHere = item.textOf("home").equals(here());
        return new State(
                isHere,
                item.instant("seenAt"),
                item.optionalText("reached"),
                item.optionalInstant("restoredAt"),
                isHere ? item.flag("ledgerLost") : !item.text("ledger", "").equals(ledger),
                item.optionalInstant("startedAt"));
    }

    /** All is well at this moment. */
    public void seen(Instant now) {
        change("SET seenAt = :now", "home = :here", Map.of(":now", text(now), ":here", Item.text(here())));
    }

    /** So far the ledger was read. */
    public void reached(String next) {
        change("SET reached = :next", "home <> :here", Map.of(":next", Item.text(next), ":here", Item.text(here())));
    }

    /** What was sent meanwhile is known: from now on the items are at home here. */
    public void settleIn(boolean isLedgerLost, Instant now) {
        change(
                "SET home = :here, ledger = :ledger, seenAt = :now, restoredAt = :now, ledgerLost = :lost"
                        + " REMOVE reached, startedAt",
                "home <> :here",
                Map.of(
                        ":here", Item.text(here()),
                        ":ledger", Item.text(ledger),
                        ":now", text(now),
                        ":lost", AttributeValue.fromBool(isLedgerLost)));
    }

    private void change(String update, String condition, Map<String, AttributeValue> values) {
        try {
            dynamo.updateItem(change -> change.tableName(table)
                    .key(MailingKeys.home())
                    .updateExpression(update)
                    .conditionExpression(condition)
                    .expressionAttributeValues(values));
        } catch (ConditionalCheckFailedException another) {
            // Somebody else was here before.
        }
    }

    private Optional<Item> read() {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(MailingKeys.home()))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }

    /** A table of the same name that was made again is another one. */
    private String here() {
        if (here == null) {
            Instant made = dynamo.describeTable(describe -> describe.tableName(table))
                    .table()
                    .creationDateTime();
            here = table + "@" + made;
        }
        return here;
    }

    private static AttributeValue text(Instant moment) {
        return Item.text(moment.toString());
    }
}

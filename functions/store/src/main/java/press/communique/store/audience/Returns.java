package press.communique.store.audience;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.Suppression;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * What follows for a reader whose mail came back. A mailbox that is gone for good, and a complaint, end the subscription
 * and put the address on the {@link Suppressions} list. One that does not take mail this time is counted: after
 * {@value #MOST} mails in a row, the first of them {@link #PATIENCE} ago, the subscription ends; its owner may subscribe
 * again. A mail that is delivered ends the count.
 */
public final class Returns {

    /** So many mails in a row that were not taken. */
    public static final int MOST = 5;

    /** A mailbox that is full for some days is not gone. */
    public static final Duration PATIENCE = Duration.ofDays(7);

    private static final int AT_ONCE = 100;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Suppressions suppressions;

    public Returns(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.suppressions = new Suppressions(dynamo, table);
    }

    /** Never writes to this reader's address again. Doing it twice is fine. */
    public void suppressReader(String readerId, Suppression.Reason reason, Instant now) {
        read(AudienceKeys.reader(readerId))
                .flatMap(reader -> reader.optionalText("addressKey"))
                .ifPresent(key -> suppressions.suppress(key, reason, now));
    }

    /** The same for whoever was asked to confirm a request, and is no reader. */
    public void suppressRequest(String requestId, Suppression.Reason reason, Instant now) {
        read(AudienceKeys.request(requestId))
                .flatMap(request -> request.optionalText("addressKey"))
                .ifPresent(key -> suppressions.suppress(key, reason, now));
    }

    /**
     * Counts a mail that was not taken this time.
     *
     * @param mail tells it from others, so that it counts once however often it is told
     * @return whether that ended the subscription
     */
    public boolean notTaken(String readerId, String mail, Instant now) {
        Map<String, AttributeValue> counted;
        try {
            counted = dynamo.updateItem(update -> update.tableName(table)
                            .key(AudienceKeys.reader(readerId))
                            .conditionExpression("active = :yes")
                            .updateExpression(
                                    "SET notTakenSince = if_not_exists(notTakenSince, :now) ADD notTaken :mail")
                            .expressionAttributeValues(Map.of(
                                    ":yes", AttributeValue.fromBool(true),
                                    ":now", Item.text(now.toString()),
                                    ":mail", AttributeValue.fromSs(List.of(mail))))
                            .returnValues("ALL_NEW"))
                    .attributes();
        } catch (ConditionalCheckFailedException hasLeft) {
            return false;
        }
        boolean isOver = counted.get("notTaken").ss().size() >= MOST
                && !Item.of(counted).instant("notTakenSince").plus(PATIENCE).isAfter(now);
        return isOver && end(readerId, now);
    }

    /** Ends the count of whoever takes mail again. */
    public void taken(Collection<String> readerIds) {
        List<String> all = List.copyOf(readerIds);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            counted(all.subList(from, Math.min(all.size(), from + AT_ONCE))).forEach(this::endCount);
        }
    }

    private List<Map<String, AttributeValue>> counted(List<String> readerIds) {
        var wanted = KeysAndAttributes.builder()
                .keys(readerIds.stream().map(AudienceKeys::reader).toList())
                .projectionExpression("pk, sk, notTakenSince")
                .build();
        // What is not answered for now is ended by the next mail that is taken.
        return dynamo
                .batchGetItem(get -> get.requestItems(Map.of(table, wanted)))
                .responses()
                .getOrDefault(table, List.of())
                .stream()
                .filter(reader -> reader.containsKey("notTakenSince"))
                .toList();
    }

    private void endCount(Map<String, AttributeValue> reader) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(Item.key(reader.get("pk").s(), reader.get("sk").s()))
                    .conditionExpression("attribute_exists(notTakenSince)")
                    .updateExpression("REMOVE notTaken, notTakenSince"));
        } catch (ConditionalCheckFailedException goneMeanwhile) {
            // Whoever was erased must not come back as an empty item.
        }
    }

    private boolean end(String readerId, Instant now) {
        var leave = Transaction.update(
                table,
                AudienceKeys.reader(readerId),
                "SET active = :no, changedAt = :now, leftAs = :left ADD revision :one"
                        + " REMOVE address, notTaken, notTakenSince",
                "active = :yes",
                Map.of(
                        ":yes", AttributeValue.fromBool(true),
                        ":no", AttributeValue.fromBool(false),
                        ":left", Item.text("bounced"),
                        ":now", Item.text(now.toString()),
                        ":one", Item.number(1)));
        return Transaction.write(dynamo, List.of(leave, Readers.count(table, readerId, -1)))
                .isEmpty();
    }

    private Optional<Item> read(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(key))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }
}

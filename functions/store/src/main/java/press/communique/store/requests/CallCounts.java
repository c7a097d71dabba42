package press.communique.store.requests;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import press.communique.core.secret.Sha256;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Counts a client's calls, minute by minute and for all instances of a function together.
 *
 * <pre>{@code long taken = counts.add(subject, "read", minute, 12);}</pre>
 *
 * <p>An item a client and minute, gone soon after; what stands in its key is a hash.
 */
public final class CallCounts {

    private static final Duration KEPT = Duration.ofMinutes(10);

    private final DynamoDbClient dynamo;
    private final String table;

    public CallCounts(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * @param minute since the epoch
     * @return how many calls of this kind are taken in that minute, with these
     */
    public long add(String client, String kind, long minute, long calls) {
        String pk = "CALLS#" + Sha256.hex(client.getBytes(StandardCharsets.UTF_8));
        return Long.parseLong(dynamo.updateItem(update -> update.tableName(table)
                        .key(Item.key(pk, kind + "#" + minute))
                        .updateExpression("SET v = :schema, expiresAt = :expires ADD calls :calls")
                        .expressionAttributeValues(Map.of(
                                ":schema", Item.number(Item.SCHEMA),
                                ":expires", Item.number(minute * 60 + KEPT.toSeconds()),
                                ":calls", Item.number(calls)))
                        .returnValues(ReturnValue.UPDATED_NEW))
                .attributes()
                .get("calls")
                .n());
    }
}

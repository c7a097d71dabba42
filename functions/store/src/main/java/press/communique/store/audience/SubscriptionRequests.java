package press.communique.store.audience;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.Reader;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.store.item.Item;
import press.communique.store.letter.ItemLetter;
import press.communique.store.letter.Letter;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Subscriptions that wait until the owner of the address confirms, for {@link #LIFE} and no longer.
 */
public final class SubscriptionRequests {

    public static final Duration LIFE = Duration.ofDays(7);

    private static final String PENDING = "pending";

    private final DynamoDbClient dynamo;
    private final String table;
    private final AddressSeal seal;

    public SubscriptionRequests(DynamoDbClient dynamo, String table, AddressSeal seal) {
        this.dynamo = dynamo;
        this.table = table;
        this.seal = seal;
    }

    /** A request that may still be confirmed. */
    public record Pending(String id, SubscriptionRequest request, Instant expires) {}

    /**
     * Stores a request, unless it is there.
     *
     * @param id from {@link Reader#newId}
     */
    public void open(String id, SubscriptionRequest request, Instant now) {
        Item item = Item.of(new HashMap<>(AudienceKeys.request(id)))
                .with("v", Item.SCHEMA)
                .with("progress", PENDING)
                .with("addressKey", seal.key(request.address()))
                .with("language", request.language())
                .with("requestedAt", now)
                .with("expiresAt", now.plus(LIFE).getEpochSecond());
        item.attributes().put("address", ReaderItems.sealed(seal.close(request.address())));
        item.attributes().put("preferences", ReaderItems.value(request.preferences()));
        try {
            dynamo.putItem(put ->
                    put.tableName(table).item(item.attributes()).conditionExpression("attribute_not_exists(pk)"));
        } catch (ConditionalCheckFailedException sentBefore) {
            // Its letter is on its way, or was read: nothing is begun anew.
        }
    }

    /** Nothing if the request is unknown, confirmed already, or its time is over (DynamoDB deletes it days later). */
    public Optional<Pending> pending(String requestId, Instant now) {
        return read(requestId)
                .filter(item ->
                        item.text("progress", "").equals(PENDING) && item.number("expiresAt") > now.getEpochSecond())
                .map(item -> new Pending(requestId, request(item), Instant.ofEpochSecond(item.number("expiresAt"))));
    }

    /** The language in which its sender reads; nothing if the request is unknown or over, confirmed or not. */
    public Optional<String> language(String requestId, Instant now) {
        return read(requestId)
                .filter(item -> item.number("expiresAt") > now.getEpochSecond())
                .map(item -> item.textOf("language"));
    }

    /** Whose request it is, by the hash of the address; nothing if it is unknown or over. */
    public Optional<String> addressKey(String requestId, Instant now) {
        return read(requestId)
                .filter(item -> item.number("expiresAt") > now.getEpochSecond())
                .flatMap(item -> item.optionalText("addressKey"));
    }

    /** The letter that asks. */
    public Letter letter(String requestId) {
        return new ItemLetter(dynamo, table, AudienceKeys.request(requestId));
    }

    private SubscriptionRequest request(Item item) {
        return new SubscriptionRequest(
                seal.open(ReaderItems.sealedAddress(item.attributes())),
                ReaderItems.preferences(item.attributes().get("preferences")),
                item.textOf("language"));
    }

    private Optional<Item> read(String requestId) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(AudienceKeys.request(requestId)))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }
}

package press.communique.store.audience;

import java.time.Instant;
import java.util.HashMap;
import press.communique.core.audience.Suppression;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * "Not me, never again": what the owner of an address says when others ask for it.
 *
 * <p>The address goes on the list of those that are never written to. Only an owner who reads our news, and wants to go
 * on, stays off it: then requests for the address lead to no letter any more, and to no change.
 */
public final class Refusals {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Suppressions suppressions;
    private final Readers readers;

    public Refusals(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.suppressions = new Suppressions(dynamo, table);
        this.readers = new Readers(dynamo, table, null);
    }

    /**
     * Doing it twice is fine.
     *
     * @param leave whether a subscription is to end as well
     * @return whether the address is never written to again; false if its subscription goes on
     */
    public boolean refuse(String addressKey, boolean leave, Instant now) {
        if (!leave && readers.isSubscribed(addressKey)) {
            Item quiet = Item.of(new HashMap<>(AudienceKeys.quiet(addressKey)))
                    .with("v", Item.SCHEMA)
                    .with("since", now);
            dynamo.putItem(put -> put.tableName(table).item(quiet.attributes()));
            return false;
        }
        suppressions.suppress(addressKey, Suppression.Reason.NEVER, now);
        return true;
    }

    /** Whether requests for this address are to lead nowhere. */
    public boolean areQuiet(String addressKey) {
        return dynamo.getItem(get -> get.tableName(table).consistentRead(true).key(AudienceKeys.quiet(addressKey)))
                .hasItem();
    }

    /** For a transaction that must not happen if the owner wants no requests. */
    static TransactWriteItem absent(String table, String addressKey) {
        return Transaction.check(table, AudienceKeys.quiet(addressKey), "attribute_not_exists(pk)", null);
    }
}

package press.communique.store.audience;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Erases readers. The reader goes, and with the reader the address, the choices and the only thing that led from the
 * address to the reader's id; that id, which is random, goes on standing in the batches of old mailings for their ninety
 * days, and says nothing of anybody. What stays is that somebody with this hash agreed, when, and was erased.
 */
public final class Erasures {

    private static final int ATTEMPTS = 20;

    private final DynamoDbClient dynamo;
    private final String table;

    public Erasures(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * A batch that is about to go finds that its reader is gone, as after a farewell. Doing it twice is fine.
     *
     * @return false if the reader's links are of another epoch: nothing was erased
     */
    public boolean erase(String readerId, long epoch, Instant now) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<String, AttributeValue> found = dynamo.getItem(
                            get -> get.tableName(table).consistentRead(true).key(AudienceKeys.reader(readerId)))
                    .item();
            if (found.isEmpty()) {
                return true;
            }
            Item reader = Item.of(found);
            if (reader.number("epoch") != epoch) {
                return false;
            }
            if (Transaction.write(dynamo, writes(readerId, reader, now)).isEmpty()) {
                return true;
            }
        }
        throw new IllegalStateException("Too many changes of one reader at once");
    }

    private ArrayList<TransactWriteItem> writes(String readerId, Item reader, Instant now) {
        String addressKey = reader.textOf("addressKey");
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(Transaction.delete(
                table,
                AudienceKeys.reader(readerId),
                "revision = :read",
                Map.of(":read", Item.number(reader.number("revision")))));
        writes.add(Transaction.delete(
                table,
                AudienceKeys.addressItem(addressKey),
                "reader = :reader",
                Map.of(":reader", Item.text(readerId))));
        Item consent = Item.of(new HashMap<>(Item.key(AudienceKeys.address(addressKey), "CONSENT#" + now)))
                .with("v", Item.SCHEMA)
                .with("confirmedAt", reader.instant("confirmedAt"))
                .with("erasedAt", now);
        writes.add(Transaction.put(table, consent));
        if (reader.flag("active")) {
            writes.add(Readers.count(table, readerId, -1));
        }
        return writes;
    }
}

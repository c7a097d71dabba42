package press.communique.store.mailing;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import press.communique.core.mail.Batch;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Readers who may have been sent a mailing at a time that a restored table knows nothing of, as the {@link Ledger} has them. A
 * worker who comes to one of them mails nobody and notes that it is uncertain.
 */
public final class Handed {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Batches batches;

    public Handed(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.batches = new Batches(dynamo, table);
    }

    /**
     * Notes the readers of an entry that the table does not know the end of. What was claimed before the restore is in the
     * table, and has its own way to be settled.
     *
     * @return how many were noted
     */
    public int note(Ledger.Entry entry, Instant now) {
        boolean isKnown = batches.find(entry.mailing(), entry.share(), entry.batch())
                .filter(batch -> batch.state() != Batch.State.FROZEN)
                .isPresent();
        if (isKnown || entry.readers().isEmpty()) {
            return 0;
        }
        Transaction.write(
                dynamo,
                entry.readers().stream()
                        .distinct()
                        .map(reader -> Transaction.put(
                                table,
                                Item.at(MailingKeys.handed(entry.mailing()), reader)
                                        .with(
                                                "expiresAt",
                                                now.plus(Batches.KEPT).getEpochSecond())))
                        .toList());
        return entry.readers().size();
    }

    /** What became of them is noted elsewhere now. */
    public void forget(String mailing, Collection<String> readers) {
        readers.forEach(reader -> dynamo.deleteItem(
                delete -> delete.tableName(table).key(Item.key(MailingKeys.handed(mailing), reader))));
    }

    /** Who of these may have been sent it; at most 100. */
    public Set<String> among(String mailing, Collection<String> readers) {
        Map<String, KeysAndAttributes> wanted = Map.of(
                table,
                KeysAndAttributes.builder()
                        .consistentRead(true)
                        .keys(readers.stream()
                                .map(reader -> Item.key(MailingKeys.handed(mailing), reader))
                                .toList())
                        .build());
        var found = new HashSet<String>();
        dynamo.batchGetItemPaginator(get -> get.requestItems(wanted)).forEach(page -> page.responses()
                .getOrDefault(table, List.of())
                .forEach(item -> found.add(item.get("sk").s())));
        return found;
    }
}

package press.communique.store.mailing;

import static press.communique.store.mailing.BatchUpdates.expiry;
import static press.communique.store.mailing.BatchUpdates.phase;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.DigestMark;
import press.communique.core.audience.Reader;
import press.communique.core.mail.Batch;
import press.communique.core.mail.DigestItem;
import press.communique.core.mail.Outcome;
import press.communique.store.audience.Readers;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Takes a frozen batch: its readers, the stop and the hold are looked at by the write itself. */
final class Claiming {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Readers readers;
    private final EmergencyStop stop;

    Claiming(DynamoDbClient dynamo, String table, Readers readers) {
        this.dynamo = dynamo;
        this.table = table;
        this.readers = readers;
        this.stop = new EmergencyStop(dynamo, table);
    }

    Batches.Claimed claim(
            Batch batch,
            Batch.Claim claim,
            Collection<Reader> included,
            Map<String, Outcome> excluded,
            Map<String, DigestMark> marks,
            Map<String, List<DigestItem>> before) {
        boolean nobodyLeft = included.isEmpty();
        var share = BatchUpdates.ofShare(batch)
                .addTo("excluded", excluded.size())
                .addTo("pending", -excluded.size())
                .set("openSince", Item.text(claim.until().toString()))
                .when("openBatch", Item.number(batch.sequence()));
        var item = BatchUpdates.of(batch)
                .set("phase", phase(nobodyLeft ? Batch.State.SENT : Batch.State.CLAIMED))
                .set("claimBy", Item.text(claim.by()))
                .set("claimAt", Item.text(claim.at().toString()))
                .set("claimUntil", Item.text(claim.until().toString()))
                .set("revision", Item.number(claim.revision()))
                .set("languages", MailingItems.texts(claim.languages()))
                .set("contents", MailingItems.contents(claim.contents()))
                .set("outcomes", MailingItems.value(excluded))
                .when("phase", phase(Batch.State.FROZEN));
        if (claim.inSandbox()) {
            share.set("inSandbox", AttributeValue.fromBool(true));
        }
        if (nobodyLeft) {
            share.remove("openBatch");
            item.set("expiresAt", expiry(claim.at()));
        }
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(item.on(table));
        writes.add(share.on(table));
        writes.add(stop.notPulled());
        if (!nobodyLeft) {
            writes.add(Transaction.check(table, MailingKeys.hold(batch.mailing()), "attribute_not_exists(pk)", null));
        }
        int checks = writes.size();
        included.forEach(reader -> writes.add(
                marks.containsKey(reader.id())
                        ? readers.mark(reader, marks.get(reader.id()))
                        : readers.unchanged(reader)));
        writes.addAll(new ToldBooks(batch).claimed(before, claim.contents()).writes(table));
        Optional<Integer> failed = Transaction.write(dynamo, writes);
        if (failed.isEmpty()) {
            return Batches.Claimed.YES;
        }
        if (failed.get() >= checks) {
            return Batches.Claimed.READER_CHANGED;
        }
        return switch (failed.get()) {
            case 0, 1 -> Batches.Claimed.TAKEN;
            case 2 -> Batches.Claimed.STOPPED;
            default -> Batches.Claimed.HELD;
        };
    }
}

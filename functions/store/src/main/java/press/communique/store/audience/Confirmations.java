package press.communique.store.audience;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.DigestMark;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Turns a request into a reader, in one transaction: the reader, whose address it is, the count of the partition, and
 * the request's end.
 *
 * <p>An address that is known gets no second reader: what was asked for is added to what it has. A reader who had left
 * begins anew, under the same id.
 */
public final class Confirmations {

    private static final int ATTEMPTS = 20;

    private final DynamoDbClient dynamo;
    private final String table;
    private final AddressSeal seal;
    private final SubscriptionRequests requests;
    private final Readers readers;
    private final Suppressions suppressions;
    private final Wishes wishes;
    private final Refusals refusals;

    public Confirmations(DynamoDbClient dynamo, String table, AddressSeal seal) {
        this.dynamo = dynamo;
        this.table = table;
        this.seal = seal;
        this.requests = new SubscriptionRequests(dynamo, table, seal);
        this.readers = new Readers(dynamo, table, seal);
        this.suppressions = new Suppressions(dynamo, table, seal);
        this.wishes = new Wishes(dynamo, table);
        this.refusals = new Refusals(dynamo, table);
    }

    /**
     * @return whether the request counts: now, or since an earlier confirmation; false if it is unknown or over, or if
     *     its address is never to be written to
     */
    public boolean confirm(String requestId, Instant now) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var pending = requests.pending(requestId, now);
            if (pending.isEmpty()) {
                return requests.language(requestId, now).isPresent();
            }
            EmailAddress address = pending.get().request().address();
            if (suppressions.find(address).isPresent() || refusals.areQuiet(seal.key(address))) {
                return false;
            }
            List<TransactWriteItem> writes = writes(requestId, pending.get().request(), now);
            if (!writes.isEmpty() && Transaction.write(dynamo, writes).isEmpty()) {
                return true;
            }
        }
        throw new IllegalStateException("Too many changes of one reader at once");
    }

    /** @return nothing if the address's reader was erased between two looks */
    private List<TransactWriteItem> writes(String requestId, SubscriptionRequest request, Instant now) {
        String addressKey = seal.key(request.address());
        Map<String, AttributeValue> owner = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(AudienceKeys.addressItem(addressKey)))
                .item();
        TransactWriteItem close = closeRequest(requestId);
        TransactWriteItem allowed = Suppressions.absent(table, addressKey);
        TransactWriteItem wanted = Refusals.absent(table, addressKey);
        if (owner.isEmpty()) {
            String readerId = Reader.newId();
            Wishes.Change begun = wishes.begun(DigestMark.at(0));
            return begun.with(
                    List.of(
                            close,
                            allowed,
                            wanted,
                            claimAddress(addressKey, readerId),
                            create(readerId, addressKey, request, begun.mark(), now),
                            Readers.count(table, readerId, 1)),
                    request.preferences());
        }
        Optional<Reader> found = readers.find(Item.of(owner).textOf("reader"));
        if (found.isEmpty()) {
            return List.of();
        }
        Reader reader = found.get();
        if (reader.active()) {
            Wishes.Change more = wishes.change(reader, now);
            Preferences both = reader.preferences().and(request.preferences());
            return more.with(List.of(close, allowed, wanted, change(reader, both, request, more.mark(), now)), both);
        }
        Wishes.Change anew = wishes.begun(reader.digests());
        return anew.with(
                List.of(
                        close,
                        allowed,
                        wanted,
                        change(reader, request.preferences(), request, anew.mark(), now),
                        Readers.count(table, reader.id(), 1)),
                request.preferences());
    }

    /** The request's address goes; the rest, its hash among it, stays for its seven days, so that a second click is answered like the first. */
    private TransactWriteItem closeRequest(String requestId) {
        return Transaction.update(
                table,
                AudienceKeys.request(requestId),
                "SET progress = :confirmed REMOVE address, preferences",
                "progress = :pending",
                Map.of(":pending", Item.text("pending"), ":confirmed", Item.text("confirmed")));
    }

    private TransactWriteItem claimAddress(String addressKey, String readerId) {
        Item item = Item.of(new HashMap<>(AudienceKeys.addressItem(addressKey)))
                .with("v", Item.SCHEMA)
                .with("reader", readerId);
        return Transaction.put(table, item, "attribute_not_exists(pk)", Map.of());
    }

    private TransactWriteItem create(
            String readerId, String addressKey, SubscriptionRequest request, DigestMark mark, Instant now) {
        Item item = Item.of(new HashMap<>(AudienceKeys.reader(readerId)))
                .with("v", Item.SCHEMA)
                .with("revision", 1)
                .with("epoch", 1)
                .with("active", true)
                .with("addressKey", addressKey)
                .with("confirmedAt", now)
                .with("changedAt", now)
                .with("digestVersion", mark.version())
                .with("digestAfter", mark.after());
        item.attributes().put("address", ReaderItems.sealed(seal.close(request.address())));
        item.attributes().put("preferences", ReaderItems.value(request.preferences()));
        return Transaction.put(table, item, "attribute_not_exists(pk)", Map.of());
    }

    /** The address is written as it was sent last: the same person may have corrected its capitals. */
    private TransactWriteItem change(
            Reader before, Preferences preferences, SubscriptionRequest request, DigestMark mark, Instant now) {
        var values = new HashMap<>(Map.of(
                ":before", Item.number(before.revision()),
                ":after", Item.number(before.revision() + 1),
                ":yes", AttributeValue.fromBool(true),
                ":address", ReaderItems.sealed(seal.close(request.address())),
                ":preferences", ReaderItems.value(preferences),
                ":now", Item.text(now.toString()),
                ":markedAs", Item.number(before.digests().version())));
        values.putAll(ReaderItems.values(mark));
        return Transaction.update(
                table,
                AudienceKeys.reader(before.id()),
                "SET active = :yes, revision = :after, address = :address, preferences = :preferences,"
                        + " confirmedAt = :now, changedAt = :now, " + ReaderItems.SET_MARK
                        + " REMOVE leftAs, notTaken, notTakenSince",
                "revision = :before AND " + ReaderItems.isMark(before.digests()),
                values);
    }
}

package press.communique.store.audience;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.DigestMark;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Partition;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.Recipient;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Readers who confirmed. Every read is consistent. */
public final class Readers {

    private final DynamoDbClient dynamo;
    private final String table;
    private final AddressSeal seal;

    public Readers(DynamoDbClient dynamo, String table, AddressSeal seal) {
        this.dynamo = dynamo;
        this.table = table;
        this.seal = seal;
    }

    public Optional<Reader> find(String readerId) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(AudienceKeys.reader(readerId)))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(ReaderItems.reader(found));
    }

    /**
     * Readers of one partition in the order of their ids, those who left among them.
     *
     * @param after the last id of the page before; empty for the first
     * @return fewer than asked for only at the partition's end
     */
    public List<Reader> page(int partition, String after, int limit) {
        var readers = new ArrayList<Reader>();
        String last = AudienceKeys.READER + after;
        while (readers.size() < limit) {
            String from = last;
            var page = dynamo.query(query -> query.tableName(table)
                    .consistentRead(true)
                    .limit(limit - readers.size())
                    .keyConditionExpression("pk = :pk AND sk > :after")
                    .expressionAttributeValues(Map.of(
                            ":pk", Item.text(AudienceKeys.partition(partition)),
                            ":after", Item.text(from))));
            page.items().forEach(attributes -> readers.add(ReaderItems.reader(attributes)));
            if (!page.hasLastEvaluatedKey()) {
                break;
            }
            last = page.lastEvaluatedKey().get("sk").s();
        }
        return readers;
    }

    /** Everything that stands in the reader's own item, but for the address and the choices, by name. */
    public Map<String, Object> everything(String readerId) {
        var all = new TreeMap<String, Object>();
        dynamo.getItem(get -> get.tableName(table).consistentRead(true).key(AudienceKeys.reader(readerId)))
                .item()
                .forEach((name, value) -> {
                    if (value.s() != null) {
                        all.put(name, value.s());
                    } else if (value.n() != null) {
                        all.put(name, Long.parseLong(value.n()));
                    } else if (value.bool() != null) {
                        all.put(name, value.bool());
                    } else if (value.hasSs()) {
                        all.put(name, value.ss());
                    }
                });
        return all;
    }

    /** The same with the address; nothing if the reader gets no mail. */
    public Optional<Recipient> recipient(String readerId) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(AudienceKeys.reader(readerId)))
                .item();
        return found.isEmpty() || !Item.of(found).flag("active")
                ? Optional.empty()
                : Optional.of(new Recipient(ReaderItems.reader(found), seal.open(ReaderItems.sealedAddress(found))));
    }

    /** Those of these readers who get mail, by id, with their addresses; for at most 100. */
    public Map<String, Recipient> recipients(Collection<String> readerIds) {
        var found = new HashMap<String, Recipient>();
        Map<String, KeysAndAttributes> wanted = Map.of(
                table,
                KeysAndAttributes.builder()
                        .consistentRead(true)
                        .keys(readerIds.stream().map(AudienceKeys::reader).toList())
                        .build());
        while (!wanted.isEmpty()) {
            Map<String, KeysAndAttributes> ask = wanted;
            BatchGetItemResponse page = dynamo.batchGetItem(get -> get.requestItems(ask));
            for (Map<String, AttributeValue> attributes : page.responses().getOrDefault(table, List.of())) {
                Reader reader = ReaderItems.reader(attributes);
                if (reader.active()) {
                    found.put(reader.id(), new Recipient(reader, seal.open(ReaderItems.sealedAddress(attributes))));
                }
            }
            wanted = page.unprocessedKeys();
        }
        return found;
    }

    /** The reader who has this address, or had it last. */
    public Optional<String> idOf(EmailAddress address) {
        return owner(seal.key(address));
    }

    /** Whether somebody gets mail at this address. */
    boolean isSubscribed(String addressKey) {
        return owner(addressKey).flatMap(this::find).filter(Reader::active).isPresent();
    }

    private Optional<String> owner(String addressKey) {
        Map<String, AttributeValue> owner = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(AudienceKeys.addressItem(addressKey)))
                .item();
        return owner.isEmpty() ? Optional.empty() : Optional.of(Item.of(owner).textOf("reader"));
    }

    /** Why a reader gets no mail, in one word: {@code unsubscribed}, {@code suppressed}. */
    public String whyNot(String readerId) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(AudienceKeys.reader(readerId)))
                .item();
        return Item.of(found).text("leftAs", "unsubscribed");
    }

    /** For a transaction that must not happen if the reader has left, or changed anything, since it was read. */
    public TransactWriteItem unchanged(Reader reader) {
        return Transaction.check(table, AudienceKeys.reader(reader.id()), isAsRead(reader), asRead(reader));
    }

    /** For a transaction in which the reader is told of what is settled by this mark; as strict as {@link #unchanged}. */
    public TransactWriteItem mark(Reader reader, DigestMark next) {
        var values = asRead(reader);
        values.putAll(ReaderItems.values(next));
        return Transaction.update(
                table, AudienceKeys.reader(reader.id()), "SET " + ReaderItems.SET_MARK, isAsRead(reader), values);
    }

    /** The same by itself, where there is nothing to tell. @return false if the reader has changed meanwhile */
    public boolean moveAlong(Reader reader, DigestMark next) {
        return Transaction.write(dynamo, List.of(mark(reader, next))).isEmpty();
    }

    private static String isAsRead(Reader reader) {
        return "active = :yes AND revision = :revision AND " + ReaderItems.isMark(reader.digests());
    }

    private static Map<String, AttributeValue> asRead(Reader reader) {
        return new HashMap<>(Map.of(
                ":yes", AttributeValue.fromBool(true),
                ":revision", Item.number(reader.revision()),
                ":markedAs", Item.number(reader.digests().version())));
    }

    /**
     * Takes a reader out of every mailing from now on, and forgets the address. Doing it twice is fine.
     *
     * @return false if nobody left: there is no such reader any more, or the link is of another epoch, which was ended
     */
    public boolean unsubscribe(String readerId, long epoch, Instant now) {
        TransactWriteItem leave = Transaction.update(
                table,
                AudienceKeys.reader(readerId),
                "SET active = :no, changedAt = :now ADD revision :one REMOVE address",
                "active = :yes AND epoch = :epoch",
                Map.of(
                        ":yes", AttributeValue.fromBool(true),
                        ":no", AttributeValue.fromBool(false),
                        ":epoch", Item.number(epoch),
                        ":now", Item.text(now.toString()),
                        ":one", Item.number(1)));
        boolean left = Transaction.write(dynamo, List.of(leave, count(table, readerId, -1)))
                .isEmpty();
        return left || find(readerId).filter(reader -> reader.epoch() == epoch).isPresent();
    }

    /** Ends every link that was ever mailed to this reader. @return false if there is no such reader */
    public boolean raiseEpoch(String readerId, Instant now) {
        TransactWriteItem raise = Transaction.update(
                table,
                AudienceKeys.reader(readerId),
                "SET changedAt = :now ADD epoch :one, revision :one",
                "attribute_exists(pk)",
                Map.of(":now", Item.text(now.toString()), ":one", Item.number(1)));
        return Transaction.write(dynamo, List.of(raise)).isEmpty();
    }

    /** @return false if the reader has left, or changed anything, since it was read */
    public boolean choose(Reader before, Preferences preferences, Instant now) {
        var wishes = new Wishes(dynamo, table);
        Wishes.Change change = wishes.change(before, now);
        var values = asRead(before);
        values.putAll(ReaderItems.values(change.mark()));
        values.put(":preferences", ReaderItems.value(preferences));
        values.put(":now", Item.text(now.toString()));
        values.put(":one", Item.number(1));
        TransactWriteItem write = Transaction.update(
                table,
                AudienceKeys.reader(before.id()),
                "SET preferences = :preferences, changedAt = :now, " + ReaderItems.SET_MARK + " ADD revision :one",
                isAsRead(before),
                values);
        return Transaction.write(dynamo, change.with(write, preferences)).isEmpty();
    }

    static TransactWriteItem count(String table, String readerId, int change) {
        return Transaction.update(
                table,
                AudienceKeys.count(Partition.of(readerId)),
                "SET v = :schema ADD readers :change",
                null,
                Map.of(":schema", Item.number(Item.SCHEMA), ":change", Item.number(change)));
    }
}

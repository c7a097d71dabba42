package press.communique.store.audience;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Suppression;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import press.communique.store.work.OpenWork;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Addresses that are never written to, each as a keyed hash, so that the list tells nobody's address.
 *
 * <pre>{@code suppressions.suppress(suppressions.key(address), Suppression.Reason.NEVER, now);}</pre>
 *
 * <p>Who is put on the list stops being a reader by the same write, and a confirmation checks the list by its own: so
 * there never is an active reader with such an address, and a batch's claim, which checks that its readers are active,
 * needs no further look.
 */
public final class Suppressions {

    /** Why a reader has left who was put on the list. */
    static final String LEFT = "suppressed";

    /** In the sparse index, so that the list can be read without reading the table. */
    private static final String LISTED = "SUPPRESSED";

    private static final int ATTEMPTS = 20;

    private final DynamoDbClient dynamo;
    private final String table;
    private final AddressSeal seal;

    public Suppressions(DynamoDbClient dynamo, String table, AddressSeal seal) {
        this.dynamo = dynamo;
        this.table = table;
        this.seal = seal;
    }

    /** For whoever knows addresses by their keys only. */
    public Suppressions(DynamoDbClient dynamo, String table) {
        this(dynamo, table, null);
    }

    /** Under which an address is on the list. */
    public String key(EmailAddress address) {
        return seal.key(address);
    }

    public Optional<Suppression> find(EmailAddress address) {
        return find(key(address));
    }

    public Optional<Suppression> find(String addressKey) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(AudienceKeys.suppression(addressKey)))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(suppression(Item.of(found)));
    }

    /**
     * Puts an address on the list and ends its subscription. Doing it twice is fine; a weightier reason replaces a
     * lighter one, never the other way round.
     *
     * @return whether this ended a subscription
     */
    public boolean suppress(String addressKey, Suppression.Reason reason, Instant now) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Suppression> before = find(addressKey);
            Optional<String> owner = owner(addressKey);
            Optional<Item> reader = owner.flatMap(this::activeReader);
            var writes = new ArrayList<TransactWriteItem>();
            writes.add(put(addressKey, before, reason, now));
            reader.ifPresent(active -> {
                writes.add(end(active, now));
                writes.add(Readers.count(table, id(active), -1));
            });
            if (reader.isEmpty()) {
                writes.add(nobodyCame(addressKey, owner));
            }
            if (Transaction.write(dynamo, writes).isEmpty()) {
                return reader.isPresent();
            }
        }
        throw new IllegalStateException("Too many changes of one address at once");
    }

    /**
     * Keys of what is on the list, the oldest first; what was put there this second may be missing.
     *
     * @param after the last of the page before; empty for the first
     */
    public List<Listed> page(Optional<Listed> after, int limit) {
        return new OpenWork(dynamo, table, LISTED)
                .page(after.map(Suppressions::indexKey), limit).stream()
                        .map(item -> new Listed(
                                item.textOf("pk")
                                        .substring(AudienceKeys.address("").length()),
                                item.instant("openSince")))
                        .toList();
    }

    /** An address on the list, by its key, and since when. */
    public record Listed(String addressKey, Instant at) {}

    private static Map<String, AttributeValue> indexKey(Listed listed) {
        var key = new HashMap<>(AudienceKeys.suppression(listed.addressKey()));
        key.put("openKind", Item.text(LISTED));
        key.put("openSince", Item.text(listed.at().toString()));
        return key;
    }

    /**
     * Takes an address off the list; its owner may subscribe again, and nobody is subscribed by it.
     *
     * @return false if it was not on the list
     */
    public boolean lift(String addressKey) {
        return !dynamo.deleteItem(delete -> delete.tableName(table)
                        .key(AudienceKeys.suppression(addressKey))
                        .returnValues("ALL_OLD"))
                .attributes()
                .isEmpty();
    }

    /** For a transaction that must not happen if the address is on the list. */
    static TransactWriteItem absent(String table, String addressKey) {
        return Transaction.check(table, AudienceKeys.suppression(addressKey), "attribute_not_exists(pk)", null);
    }

    private TransactWriteItem put(
            String addressKey, Optional<Suppression> before, Suppression.Reason reason, Instant now) {
        Suppression after = before.filter(present -> present.reason().compareTo(reason) >= 0)
                .orElse(new Suppression(reason, now));
        Item item = Item.of(new HashMap<>(AudienceKeys.suppression(addressKey)))
                .with("v", Item.SCHEMA)
                .with("reason", after.reason().word())
                .with("openKind", LISTED)
                .with("openSince", after.at())
                .with("suppressedAt", after.at());
        return before.isEmpty()
                ? Transaction.put(table, item, "attribute_not_exists(pk)", Map.of())
                : Transaction.put(
                        table,
                        item,
                        "reason = :before",
                        Map.of(":before", Item.text(before.get().reason().word())));
    }

    private TransactWriteItem end(Item reader, Instant now) {
        return Transaction.update(
                table,
                AudienceKeys.reader(id(reader)),
                "SET active = :no, changedAt = :now, leftAs = :left ADD revision :one REMOVE address",
                "active = :yes AND revision = :before",
                Map.of(
                        ":yes", AttributeValue.fromBool(true),
                        ":no", AttributeValue.fromBool(false),
                        ":before", Item.number(reader.number("revision")),
                        ":left", Item.text(LEFT),
                        ":now", Item.text(now.toString()),
                        ":one", Item.number(1)));
    }

    /** Whoever confirms meanwhile must not be missed. */
    private TransactWriteItem nobodyCame(String addressKey, Optional<String> owner) {
        return owner.isEmpty()
                ? Transaction.check(table, AudienceKeys.addressItem(addressKey), "attribute_not_exists(pk)", null)
                : Transaction.check(
                        table,
                        AudienceKeys.reader(owner.get()),
                        "attribute_not_exists(pk) OR active = :no",
                        Map.of(":no", AttributeValue.fromBool(false)));
    }

    private Optional<String> owner(String addressKey) {
        return read(AudienceKeys.addressItem(addressKey)).map(item -> item.textOf("reader"));
    }

    private Optional<Item> activeReader(String readerId) {
        return read(AudienceKeys.reader(readerId)).filter(reader -> reader.flag("active"));
    }

    private Optional<Item> read(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(key))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }

    private static String id(Item reader) {
        return reader.textOf("sk").substring(AudienceKeys.READER.length());
    }

    private static Suppression suppression(Item item) {
        return new Suppression(Suppression.Reason.of(item.textOf("reason")), item.instant("suppressedAt"));
    }
}

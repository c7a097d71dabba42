package press.communique.store.audience;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.DigestMark;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Partition;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.Suppression;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Readers as a whole, to take them elsewhere or to bring them: with their addresses, and when and where they consented.
 *
 * <p>Bringing somebody twice is fine, and mails nobody. Who has left does not come back this way, nor who is never to be
 * written to.
 */
public final class Subscribers {

    private static final int ATTEMPTS = 20;

    private final DynamoDbClient dynamo;
    private final String table;
    private final AddressSeal seal;
    private final Suppressions suppressions;
    private final Wishes wishes;

    public Subscribers(DynamoDbClient dynamo, String table, AddressSeal seal) {
        this.dynamo = dynamo;
        this.table = table;
        this.seal = seal;
        this.suppressions = new Suppressions(dynamo, table, seal);
        this.wishes = new Wishes(dynamo, table);
    }

    /**
     * Somebody who gets mail.
     *
     * @param consentedAt when the address was confirmed, here or where it came from
     * @param source where it came from; empty if it was confirmed here
     */
    public record Subscriber(EmailAddress address, Preferences preferences, Instant consentedAt, String source) {}

    /** What became of somebody who was brought. */
    public enum Brought {
        ADDED,
        /** A reader already, and unchanged. */
        KNOWN,
        /** Has left, by word or by error, or was erased. */
        LEFT,
        /** Never to be written to. */
        SUPPRESSED
    }

    /** @throws IllegalStateException if the same address is brought by too many at once */
    public Brought bring(Subscriber subscriber, Instant now) {
        String addressKey = seal.key(subscriber.address());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (suppressions.find(addressKey).isPresent()) {
                return Brought.SUPPRESSED;
            }
            Optional<Reader> owner = owner(addressKey);
            if (owner.isPresent()) {
                return owner.get().active() ? Brought.KNOWN : Brought.LEFT;
            }
            if (wasErased(addressKey)) {
                return Brought.LEFT;
            }
            String readerId = Reader.newId();
            Item address = Item.of(new HashMap<>(AudienceKeys.addressItem(addressKey)))
                    .with("v", Item.SCHEMA)
                    .with("reader", readerId);
            // Digests begin with what goes live from now on.
            Wishes.Change begun = wishes.begun(DigestMark.at(0));
            List<TransactWriteItem> writes = begun.with(
                    List.of(
                            Transaction.put(table, address, "attribute_not_exists(pk)", Map.of()),
                            Transaction.put(
                                    table,
                                    reader(readerId, addressKey, subscriber, begun.mark(), now),
                                    "attribute_not_exists(pk)",
                                    Map.of()),
                            Readers.count(table, readerId, 1),
                            Suppressions.absent(table, addressKey)),
                    subscriber.preferences());
            if (Transaction.write(dynamo, writes).isEmpty()) {
                return Brought.ADDED;
            }
        }
        throw new IllegalStateException("Too many changes of one address at once");
    }

    /** Puts an address on the list of those that are never written to. */
    public void suppress(EmailAddress address, Instant now) {
        suppressions.suppress(seal.key(address), Suppression.Reason.IMPORT, now);
    }

    /** The same by the key under which an export named it. */
    public void suppress(String addressKey, Instant now) {
        suppressions.suppress(addressKey, Suppression.Reason.IMPORT, now);
    }

    /** Takes an address off that list. @return false if it was not on it */
    public boolean lift(EmailAddress address) {
        return lift(seal.key(address));
    }

    /** The same by the key under which an export named it. */
    public boolean lift(String addressKey) {
        return suppressions.lift(addressKey);
    }

    /** A page, and where the next one begins. */
    public record Page(List<Subscriber> subscribers, Optional<Place> next) {}

    /** @param after the last reader's id that was looked at; empty at the partition's beginning */
    public record Place(int partition, String after) {
        public static final Place START = new Place(0, "");
    }

    /** Readers who get mail, partition by partition. */
    public Page page(Place from, int most) {
        var subscribers = new ArrayList<Subscriber>();
        Place place = from;
        while (subscribers.size() < most) {
            Place at = place;
            int wanted = most - subscribers.size();
            var found = dynamo.query(query -> query.tableName(table)
                    .consistentRead(true)
                    .limit(wanted)
                    .keyConditionExpression("pk = :pk AND sk > :after")
                    .expressionAttributeValues(Map.of(
                            ":pk", Item.text(AudienceKeys.partition(at.partition())),
                            ":after", Item.text(AudienceKeys.READER + at.after()))));
            found.items().stream()
                    .filter(item -> Item.of(item).flag("active"))
                    .map(this::subscriber)
                    .forEach(subscribers::add);
            if (found.hasLastEvaluatedKey()) {
                String last = found.lastEvaluatedKey().get("sk").s();
                place = new Place(at.partition(), last.substring(AudienceKeys.READER.length()));
            } else if (at.partition() + 1 < Partition.COUNT) {
                place = new Place(at.partition() + 1, "");
            } else {
                return new Page(subscribers, Optional.empty());
            }
        }
        return new Page(subscribers, Optional.of(place));
    }

    private Subscriber subscriber(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new Subscriber(
                seal.open(ReaderItems.sealedAddress(attributes)),
                ReaderItems.reader(attributes).preferences(),
                item.instant("confirmedAt"),
                item.text("source", ""));
    }

    /** What is left of a reader who was erased is the consent of old, under the hash of the address. */
    private boolean wasErased(String addressKey) {
        return !dynamo.query(query -> query.tableName(table)
                        .consistentRead(true)
                        .limit(1)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :consent)")
                        .expressionAttributeValues(Map.of(
                                ":pk", Item.text(AudienceKeys.address(addressKey)),
                                ":consent", Item.text("CONSENT#"))))
                .items()
                .isEmpty();
    }

    private Optional<Reader> owner(String addressKey) {
        return read(AudienceKeys.addressItem(addressKey))
                .flatMap(address -> read(AudienceKeys.reader(Item.of(address).textOf("reader"))))
                .map(ReaderItems::reader);
    }

    private Item reader(String readerId, String addressKey, Subscriber subscriber, DigestMark mark, Instant now) {
        Item item = Item.of(new HashMap<>(AudienceKeys.reader(readerId)))
                .with("v", Item.SCHEMA)
                .with("revision", 1)
                .with("epoch", 1)
                .with("active", true)
                .with("addressKey", addressKey)
                .with("source", subscriber.source())
                .with("confirmedAt", subscriber.consentedAt())
                .with("changedAt", now)
                .with("digestVersion", mark.version())
                .with("digestAfter", mark.after());
        item.attributes().put("address", ReaderItems.sealed(seal.close(subscriber.address())));
        item.attributes().put("preferences", ReaderItems.value(subscriber.preferences()));
        return item;
    }

    private Optional<Map<String, AttributeValue>> read(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(key))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }
}

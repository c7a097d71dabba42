package press.communique.store.digest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import press.communique.core.mail.LogEntry;
import press.communique.core.post.Content;
import press.communique.core.post.Intent;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What went live and is to be told, in an order without gaps: an entry and the log's head are written together, so that
 * nothing ever appears before a position that somebody has read up to. Every read is consistent.
 *
 * <pre>{@code
 * long position = log.append(intent, "01KB…-first", content, now);
 * SortedMap<Long, LogEntry> news = log.entries(watermark, log.head().last());
 * }</pre>
 */
public final class DigestLog {

    /** Longer than any digest waits, but for those of a reader who pauses. */
    private static final Duration KEPT = Duration.ofDays(90);

    private static final int TRIES = 50;

    private final DynamoDbClient dynamo;
    private final String table;

    public DigestLog(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * @param last the last position; 0 while the log is empty
     * @param settled the last position up to which every mailing at once is done
     */
    public record Head(long last, long settled) {}

    public Head head() {
        Item item = get(DigestKeys.head()).orElse(Item.map());
        return new Head(item.number("headAt"), item.number("settled"));
    }

    /**
     * Writes down what went live, once for each mailing.
     *
     * @return its position
     */
    public long append(Intent intent, String mailing, Content content, Instant now) {
        for (int tried = 1; tried <= TRIES; tried++) {
            Optional<Long> there = position(mailing);
            if (there.isPresent()) {
                return there.get();
            }
            long last = head().last();
            var entry = new LogEntry(
                    last + 1, mailing, intent.postId(), intent.name(), content.type(), content.topics(), now);
            var marker = Item.of(new HashMap<>(DigestKeys.of(mailing)))
                    .with("v", Item.SCHEMA)
                    .with("position", entry.position());
            List<TransactWriteItem> writes = List.of(
                    Transaction.update(
                            table,
                            DigestKeys.head(),
                            "SET v = :schema, headAt = :next",
                            last == 0 ? "attribute_not_exists(pk)" : "headAt = :last",
                            last == 0
                                    ? Map.of(":schema", Item.number(Item.SCHEMA), ":next", Item.number(1))
                                    : Map.of(
                                            ":schema", Item.number(Item.SCHEMA),
                                            ":next", Item.number(last + 1),
                                            ":last", Item.number(last))),
                    Transaction.put(table, item(entry), "attribute_not_exists(pk)", Map.of()),
                    Transaction.put(table, marker, "attribute_not_exists(pk)", Map.of()));
            if (Transaction.write(dynamo, writes).isEmpty()) {
                return entry.position();
            }
        }
        throw new IllegalStateException("Too many releases at once");
    }

    private Optional<Long> position(String mailing) {
        return get(DigestKeys.of(mailing)).map(item -> item.number("position"));
    }

    /** What stands after a position, up to and with another; what has expired is missing. */
    public SortedMap<Long, LogEntry> entries(long after, long last) {
        var entries = new TreeMap<Long, LogEntry>();
        if (after < last) {
            dynamo.queryPaginator(query -> query.tableName(table)
                            .consistentRead(true)
                            .keyConditionExpression("pk = :log AND sk BETWEEN :first AND :last")
                            .expressionAttributeValues(Map.of(
                                    ":log", Item.text(DigestKeys.LOG),
                                    ":first", Item.text(DigestKeys.entry(after + 1)),
                                    ":last", Item.text(DigestKeys.entry(last)))))
                    .items()
                    .forEach(attributes -> {
                        LogEntry entry = entry(Item.of(attributes));
                        entries.put(entry.position(), entry);
                    });
        }
        return entries;
    }

    /** Every mailing at once is done up to this position. */
    public void settle(long from, long to) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(DigestKeys.head())
                    .conditionExpression(from == 0 ? "attribute_not_exists(settled)" : "settled = :from")
                    .updateExpression("SET settled = :to")
                    .expressionAttributeValues(
                            from == 0
                                    ? Map.of(":to", Item.number(to))
                                    : Map.of(":to", Item.number(to), ":from", Item.number(from))));
        } catch (ConditionalCheckFailedException anotherDid) {
            // Once is enough.
        }
    }

    /** For a transaction that must not happen if something went live since the head was read. */
    public static TransactWriteItem unchanged(String table, Head head) {
        return head.last() == 0
                ? Transaction.check(table, DigestKeys.head(), "attribute_not_exists(pk)", null)
                : Transaction.check(
                        table, DigestKeys.head(), "headAt = :last", Map.of(":last", Item.number(head.last())));
    }

    private static Item item(LogEntry entry) {
        return Item.at(DigestKeys.LOG, DigestKeys.entry(entry.position()))
                .with("position", entry.position())
                .with("mailing", entry.mailing())
                .with("post", entry.postId())
                .with("intent", entry.intent())
                .with("type", entry.type())
                .withTexts("topics", entry.topics())
                .with("at", entry.at())
                .with("expiresAt", entry.at().plus(KEPT).getEpochSecond());
    }

    private static LogEntry entry(Item item) {
        return new LogEntry(
                item.number("position"),
                item.textOf("mailing"),
                item.textOf("post"),
                item.textOf("intent"),
                item.textOf("type"),
                item.texts("topics"),
                item.instant("at"));
    }

    private Optional<Item> get(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(key))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }
}

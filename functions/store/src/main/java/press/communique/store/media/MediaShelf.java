package press.communique.store.media;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.media.Media;
import press.communique.core.media.MediaLibrary;
import press.communique.core.media.MediaState;
import press.communique.core.media.Refusal;
import press.communique.core.media.Stored;
import press.communique.store.item.Item;
import press.communique.store.item.Shelf;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Uploads in the table.
 *
 * <pre>{@code Optional<Media> image = shelf.find("01KB07ZD8Q8G2J6V5F3M9T4XWA");}</pre>
 *
 * <p>Reads one by one are consistent, the list is a moment behind.
 */
public final class MediaShelf implements MediaLibrary {

    /** An upload that never comes is forgotten after this time. */
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final DynamoDbClient dynamo;
    private final String table;
    private final Shelf shelf;

    public MediaShelf(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.shelf = new Shelf(dynamo, table, MediaItems.SHELF, MediaKeys.pk(""), MediaKeys.MEDIA);
    }

    /** @param next continues behind this page; empty at the end */
    public record Page(List<Media> media, Optional<String> next) {}

    @Override
    public Optional<Media> find(String id) {
        return item(id).map(MediaItems::media);
    }

    /** A new upload that is waited for. Doing it twice with the same id changes nothing. */
    public void add(Media media) {
        Item item = MediaItems.item(media)
                .with("expiresAt", media.createdAt().plus(PATIENCE).getEpochSecond());
        try {
            dynamo.putItem(put ->
                    put.tableName(table).item(item.attributes()).conditionExpression("attribute_not_exists(pk)"));
        } catch (ConditionalCheckFailedException already) {
            // The same request came before.
        }
    }

    /** @return false if it has changed since it was read, or is gone */
    public boolean describe(Media media) {
        return update(
                media.id(),
                "SET revision = :revision, filename = :filename, alt = :alt, decorative = :decorative",
                "revision = :before",
                Map.of(
                        ":revision", Item.number(media.revision()),
                        ":before", Item.number(media.revision() - 1),
                        ":filename", Item.text(media.filename()),
                        ":alt",
                                Item.map()
                                        .withTexts("texts", media.alt())
                                        .attributes()
                                        .get("texts"),
                        ":decorative", AttributeValue.fromBool(media.decorative())));
    }

    /** Says that work on the bytes has begun. */
    public void markProcessing(String id) {
        settle(id, "SET #state = :next", MediaState.PROCESSING, Map.of());
    }

    /** Says what was made of the bytes; only the first to say so counts. */
    public boolean markReady(String id, Stored stored) {
        return settle(
                id,
                "SET #state = :next, made = :made REMOVE expiresAt",
                MediaState.READY,
                Map.of(":made", MediaItems.stored(stored).value()));
    }

    /** Says why nothing was made of the bytes. */
    public boolean markRefused(String id, Refusal refusal) {
        return settle(
                id,
                "SET #state = :next, refusal = :refusal REMOVE expiresAt",
                MediaState.REFUSED,
                Map.of(":refusal", MediaItems.refusal(refusal).value()));
    }

    private boolean settle(String id, String update, MediaState next, Map<String, AttributeValue> more) {
        var values = new HashMap<>(more);
        values.put(":next", Item.text(next.word()));
        values.put(":awaiting", Item.text(MediaState.AWAITING_UPLOAD.word()));
        values.put(":processing", Item.text(MediaState.PROCESSING.word()));
        try {
            dynamo.updateItem(change -> change.tableName(table)
                    .key(Item.key(MediaKeys.pk(id), MediaKeys.MEDIA))
                    .updateExpression(update)
                    .conditionExpression("#state IN (:awaiting, :processing)")
                    .expressionAttributeNames(Map.of("#state", "state"))
                    .expressionAttributeValues(values));
            return true;
        } catch (ConditionalCheckFailedException settledBefore) {
            return false;
        }
    }

    private boolean update(String id, String update, String condition, Map<String, AttributeValue> values) {
        try {
            dynamo.updateItem(change -> change.tableName(table)
                    .key(Item.key(MediaKeys.pk(id), MediaKeys.MEDIA))
                    .updateExpression(update)
                    .conditionExpression(condition)
                    .expressionAttributeValues(values));
            return true;
        } catch (ConditionalCheckFailedException changed) {
            return false;
        }
    }

    /** The posts that have named it at some time; at most as many as one query gives. */
    public List<String> namedBy(String id) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :use)")
                        .expressionAttributeValues(
                                Map.of(":pk", Item.text(MediaKeys.pk(id)), ":use", Item.text(MediaKeys.USE))))
                .items()
                .stream()
                .map(attributes -> Item.of(attributes).textOf("postId"))
                .toList();
    }

    /** How often posts began to name it; taken before looking whether any still does, for {@link #delete}. */
    public long uses(String id) {
        return item(id).map(item -> item.number("uses")).orElse(0L);
    }

    /**
     * Deletes an upload that nobody began to use since {@code uses} was taken, and notes that its public files, if a release
     * ever showed it, are to go ({@link RemovedMedia}).
     *
     * @return false if somebody did
     */
    public boolean delete(Media media, long uses, Instant now) {
        String id = media.id();
        var key = Item.key(MediaKeys.pk(id), MediaKeys.MEDIA);
        TransactWriteItem delete = uses == 0
                ? Transaction.delete(table, key, "attribute_not_exists(uses)", null)
                : Transaction.delete(table, key, "uses = :uses", Map.of(":uses", Item.number(uses)));
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(delete);
        media.stored().ifPresent(stored -> writes.add(Transaction.put(table, MediaItems.removed(id, stored, now))));
        if (Transaction.write(dynamo, writes).isPresent()) {
            return false;
        }
        for (String post : namedBy(id)) {
            dynamo.deleteItem(use -> use.tableName(table).key(Item.key(MediaKeys.pk(id), MediaKeys.USE + post)));
        }
        return true;
    }

    /**
     * Newest first.
     *
     * @throws Shelf.BadCursor if the cursor is not one of ours
     */
    public Page newest(int limit, Optional<String> cursor) {
        QueryResponse page = shelf.newest(cursor.map(Shelf::after), limit);
        var media = new ArrayList<Media>();
        page.items().forEach(attributes -> media.add(MediaItems.media(Item.of(attributes))));
        return new Page(
                media,
                page.hasLastEvaluatedKey() && !media.isEmpty()
                        ? Optional.of(Shelf.cursor(media.get(media.size() - 1).id()))
                        : Optional.empty());
    }

    private Optional<Item> item(String id) {
        Map<String, AttributeValue> found = dynamo.getItem(get ->
                        get.tableName(table).consistentRead(true).key(Item.key(MediaKeys.pk(id), MediaKeys.MEDIA)))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }
}

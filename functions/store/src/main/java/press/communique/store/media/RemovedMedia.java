package press.communique.store.media;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import press.communique.core.media.Stored;
import press.communique.store.item.Item;
import press.communique.store.work.OpenWork;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Uploads that were deleted and whose public files are to go, and which files still belong to an upload.
 *
 * <pre>{@code
 * for (String id : removed.open(aMinuteAgo, 20)) {
 *     … // the files of removed.find(id) go, unless removed.hashes() has the same bytes for another upload
 *     removed.close(id);
 * }
 * }</pre>
 */
public final class RemovedMedia {

    /** As the index {@code open} calls this kind of work. */
    static final String OPEN = "media";

    private final DynamoDbClient dynamo;
    private final String table;

    public RemovedMedia(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** @param stored what was made of it */
    public record Upload(String id, Stored stored) {}

    /** Ids of those that were deleted before this instant, by lot if there are more. */
    public List<String> open(Instant before, int limit) {
        return new OpenWork(dynamo, table, OPEN)
                .draw(before, limit).stream()
                        .map(keys -> MediaKeys.id(keys.textOf("pk")))
                        .toList();
    }

    /** @return nothing if it is closed */
    public Optional<Upload> find(String id) {
        Map<String, AttributeValue> found = dynamo.getItem(get ->
                        get.tableName(table).consistentRead(true).key(Item.key(MediaKeys.pk(id), MediaKeys.REMOVED)))
                .item();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Upload(
                        id, MediaItems.stored(Item.of(found.get("made").m()))));
    }

    /** Says that nothing of it is public any more. Doing it twice is fine. */
    public void close(String id) {
        dynamo.deleteItem(delete -> delete.tableName(table).key(Item.key(MediaKeys.pk(id), MediaKeys.REMOVED)));
    }

    /**
     * The hashes of all uploads, as they stand in public addresses; uploads of the same bytes share one. Reads all that an
     * editor's list of uploads shows, and is a moment behind like that.
     */
    public Set<String> hashes() {
        var hashes = new HashSet<String>();
        dynamo
                .queryPaginator(query -> query.tableName(table)
                        .indexName("newest")
                        .keyConditionExpression("shelf = :shelf")
                        .projectionExpression("made.#hash")
                        .expressionAttributeNames(Map.of("#hash", "hash"))
                        .expressionAttributeValues(Map.of(":shelf", Item.text(MediaItems.SHELF))))
                .items()
                .stream()
                .filter(item -> item.containsKey("made"))
                .forEach(item -> hashes.add(item.get("made").m().get("hash").s()));
        return hashes;
    }
}

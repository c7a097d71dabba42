package press.communique.store.work;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * What is open of one kind: items are in the sparse index {@code open} until they are done with, the oldest first. A moment
 * behind the last write, and of each item there are the keys alone.
 *
 * <pre>{@code List<Item> late = new OpenWork(dynamo, table, "release").before(aMinuteAgo, 50);}</pre>
 *
 * @param kind as the items say it in {@code openKind}
 */
public record OpenWork(DynamoDbClient dynamo, String table, String kind) {

    /** @param after the index's key of the last of the page before; empty for the first */
    public List<Item> page(Optional<Map<String, AttributeValue>> after, int limit) {
        return items(
                        dynamo
                                .query(ofKind(query -> query.limit(limit).exclusiveStartKey(after.orElse(null))))
                                .items()
                                .stream())
                .toList();
    }

    public List<Item> oldest(int limit) {
        return page(Optional.empty(), limit);
    }

    /** The oldest of those that have been open since before this instant. */
    public List<Item> before(Instant before, int limit) {
        return items(dynamo.query(openBefore(before, query -> query.limit(limit))).items().stream())
                .toList();
    }

    /**
     * So many of those that have been open since before this instant, by lot: what fails each time keeps nothing else from
     * its turn for ever. The same instant draws the same.
     */
    public List<Item> draw(Instant before, int limit) {
        var drawn = allBefore(before).collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(drawn, new Random(before.toEpochMilli()));
        return drawn.subList(0, Math.min(limit, drawn.size()));
    }

    public Stream<Item> all() {
        return items(dynamo.queryPaginator(ofKind(query -> {})).items().stream());
    }

    /** All that have been open since before this instant. */
    public Stream<Item> allBefore(Instant before) {
        return items(dynamo.queryPaginator(openBefore(before, query -> {})).items().stream());
    }

    private QueryRequest ofKind(Consumer<QueryRequest.Builder> more) {
        return query("openKind = :kind", Map.of(), more);
    }

    private QueryRequest openBefore(Instant before, Consumer<QueryRequest.Builder> more) {
        return query("openKind = :kind AND openSince < :before", Map.of(":before", Item.text(before.toString())), more);
    }

    private QueryRequest query(
            String condition, Map<String, AttributeValue> values, Consumer<QueryRequest.Builder> more) {
        var all = new HashMap<>(values);
        all.put(":kind", Item.text(kind));
        return QueryRequest.builder()
                .tableName(table)
                .indexName("open")
                .keyConditionExpression(condition)
                .expressionAttributeValues(all)
                .applyMutation(more)
                .build();
    }

    private static Stream<Item> items(Stream<Map<String, AttributeValue>> found) {
        return found.map(Item::of);
    }
}

package press.communique.store.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/**
 * The posts' table, faked at the SDK's boundary, for figures only: holds a million posts, and takes only the calls that a
 * release and a rebuild make. One writer, so conditions are taken as met; many readers once nobody writes.
 *
 * <pre>{@code var releases = new Releases(new FakeTable(), "posts", null, "none");}</pre>
 */
public final class FakeTable implements DynamoDbClient {

    private static final Pattern PREFIX = Pattern.compile("begins_with\\(sk, (:\\w+)\\)");
    private static final Pattern RANGE = Pattern.compile("sk BETWEEN (:\\w+) AND (:\\w+)");
    private static final Pattern ADD = Pattern.compile("(\\w+) (:\\w+)");

    /** An item that is made, or fetched, when somebody reads it. */
    public interface Stored {
        Map<String, AttributeValue> item();
    }

    private static final class Partition {
        private final NavigableMap<String, Stored> items = new TreeMap<>();
        private final NavigableMap<String, Stored> byDate = new TreeMap<>();
    }

    private final Map<String, Partition> partitions = new HashMap<>();
    private final NavigableMap<String, Stored> newest = new TreeMap<>();

    /** @param date its key in the index byDate, {@code shelfId} that in the index newest; null for none */
    public void put(String pk, String sk, String date, String shelfId, Stored item) {
        Partition partition = partitions.computeIfAbsent(pk, key -> new Partition());
        partition.items.put(sk, item);
        if (date != null) {
            partition.byDate.put(date, item);
        }
        if (shelfId != null) {
            newest.put(shelfId, item);
        }
    }

    public void put(Map<String, AttributeValue> item) {
        String shelfId = item.containsKey("shelf") ? text(item, "id") : null;
        put(text(item, "pk"), text(item, "sk"), text(item, "date"), shelfId, () -> item);
    }

    /** Every item under its partition's key. */
    public void forEach(BiConsumer<String, Stored> each) {
        partitions.forEach((pk, partition) -> partition.items.values().forEach(item -> each.accept(pk, item)));
    }

    @Override
    public GetItemResponse getItem(GetItemRequest get) {
        Stored found = find(get.key());
        var response = GetItemResponse.builder();
        return (found == null ? response : response.item(found.item())).build();
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest get) {
        var responses = new HashMap<String, List<Map<String, AttributeValue>>>();
        get.requestItems()
                .forEach((table, wanted) -> responses.put(
                        table,
                        wanted.keys().stream()
                                .map(this::find)
                                .filter(found -> found != null)
                                .map(Stored::item)
                                .toList()));
        return BatchGetItemResponse.builder()
                .responses(responses)
                .unprocessedKeys(Map.of())
                .build();
    }

    @Override
    public QueryResponse query(QueryRequest query) {
        if (query.filterExpression() != null) {
            throw new UnsupportedOperationException(query.toString());
        }
        boolean isForward = !Boolean.FALSE.equals(query.scanIndexForward());
        int limit = query.limit() == null ? Integer.MAX_VALUE : query.limit();
        NavigableMap<String, Stored> range = range(query);
        var items = new ArrayList<Map<String, AttributeValue>>();
        for (Stored item : (isForward ? range : range.descendingMap()).values()) {
            if (items.size() == limit) {
                break;
            }
            items.add(item.item());
        }
        var response = QueryResponse.builder().items(items).count(items.size());
        if ("newest".equals(query.indexName()) && items.size() == limit) {
            response.lastEvaluatedKey(items.get(limit - 1));
        }
        return response.build();
    }

    private NavigableMap<String, Stored> range(QueryRequest query) {
        Map<String, AttributeValue> values = query.expressionAttributeValues();
        if ("newest".equals(query.indexName())) {
            return query.hasExclusiveStartKey() ? newest.headMap(text(query.exclusiveStartKey(), "id"), false) : newest;
        }
        Partition partition = partitions.getOrDefault(text(values, ":pk"), new Partition());
        if ("byDate".equals(query.indexName())) {
            return partition.byDate;
        }
        Matcher prefix = PREFIX.matcher(query.keyConditionExpression());
        if (prefix.find()) {
            String from = text(values, prefix.group(1));
            return partition.items.subMap(from, true, from + Character.MAX_VALUE, true);
        }
        Matcher between = RANGE.matcher(query.keyConditionExpression());
        if (between.find()) {
            return partition.items.subMap(text(values, between.group(1)), true, text(values, between.group(2)), true);
        }
        throw new UnsupportedOperationException(query.toString());
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest transaction) {
        for (TransactWriteItem write : transaction.transactItems()) {
            if (write.put() != null) {
                put(write.put().item());
            } else if (write.update() != null) {
                add(
                        write.update().key(),
                        write.update().updateExpression(),
                        write.update().expressionAttributeValues());
            } else if (write.delete() != null) {
                partitions
                        .get(text(write.delete().key(), "pk"))
                        .items
                        .remove(text(write.delete().key(), "sk"));
            }
        }
        return TransactWriteItemsResponse.builder().build();
    }

    /** The one kind of update that entering lists needs: {@code ADD version :one, months :month}. */
    private void add(Map<String, AttributeValue> key, String update, Map<String, AttributeValue> values) {
        if (!update.startsWith("ADD ")) {
            throw new UnsupportedOperationException(update);
        }
        Stored before = find(key);
        var item = new HashMap<>(before == null ? key : before.item());
        Matcher each = ADD.matcher(update.substring("ADD ".length()));
        while (each.find()) {
            item.merge(each.group(1), values.get(each.group(2)), FakeTable::sum);
        }
        put(item);
    }

    private static AttributeValue sum(AttributeValue one, AttributeValue other) {
        if (one.hasSs()) {
            Set<String> both = new TreeSet<>(one.ss());
            both.addAll(other.ss());
            return AttributeValue.fromSs(List.copyOf(both));
        }
        return AttributeValue.fromN(String.valueOf(Long.parseLong(one.n()) + Long.parseLong(other.n())));
    }

    private Stored find(Map<String, AttributeValue> key) {
        Partition partition = partitions.get(text(key, "pk"));
        return partition == null ? null : partition.items.get(text(key, "sk"));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}

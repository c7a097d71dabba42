package press.communique.simulation.cloud;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A table with its indexes and the history of each item, so that a read that need not be consistent can be answered from
 * the past. Keys are texts called {@code pk} and {@code sk}.
 */
public final class Table {

    /** A change as the stream tells it: keys only. */
    public record Change(long number, long at, String event, String pk, String sk) {}

    private record Key(String pk, String sk) {}

    private record Version(long at, Map<String, AttributeValue> item) {}

    /** An index: the attributes of its key. */
    public record Index(String name, String hash, String range, boolean isLocal, boolean isKeysOnly) {}

    private final String name;
    private final Map<String, Index> indexes = new HashMap<>();
    private final Map<String, TreeMap<String, List<Version>>> partitions = new TreeMap<>();
    private final Map<String, Set<Key>> everIndexed = new HashMap<>();
    private final Consumer<Change> stream;
    private long changes;

    /** @param stream hears of each change */
    public Table(String name, List<Index> indexes, Consumer<Change> stream) {
        this.name = name;
        indexes.forEach(index -> this.indexes.put(index.name(), index));
        this.stream = stream;
    }

    public String name() {
        return name;
    }

    Map<String, AttributeValue> get(String pk, String sk) {
        return at(versions(pk, sk), Long.MAX_VALUE);
    }

    /** As it was at that moment. */
    Map<String, AttributeValue> get(String pk, String sk, long moment) {
        return at(versions(pk, sk), moment);
    }

    private List<Version> versions(String pk, String sk) {
        TreeMap<String, List<Version>> partition = partitions.get(pk);
        List<Version> versions = partition == null ? null : partition.get(sk);
        return versions == null ? List.of() : versions;
    }

    private static Map<String, AttributeValue> at(List<Version> versions, long moment) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).at <= moment) {
                return versions.get(i).item;
            }
        }
        return null;
    }

    /** @param item null to delete it */
    void put(String pk, String sk, Map<String, AttributeValue> item, long now) {
        Map<String, AttributeValue> before = get(pk, sk);
        if (java.util.Objects.equals(before, item)) {
            return;
        }
        check(item);
        partitions
                .computeIfAbsent(pk, any -> new TreeMap<>())
                .computeIfAbsent(sk, any -> new ArrayList<>(2))
                .add(new Version(now, item));
        if (item != null) {
            for (Index index : indexes.values()) {
                AttributeValue hash = item.get(index.hash);
                if (!index.isLocal && hash != null && item.containsKey(index.range)) {
                    everIndexed
                            .computeIfAbsent(index.name + " " + hash.s(), any -> new LinkedHashSet<>())
                            .add(new Key(pk, sk));
                }
            }
        }
        String event = before == null ? "INSERT" : item == null ? "REMOVE" : "MODIFY";
        stream.accept(new Change(++changes, now, event, pk, sk));
    }

    /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
    private void check(Map<String, AttributeValue> item) {
        if (item == null) {
            return;
        }
        for (Index index : indexes.values()) {
            for (String attribute : List.of(index.hash, index.range)) {
                AttributeValue value = item.get(attribute);
                if (value != null && (value.s() == null || value.s().isEmpty())) {
                    throw DynamoDb.invalid("The key " + attribute + " of an index is empty or no text");
                }
            }
        }
    }

    /** Items of a partition, of the table or of an index, in the order of its range. */
    List<Map<String, AttributeValue>> partition(String indexName, String hash, long moment) {
        var found = new ArrayList<Map<String, AttributeValue>>();
        Index index = indexName == null ? null : indexes.get(indexName);
        if (indexName != null && index == null) {
            throw new IllegalArgumentException("The table " + name + " has no index " + indexName);
        }
        if (index == null || index.isLocal) {
            TreeMap<String, List<Version>> partition = partitions.get(hash);
            if (partition != null) {
                for (List<Version> versions : partition.values()) {
                    Map<String, AttributeValue> item = at(versions, moment);
                    if (item != null && (index == null || item.containsKey(index.range))) {
                        found.add(item);
                    }
                }
            }
        } else {
            for (Key key : everIndexed.getOrDefault(index.name + " " + hash, Set.of())) {
                Map<String, AttributeValue> item = get(key.pk, key.sk, moment);
                if (item != null
                        && item.containsKey(index.range)
                        && item.containsKey(index.hash)
                        && item.get(index.hash).s().equals(hash)) {
                    found.add(index.isKeysOnly ? keys(item, index) : item);
                }
            }
        }
        if (index != null) {
            found.sort(Comparator.<Map<String, AttributeValue>, String>comparing(
                            item -> item.get(index.range).s())
                    .thenComparing(item -> item.get("pk").s())
                    .thenComparing(item -> item.get("sk").s()));
        }
        return found;
    }

    private static Map<String, AttributeValue> keys(Map<String, AttributeValue> item, Index index) {
        var keys = new LinkedHashMap<String, AttributeValue>();
        List.of("pk", "sk", index.hash, index.range).forEach(name -> keys.put(name, item.get(name)));
        return keys;
    }

    Map<String, AttributeValue> key(Map<String, AttributeValue> item, String indexName) {
        Index index = indexName == null ? null : indexes.get(indexName);
        var key = new LinkedHashMap<String, AttributeValue>();
        key.put("pk", item.get("pk"));
        key.put("sk", item.get("sk"));
        if (index != null) {
            key.put(index.hash, item.get(index.hash));
            key.put(index.range, item.get(index.range));
        }
        return key;
    }

    String hashOf(String indexName) {
        return indexName == null ? "pk" : indexes.get(indexName).hash;
    }

    boolean isGlobal(String indexName) {
        return indexName != null && !indexes.get(indexName).isLocal;
    }
}

package press.communique.store.lists;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.list.Place;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * The months that the pages of a list lead to. The first post of a month enters it before the month has a page; the list
 * shows the month only when somebody has seen to that page. What was seen shown once is not asked for again, since a month
 * never goes. Safe for several threads.
 */
final class ShownMonths {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Set<Place> known = ConcurrentHashMap.newKeySet();

    ShownMonths(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Those of these parts whose month its list does not show yet. */
    SortedSet<Place> missing(Collection<Place> parts) {
        var unknown = new TreeSet<Place>();
        parts.stream().filter(place -> !known.contains(month(place))).forEach(unknown::add);
        Map<String, Item> heads = heads(unknown);
        for (Place place : List.copyOf(unknown)) {
            Item head = heads.get(ListItems.pk(place.list()));
            if (head != null && shown(head).contains(place.part().month())) {
                known.add(month(place));
                unknown.remove(place);
            }
        }
        return unknown;
    }

    /** From now on their lists show the months of these parts. Doing it twice only raises the lists' versions twice. */
    void show(Collection<Place> parts) {
        var months = new TreeMap<ListKey, SortedSet<String>>();
        parts.forEach(place -> months.computeIfAbsent(place.list(), list -> new TreeSet<>())
                .add(place.part().month().toString()));
        var writes = months.entrySet().stream()
                .map(each -> Transaction.update(
                        table,
                        Item.key(ListItems.pk(each.getKey()), ListItems.HEAD),
                        "ADD version :one, months :months",
                        null,
                        Map.of(":one", Item.number(1), ":months", AttributeValue.fromSs(List.copyOf(each.getValue())))))
                .toList();
        for (int from = 0; from < writes.size(); from += Transaction.LARGEST) {
            Transaction.write(dynamo, writes.subList(from, Math.min(writes.size(), from + Transaction.LARGEST)));
        }
        parts.forEach(place -> known.add(month(place)));
    }

    /** As a list's item says it, in no order. */
    static List<YearMonth> shown(Item head) {
        return head.texts("months").stream().map(YearMonth::parse).toList();
    }

    private Map<String, Item> heads(Collection<Place> places) {
        var heads = new TreeMap<String, Item>();
        var keys = new ArrayList<>(places.stream()
                .map(place -> ListItems.pk(place.list()))
                .distinct()
                .map(pk -> Item.key(pk, ListItems.HEAD))
                .toList());
        for (int from = 0; from < keys.size(); from += Transaction.LARGEST) {
            List<Map<String, AttributeValue>> some =
                    keys.subList(from, Math.min(keys.size(), from + Transaction.LARGEST));
            Map<String, KeysAndAttributes> wanted = Map.of(
                    table,
                    KeysAndAttributes.builder().consistentRead(true).keys(some).build());
            dynamo.batchGetItemPaginator(get -> get.requestItems(wanted)).forEach(page -> page.responses()
                    .getOrDefault(table, List.of())
                    .forEach(head -> heads.put(Item.of(head).textOf("pk"), Item.of(head))));
        }
        return heads;
    }

    private static Place month(Place place) {
        return new Place(place.list(), Part.first(place.part().month()));
    }
}

package press.communique.store.lists;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.post.Released;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * A post's edition on its way from the lists that hold it to those that are to hold it: one transaction.
 *
 * <p>The list of all news counts the parts that were ever opened, and a part is opened only if that count is still the one
 * that was seen: so whoever opens a part knows the one that follows, whose feed document leads to it.
 */
final class Move {

    private static final AttributeValue ONE = Item.number(1);

    private final Released post;
    private final Listings held;
    private final boolean isUnfinished;
    private final SortedMap<ListKey, Part> opened = new TreeMap<>();
    private final Listings next;
    private final DynamoDbClient dynamo;
    private final String table;
    private final Map<ListKey, FilledMonth> months;
    private final SortedSet<ListKey> wanted;
    private long partsSeen;

    /**
     * @param isUnfinished whether the release that stands there may have died before it wrote what it touched. Nobody repeats
     *     it once this one is there, so this one takes over what it left, opened and led to.
     */
    Move(Released post, Listings held, boolean isUnfinished, DynamoDbClient dynamo, String table) {
        this.post = post;
        this.held = held;
        this.isUnfinished = isUnfinished;
        this.dynamo = dynamo;
        this.table = table;
        this.wanted = wanted();
        this.months = months();
        this.next = listings();
    }

    Listings next() {
        return next;
    }

    private Listings listings() {
        var places = new TreeMap<ListKey, Part>();
        for (ListKey list : wanted) {
            Part part = formerPart(list);
            if (part == null) {
                FilledMonth month = months.get(list);
                part = month.next();
                if (month.opens()) {
                    opened.put(list, part);
                }
            }
            places.put(list, part);
        }
        SortedMap<ListKey, Part> left = new TreeMap<>(held.places());
        SortedMap<ListKey, Listings.Gone> gone = new TreeMap<>();
        if (wanted.isEmpty()) {
            gone.putAll(held.gone());
            held.places().forEach((list, part) -> {
                if (list.kind() != ListKey.Kind.FEATURED) {
                    gone.put(list, new Listings.Gone(part, post.release().releasedAt()));
                }
            });
        } else {
            held.gone().forEach((list, mark) -> left.put(list, mark.part()));
        }
        SortedMap<ListKey, Part> beside = beside(opened);
        SortedMap<ListKey, Part> allOpened = new TreeMap<>(opened);
        if (isUnfinished) {
            held.left().forEach(left::putIfAbsent);
            held.opened().forEach(allOpened::putIfAbsent);
            held.beside().forEach(beside::putIfAbsent);
        }
        left.keySet().removeAll(wanted);
        return new Listings(held.language(), post.release().revision(), places, left, gone, allOpened, beside);
    }

    private Part formerPart(ListKey list) {
        Part part = held.places().get(list);
        if (part == null && held.gone().containsKey(list)) {
            part = held.gone().get(list).part();
        }
        return part;
    }

    /** The part after a new one, in the list whose parts are chained. */
    private SortedMap<ListKey, Part> beside(Map<ListKey, Part> opened) {
        var beside = new TreeMap<ListKey, Part>();
        ListKey news = ListKey.news(held.language());
        if (opened.containsKey(news)) {
            Map<String, AttributeValue> head = dynamo.getItem(get ->
                            get.tableName(table).consistentRead(true).key(Item.key(ListItems.pk(news), ListItems.HEAD)))
                    .item();
            partsSeen = Item.of(head).number("opened");
            new Archives(dynamo, table)
                    .months(news, Optional.of(opened.get(news).month()), 1).stream()
                            .findFirst()
                            .ifPresent(following -> beside.put(news, Part.first(following.month())));
        }
        return beside;
    }

    /** The first write is the check that this is still the post's release. */
    List<TransactWriteItem> writes() {
        String postId = post.release().postId();
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(Transaction.check(
                table,
                Item.key("POST#" + postId, "RELEASE"),
                "revision = :revision",
                Map.of(":revision", Item.number(post.release().revision()))));
        writes.add(
                held.revision() == 0
                        ? Transaction.put(table, next.item("POST#" + postId), "attribute_not_exists(pk)", Map.of())
                        : Transaction.put(
                                table,
                                next.item("POST#" + postId),
                                "revision = :held",
                                Map.of(":held", Item.number(held.revision()))));
        next.places().forEach((list, part) -> {
            writes.add(Transaction.put(table, ListItems.entry(list, part, post)));
            raise(list, part, writes);
            if (months.containsKey(list)) {
                writes.add(months.get(list).write(table, list));
            }
        });
        next.left().forEach((list, part) -> {
            if (held.places().containsKey(list)) {
                writes.add(Transaction.delete(
                        table, Item.key(ListItems.pk(list), ListItems.entry(part, postId)), null, null));
            }
            raise(list, part, writes);
        });
        next.beside().forEach((list, part) -> writes.add(raisePart(list, part, "links")));
        marks(postId, writes);
        return writes;
    }

    /** Marks of withdrawal, set and taken away again. */
    private void marks(String postId, List<TransactWriteItem> writes) {
        next.gone().forEach((list, mark) -> {
            if (!held.gone().containsKey(list)) {
                writes.add(Transaction.put(table, ListItems.gone(list, mark, post)));
            }
        });
        held.gone().forEach((list, mark) -> {
            if (!next.gone().containsKey(list)) {
                writes.add(Transaction.delete(
                        table, Item.key(ListItems.pk(list), ListItems.gone(mark.at(), postId)), null, null));
            }
        });
    }

    private void raise(ListKey list, Part part, List<TransactWriteItem> writes) {
        var add = new StringBuilder("ADD version :one");
        var values = new HashMap<String, AttributeValue>();
        values.put(":one", ONE);
        String condition = null;
        if (next.gone().containsKey(list)) {
            add.append(", gone :one");
        }
        if (list.kind() == ListKey.Kind.NEWS) {
            List<String> names = wanted.stream()
                    .filter(each -> each.kind() == ListKey.Kind.TYPE || each.kind() == ListKey.Kind.TOPIC)
                    .map(Listings::name)
                    .toList();
            if (!names.isEmpty()) {
                add.append(", lists :lists");
                values.put(":lists", AttributeValue.fromSs(names));
            }
            if (opened.containsKey(list)) {
                add.append(", opened :one");
                condition = partsSeen == 0 ? "attribute_not_exists(opened)" : "opened = :seen";
                if (partsSeen > 0) {
                    values.put(":seen", Item.number(partsSeen));
                }
            }
        }
        writes.add(Transaction.update(
                table, Item.key(ListItems.pk(list), ListItems.HEAD), add.toString(), condition, values));
        writes.add(raisePart(list, part, "version"));
    }

    private TransactWriteItem raisePart(ListKey list, Part part, String counter) {
        return Transaction.update(
                table,
                Item.key(ListItems.pk(list), ListItems.part(part)),
                "ADD " + counter + " :one",
                null,
                Map.of(":one", ONE));
    }

    private SortedSet<ListKey> wanted() {
        var lists = new TreeSet<ListKey>();
        String language = held.language();
        if (!post.isWithdrawn() && post.content().editions().containsKey(language)) {
            lists.add(ListKey.news(language));
            lists.add(ListKey.type(language, post.content().type()));
            post.content().topics().forEach(topic -> lists.add(ListKey.topic(language, topic)));
            if (post.content().featured()) {
                lists.add(ListKey.featured(language));
            }
        }
        return lists;
    }

    /** How full the month of each list is that the post is new to; one read for all. */
    private Map<ListKey, FilledMonth> months() {
        var keys = new TreeMap<String, ListKey>();
        for (ListKey list : wanted) {
            if (formerPart(list) == null) {
                keys.put(ListItems.pk(list), list);
            }
        }
        var found = new TreeMap<ListKey, FilledMonth>();
        if (keys.isEmpty()) {
            return found;
        }
        YearMonth month = post.addresses().get(held.language()).month();
        keys.values().forEach(list -> found.put(list, new FilledMonth(month, 1, 0)));
        String sk = ListItems.month(month);
        Map<String, KeysAndAttributes> wantedItems = Map.of(
                table,
                KeysAndAttributes.builder()
                        .consistentRead(true)
                        .keys(keys.keySet().stream().map(pk -> Item.key(pk, sk)).toList())
                        .build());
        dynamo.batchGetItemPaginator(get -> get.requestItems(wantedItems))
                .forEach(page -> page.responses().getOrDefault(table, List.of()).forEach(attributes -> {
                    Item item = Item.of(attributes);
                    found.put(keys.get(item.textOf("pk")), new FilledMonth(month, (int) item.number("part"), (int)
                            item.number("posts")));
                }));
        return found;
    }
}

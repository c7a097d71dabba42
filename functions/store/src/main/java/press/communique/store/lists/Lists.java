package press.communique.store.lists;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.post.Link;
import press.communique.core.post.Released;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The lists that readers and feed readers find posts in.
 *
 * <pre>{@code
 * lists.enter(released).ifPresent(touched -> touched.forEach(this::write));
 * }</pre>
 *
 * <p>A release enters its lists in one transaction a language, which holds only while it is the post's current release:
 * a slow publisher cannot bring back what a newer release has removed. Every list that it touches gets a new version.
 */
public final class Lists {

    private static final int TRIES = 10;

    private final DynamoDbClient dynamo;
    private final String table;

    public Lists(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * Puts the post's entries into the lists that it belongs to now and removes them from the others. Doing it twice
     * changes nothing.
     *
     * @return the lists whose files this release changes; empty if a newer release of the post exists
     */
    public Optional<SortedSet<ListKey>> enter(Released post) {
        Map<String, Listings> held = listings(post.release().postId());
        var languages = new TreeSet<String>(held.keySet());
        languages.addAll(post.content().editions().keySet());
        var touched = new TreeSet<ListKey>();
        for (String language : languages) {
            Optional<Listings> entered = enter(post, held.getOrDefault(language, Listings.none(language)));
            if (entered.isEmpty()) {
                return Optional.empty();
            }
            touched.addAll(entered.get().places().keySet());
            touched.addAll(entered.get().left().keySet());
        }
        return Optional.of(touched);
    }

    /** The newest entries of a list. Its version is read first; see {@link ListView}. */
    public ListView newest(ListKey list, int limit) {
        Map<String, AttributeValue> head = dynamo.getItem(get ->
                        get.tableName(table).consistentRead(true).key(Item.key(ListItems.pk(list), ListItems.HEAD)))
                .item();
        if (head.isEmpty()) {
            return new ListView(0, List.of(), List.of(), Collections.emptySortedSet());
        }
        List<ListEntry> entries =
                entries(list, limit).stream().map(ListItems::entry).toList();
        Item item = Item.of(head);
        List<YearMonth> months = item.texts("months").stream()
                .map(YearMonth::parse)
                .sorted(Comparator.reverseOrder())
                .toList();
        var known = new TreeSet<ListKey>();
        item.texts("lists").forEach(name -> known.add(Listings.list(list.language(), name)));
        return new ListView(item.number("version"), entries, months, known);
    }

    /** A featured post, with the links that the home page shows with it. */
    public record Featured(ListEntry entry, List<Link> links) {}

    /** The newest featured post of a language. */
    public Optional<Featured> featured(String language) {
        return entries(ListKey.featured(language), 1).stream()
                .findFirst()
                .map(attributes -> new Featured(ListItems.entry(attributes), ListItems.links(attributes)));
    }

    private List<Map<String, AttributeValue>> entries(ListKey list, int limit) {
        return dynamo.query(query -> query.tableName(table)
                        .indexName("byDate")
                        .consistentRead(true)
                        .scanIndexForward(false)
                        .limit(limit)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", Item.text(ListItems.pk(list)))))
                .items();
    }

    private Optional<Listings> enter(Released post, Listings first) {
        Listings held = first;
        for (int tried = 1; ; tried++) {
            if (held.revision() > post.release().revision()) {
                return Optional.empty();
            }
            if (held.revision() == post.release().revision()) {
                return Optional.of(held);
            }
            var move = new Move(post, held);
            Optional<Integer> failed = Transaction.write(dynamo, move.writes());
            if (failed.isEmpty()) {
                return Optional.of(move.next);
            }
            if (failed.get() == 0) {
                return Optional.empty();
            }
            if (tried == TRIES) {
                throw new IllegalStateException("The lists of " + held.language() + " are too busy; try again.");
            }
            held = listings(post.release().postId()).getOrDefault(held.language(), Listings.none(held.language()));
        }
    }

    private Map<String, Listings> listings(String postId) {
        var listings = new TreeMap<String, Listings>();
        dynamo.query(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :listed)")
                        .expressionAttributeValues(
                                Map.of(":pk", Item.text("POST#" + postId), ":listed", Item.text(Listings.PREFIX))))
                .items()
                .forEach(item -> listings.put(Listings.of(item).language(), Listings.of(item)));
        return listings;
    }

    /** A post's edition on its way from the lists that hold it to those that are to hold it: one transaction. */
    private final class Move {

        private final Released post;
        private final Listings held;
        private final Listings next;
        private final Map<ListKey, Month> months;

        Move(Released post, Listings held) {
            this.post = post;
            this.held = held;
            SortedSet<ListKey> wanted = wanted();
            this.months = months(wanted);
            var places = new TreeMap<ListKey, Part>();
            for (ListKey list : wanted) {
                Part part = held.places().get(list);
                places.put(list, part != null ? part : months.get(list).next());
            }
            SortedMap<ListKey, Part> left = new TreeMap<>(held.places());
            left.keySet().removeAll(wanted);
            this.next = new Listings(held.language(), post.release().revision(), places, left);
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
                    writes.add(months.get(list).write(list));
                }
            });
            next.left().forEach((list, part) -> {
                writes.add(Transaction.delete(
                        table, Item.key(ListItems.pk(list), ListItems.entry(part, postId)), null, null));
                raise(list, part, writes);
            });
            return writes;
        }

        private void raise(ListKey list, Part part, List<TransactWriteItem> writes) {
            AttributeValue one = Item.number(1);
            writes.add(Transaction.update(
                    table,
                    Item.key(ListItems.pk(list), ListItems.HEAD),
                    "ADD version :one, months :month",
                    null,
                    Map.of(
                            ":one",
                            one,
                            ":month",
                            AttributeValue.fromSs(List.of(part.month().toString())))));
            writes.add(Transaction.update(
                    table,
                    Item.key(ListItems.pk(list), ListItems.part(part)),
                    "ADD version :one",
                    null,
                    Map.of(":one", one)));
        }

        private SortedSet<ListKey> wanted() {
            var wanted = new TreeSet<ListKey>();
            String language = held.language();
            if (!post.isWithdrawn() && post.content().editions().containsKey(language)) {
                wanted.add(ListKey.news(language));
                wanted.add(ListKey.type(language, post.content().type()));
                post.content().topics().forEach(topic -> wanted.add(ListKey.topic(language, topic)));
                if (post.content().featured()) {
                    wanted.add(ListKey.featured(language));
                }
            }
            return wanted;
        }

        /** How full the month of each list is that the post is new to; one read for all. */
        private Map<ListKey, Month> months(SortedSet<ListKey> wanted) {
            var keys = new TreeMap<String, ListKey>();
            for (ListKey list : wanted) {
                if (!held.places().containsKey(list)) {
                    keys.put(ListItems.pk(list), list);
                }
            }
            var months = new TreeMap<ListKey, Month>();
            if (keys.isEmpty()) {
                return months;
            }
            YearMonth month = post.addresses().get(held.language()).month();
            keys.values().forEach(list -> months.put(list, new Month(month, 1, 0)));
            String sk = ListItems.month(month);
            Map<String, KeysAndAttributes> wantedItems = Map.of(
                    table,
                    KeysAndAttributes.builder()
                            .consistentRead(true)
                            .keys(keys.keySet().stream()
                                    .map(pk -> Item.key(pk, sk))
                                    .toList())
                            .build());
            dynamo.batchGetItemPaginator(get -> get.requestItems(wantedItems)).forEach(page -> page.responses()
                    .getOrDefault(table, List.of())
                    .forEach(attributes -> {
                        Item item = Item.of(attributes);
                        months.put(keys.get(item.textOf("pk")), new Month(month, (int) item.number("part"), (int)
                                item.number("posts")));
                    }));
            return months;
        }
    }

    /** A month of a list: its last part, and how many posts have ever been put into that. */
    private final class Month {

        private final YearMonth month;
        private final int part;
        private final int posts;

        Month(YearMonth month, int part, int posts) {
            this.month = month;
            this.part = part;
            this.posts = posts;
        }

        Part next() {
            return new Part(month, posts < Part.LARGEST ? part : part + 1);
        }

        TransactWriteItem write(ListKey list) {
            Part next = next();
            Item item = Item.at(ListItems.pk(list), ListItems.month(month))
                    .with("part", next.number())
                    .with("posts", next.number() == part ? posts + 1 : 1);
            return posts == 0
                    ? Transaction.put(table, item, "attribute_not_exists(pk)", Map.of())
                    : Transaction.put(
                            table,
                            item,
                            "part = :part AND posts = :posts",
                            Map.of(":part", Item.number(part), ":posts", Item.number(posts)));
        }
    }
}

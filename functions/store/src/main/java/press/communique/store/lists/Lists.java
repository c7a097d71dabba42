package press.communique.store.lists;

import java.time.YearMonth;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.list.Place;
import press.communique.core.post.Link;
import press.communique.core.post.Released;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The lists that readers and feed readers find posts in.
 *
 * <pre>{@code
 * lists.enter(released).ifPresent(touched -> touched.lists().forEach(this::write));
 * }</pre>
 *
 * <p>A release enters its lists in one transaction a language, which holds only while it is the post's current release:
 * a slow publisher cannot bring back what a newer release has removed. Every list that it touches gets a new version.
 */
public final class Lists {

    private static final int TRIES = 10;

    /** Where {@code Releases.markLive} says that the site shows a release. */
    private static final String LIVE = "LIVE";

    private final DynamoDbClient dynamo;
    private final String table;
    private final ShownMonths shown;

    public Lists(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.shown = new ShownMonths(dynamo, table);
    }

    /**
     * Puts the post's entries into the lists that it belongs to now and removes them from the others. Doing it twice
     * changes nothing.
     *
     * @return what this release changes; empty if a newer release of the post exists
     */
    public Optional<Touched> enter(Released post) {
        Standing standing = standing(post.release().postId());
        Map<String, Listings> held = standing.listings();
        var languages = new TreeSet<String>(held.keySet());
        languages.addAll(post.content().editions().keySet());
        var touched = new Touched();
        for (String language : languages) {
            Optional<Listings> entered =
                    enter(post, held.getOrDefault(language, Listings.none(language)), standing.live());
            if (entered.isEmpty()) {
                return Optional.empty();
            }
            touched.add(entered.get());
        }
        return Optional.of(touched);
    }

    /** Those of these parts whose months their lists do not show yet, since the months' pages may not be there. */
    public SortedSet<Place> unshown(Collection<Place> parts) {
        return shown.missing(parts);
    }

    /** Lets the lists show the months of these parts, now that their pages are there. */
    public void show(Collection<Place> parts) {
        shown.show(parts);
    }

    /** The newest entries of a list. Its version is read first; see {@link ListView}. */
    public ListView newest(ListKey list, int limit) {
        Map<String, AttributeValue> head = dynamo.getItem(get ->
                        get.tableName(table).consistentRead(true).key(Item.key(ListItems.pk(list), ListItems.HEAD)))
                .item();
        if (head.isEmpty()) {
            return new ListView(0, List.of(), List.of(), Collections.emptySortedSet(), false);
        }
        List<ListEntry> entries =
                entries(list, limit).stream().map(ListItems::entry).toList();
        Item item = Item.of(head);
        List<YearMonth> months = ShownMonths.shown(item).stream()
                .sorted(Comparator.reverseOrder())
                .toList();
        var known = new TreeSet<ListKey>();
        item.texts("lists").forEach(name -> known.add(Listings.list(list.language(), name)));
        return new ListView(item.number("version"), entries, months, known, item.number("gone") > 0);
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

    private Optional<Listings> enter(Released post, Listings first, long firstLive) {
        Listings held = first;
        long live = firstLive;
        for (int tried = 1; ; tried++) {
            if (held.revision() > post.release().revision()) {
                return Optional.empty();
            }
            if (held.revision() == post.release().revision()) {
                return Optional.of(held);
            }
            var move = new Move(post, held, held.revision() > live, dynamo, table);
            Optional<Integer> failed = Transaction.write(dynamo, move.writes());
            if (failed.isEmpty()) {
                return Optional.of(move.next());
            }
            if (failed.get() == 0) {
                return Optional.empty();
            }
            if (tried == TRIES) {
                throw new IllegalStateException("The lists of " + held.language() + " are too busy; try again.");
            }
            Standing now = standing(post.release().postId());
            held = now.listings().getOrDefault(held.language(), Listings.none(held.language()));
            live = now.live();
        }
    }

    /**
     * Where a post stands.
     *
     * @param listings by language
     * @param live the last revision whose lists and feeds were all written; 0 if there is none
     */
    private record Standing(Map<String, Listings> listings, long live) {}

    /** In one query: between the post's listings and its live mark lies nothing else. */
    private Standing standing(String postId) {
        var listings = new TreeMap<String, Listings>();
        var live = new AtomicLong();
        dynamo.query(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :listed AND :live")
                        .expressionAttributeValues(Map.of(
                                ":pk", Item.text("POST#" + postId),
                                ":listed", Item.text(Listings.PREFIX),
                                ":live", Item.text(LIVE))))
                .items()
                .forEach(item -> {
                    if (item.get("sk").s().equals(LIVE)) {
                        live.set(Item.of(item).number("revision"));
                    } else {
                        listings.put(Listings.of(item).language(), Listings.of(item));
                    }
                });
        return new Standing(listings, live.get());
    }
}

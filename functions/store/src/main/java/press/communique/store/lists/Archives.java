package press.communique.store.lists;

import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.list.Withdrawal;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * What lies behind a list's latest posts: the months, in fixed parts, and what was taken back.
 *
 * <pre>{@code archives.part(ListKey.news("en"), new Part(YearMonth.of(2014, 4), 1)).entries()}</pre>
 *
 * <p>Every read is consistent, and reads as much from a large archive as from a small one.
 */
public final class Archives {

    /** How many months there can be: a thousand years of them. */
    private static final int EVERY_MONTH = 12_000;

    private static final Comparator<ListEntry> NEWEST_FIRST = Comparator.comparing(
                    (ListEntry entry) -> entry.publishedAt().getEpochSecond())
            .thenComparing(ListEntry::postId)
            .reversed();

    private final DynamoDbClient dynamo;
    private final String table;

    public Archives(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    public PartView part(ListKey list, Part part) {
        String pk = ListItems.pk(list);
        long version = 0;
        long links = 0;
        long parts = 0;
        Map<String, KeysAndAttributes> heads = Map.of(
                table,
                KeysAndAttributes.builder()
                        .consistentRead(true)
                        .keys(Item.key(pk, ListItems.part(part)), Item.key(pk, ListItems.month(part.month())))
                        .build());
        var found = dynamo.batchGetItemPaginator(get -> get.requestItems(heads)).stream()
                .flatMap(page -> page.responses().getOrDefault(table, List.of()).stream())
                .toList();
        for (Map<String, AttributeValue> head : found) {
            version += Item.of(head).number("version");
            links += Item.of(head).number("links");
            parts += Item.of(head).number("part");
        }
        List<ListEntry> entries = version == 0
                ? List.of()
                : query(pk, ListItems.entries(part), Part.LARGEST, true).stream()
                        .map(ListItems::entry)
                        .sorted(NEWEST_FIRST)
                        .toList();
        return new PartView(version, links, entries, parts > part.number());
    }

    /** The months of a list, oldest first. */
    public List<ListMonth> months(ListKey list) {
        return months(list, Optional.empty(), EVERY_MONTH);
    }

    /** The months of a list, oldest first, from the one after {@code after}. */
    public List<ListMonth> months(ListKey list, Optional<YearMonth> after, int limit) {
        String from = after.map(month -> ListItems.month(month) + "#").orElse(ListItems.MONTHS);
        return range(list, from, ListItems.MONTHS_END, limit, true);
    }

    /** The months that the list shows, in no order. */
    public List<YearMonth> shown(ListKey list) {
        return ShownMonths.shown(Item.of(head(list)));
    }

    /** The months of a year that the list shows, latest first. */
    public List<YearMonth> shown(ListKey list, int year) {
        return shown(list).stream()
                .filter(month -> month.getYear() == year)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** The newest part of a list. */
    public Optional<Part> newest(ListKey list) {
        return range(list, ListItems.MONTHS, ListItems.MONTHS_END, 1, false).stream()
                .findFirst()
                .map(ListMonth::last);
    }

    /** The part before this one, in this month or an earlier one. */
    public Optional<Part> before(ListKey list, Part part) {
        if (part.number() > 1) {
            return Optional.of(part.previous());
        }
        String before = ListItems.month(part.month().minusMonths(1)) + "#";
        return range(list, ListItems.MONTHS, before, 1, false).stream()
                .findFirst()
                .map(ListMonth::last);
    }

    /** How many parts this list of all news has ever had: changes whenever a part is added, and only then. */
    public long opened(ListKey news) {
        return Item.of(head(news)).number("opened");
    }

    /** What was withdrawn last from a list, latest first. */
    public List<Withdrawal> withdrawals(ListKey list, int limit) {
        return query(ListItems.pk(list), ListItems.GONE, limit, false).stream()
                .map(Item::of)
                .map(item -> new Withdrawal(UUID.fromString(item.textOf("feedId")), item.instant("at")))
                .toList();
    }

    private Map<String, AttributeValue> head(ListKey list) {
        return dynamo.getItem(get ->
                        get.tableName(table).consistentRead(true).key(Item.key(ListItems.pk(list), ListItems.HEAD)))
                .item();
    }

    private List<Map<String, AttributeValue>> query(String pk, String prefix, int limit, boolean forward) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .scanIndexForward(forward)
                        .limit(limit)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                        .expressionAttributeValues(Map.of(":pk", Item.text(pk), ":prefix", Item.text(prefix))))
                .items()
                .stream()
                .limit(limit)
                .toList();
    }

    private List<ListMonth> range(ListKey list, String from, String to, int limit, boolean forward) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .scanIndexForward(forward)
                        .limit(limit)
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                        .expressionAttributeValues(Map.of(
                                ":pk", Item.text(ListItems.pk(list)),
                                ":from", Item.text(from),
                                ":to", Item.text(to))))
                .items()
                .stream()
                .limit(limit)
                .map(Item::of)
                .map(item ->
                        new ListMonth(YearMonth.parse(item.textOf("sk").substring(ListItems.MONTHS.length())), (int)
                                item.number("part")))
                .toList();
    }
}

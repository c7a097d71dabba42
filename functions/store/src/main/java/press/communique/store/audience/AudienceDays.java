package press.communique.store.audience;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.AudienceDay;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Partition;
import press.communique.core.audience.Preferences;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The audience in numbers, day by day: counted once, a part of the audience at a time, so that nobody who asks waits for a
 * million readers. Item {@code FIGURES}, {@code DAY#2026-11-27}.
 *
 * <p>See docs/adr/0038-the-audience-in-numbers.md.
 */
public final class AudienceDays {

    private static final String FIGURES = "FIGURES";
    private static final String DAY = "DAY#";
    private static final String PARTITIONS = "partitions";

    private final DynamoDbClient dynamo;
    private final String table;

    public AudienceDays(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** What is known of a day that is still being counted. */
    private static final class Sum {
        private final Map<String, Long> numbers = new HashMap<>();
        private final Map<String, Long> languages = new HashMap<>();
        private final Map<String, Long> frequencies = new HashMap<>();
    }

    /**
     * Goes on counting yesterday until that is done or the time is over.
     *
     * @return whether it is done
     */
    public boolean count(InstantSource clock, Duration time) {
        Instant end = clock.instant().plus(time);
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        Optional<Item> begun = find(day);
        int from = begun.map(item -> (int) item.number(PARTITIONS)).orElse(0);
        if (from >= Partition.COUNT) {
            return true;
        }
        Sum sum = begun.map(AudienceDays::sum).orElseGet(Sum::new);
        int next = from;
        // One at least, or a slow start would never come to an end.
        do {
            add(next, day, sum);
            next++;
        } while (next < Partition.COUNT && clock.instant().isBefore(end));
        return keep(day, sum, from, next) && next == Partition.COUNT;
    }

    private void add(int partition, LocalDate day, Sum sum) {
        var pages = dynamo.queryPaginator(query -> query.tableName(table)
                .keyConditionExpression("pk = :pk AND begins_with(sk, :reader)")
                .projectionExpression("active, confirmedAt, changedAt, preferences")
                .expressionAttributeValues(Map.of(
                        ":pk", Item.text(AudienceKeys.partition(partition)),
                        ":reader", Item.text(AudienceKeys.READER))));
        pages.items().forEach(attributes -> add(attributes, day, sum));
    }

    private static void add(Map<String, AttributeValue> attributes, LocalDate day, Sum sum) {
        Item item = Item.of(attributes);
        if (!item.flag("active")) {
            raise(sum.numbers, "ended", isOn(day, item.optionalInstant("changedAt")));
            return;
        }
        raise(sum.numbers, "readers", true);
        raise(sum.numbers, "began", isOn(day, item.optionalInstant("confirmedAt")));
        Preferences preferences = ReaderItems.preferences(attributes.get("preferences"));
        preferences.languages().stream().findFirst().ifPresent(first -> raise(sum.languages, first, true));
        preferences.interests().stream()
                .map(Interest::frequency)
                .min(Enum::compareTo)
                .ifPresent(fastest -> raise(sum.frequencies, fastest.word(), true));
    }

    private static boolean isOn(LocalDate day, Optional<Instant> at) {
        return at.filter(known -> LocalDate.ofInstant(known, ZoneOffset.UTC).equals(day))
                .isPresent();
    }

    private static void raise(Map<String, Long> numbers, String name, boolean counts) {
        numbers.merge(name, counts ? 1L : 0L, Long::sum);
    }

    /** @return false if somebody else has counted these meanwhile */
    private boolean keep(LocalDate day, Sum sum, int from, int next) {
        Item item = Item.at(FIGURES, DAY + day)
                .with("v", Item.SCHEMA)
                .with(PARTITIONS, next)
                .withMap("numbers", sum.numbers, Item::number)
                .withMap("languages", sum.languages, Item::number)
                .withMap("frequencies", sum.frequencies, Item::number);
        try {
            dynamo.putItem(put -> put.tableName(table)
                    .item(item.attributes())
                    .conditionExpression(from == 0 ? "attribute_not_exists(pk)" : "#partitions = :from")
                    .expressionAttributeNames(from == 0 ? null : Map.of("#partitions", PARTITIONS))
                    .expressionAttributeValues(from == 0 ? null : Map.of(":from", Item.number(from))));
            return true;
        } catch (ConditionalCheckFailedException other) {
            return false;
        }
    }

    private Optional<Item> find(LocalDate day) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(Item.key(FIGURES, DAY + day)))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }

    private static Sum sum(Item item) {
        Sum sum = new Sum();
        sum.numbers.putAll(numbers(item, "numbers"));
        sum.languages.putAll(numbers(item, "languages"));
        sum.frequencies.putAll(numbers(item, "frequencies"));
        return sum;
    }

    private static Map<String, Long> numbers(Item item, String name) {
        return item.map(name, value -> Long.parseLong(value.n()));
    }

    /** The last days that were counted, the newest first, at most so many. */
    public List<AudienceDay> last(int most) {
        return dynamo
                .query(query -> query.tableName(table)
                        .scanIndexForward(false)
                        // One more, since the newest may still be under way.
                        .limit(most + 1)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :day)")
                        .expressionAttributeValues(Map.of(":pk", Item.text(FIGURES), ":day", Item.text(DAY))))
                .items()
                .stream()
                .map(Item::of)
                .filter(item -> item.number(PARTITIONS) >= Partition.COUNT)
                .map(AudienceDays::day)
                .limit(most)
                .toList();
    }

    private static AudienceDay day(Item item) {
        Map<String, Long> numbers = numbers(item, "numbers");
        return new AudienceDay(
                LocalDate.parse(item.textOf("sk").substring(DAY.length())),
                numbers.getOrDefault("readers", 0L),
                numbers.getOrDefault("began", 0L),
                numbers.getOrDefault("ended", 0L),
                numbers(item, "languages"),
                numbers(item, "frequencies"));
    }
}

package press.communique.store.people;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import press.communique.core.people.Person;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Whose names the ids in posts and histories are: an item each, under one key, as a newsroom has dozens of people.
 *
 * <pre>{@code
 * people.met(new Person("9b2e…", "Amina Diallo", false), now);
 * List<Person> all = people.all(now);
 * }</pre>
 *
 * <p>A name is forgotten {@link #KEPT} after its bearer last changed something. What they did keeps their id.
 */
public final class People {

    static final Duration KEPT = Duration.ofDays(730);

    /** By how much a name may be forgotten too early, so that not each day brings a write. */
    private static final Duration SLACK = Duration.ofDays(30);

    /** For a write without which everything else goes on. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String PARTITION = "PEOPLE";

    /** Before an id, which is another's to choose and must not look like a key that somebody waits for. */
    private static final String PERSON = "PERSON#";

    private final DynamoDbClient dynamo;
    private final String table;

    public People(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * Keeps the name of somebody who has just changed something, if it is new, another one, or about to be forgotten. A
     * makeshift takes the place of no real name: people come with tokens of several kinds, and not each tells it.
     */
    public void met(Person person, Instant now) {
        Instant until = now.plus(KEPT);
        Item item = Item.at(PARTITION, PERSON + person.id())
                .with("name", person.name())
                .with("makeshift", person.isMakeshift())
                .with("expiresAt", until.getEpochSecond());
        Map<String, AttributeValue> values = new HashMap<>(Map.of(
                ":name", Item.text(person.name()),
                ":soon", Item.number(until.minus(SLACK).getEpochSecond())));
        String news = "#name <> :name OR expiresAt < :soon";
        if (person.isMakeshift()) {
            news = "makeshift = :yes AND (" + news + ")";
            values.put(":yes", AttributeValue.fromBool(true));
        }
        String condition = "attribute_not_exists(pk) OR " + news;
        try {
            dynamo.putItem(put -> put.tableName(table)
                    .item(item.attributes())
                    .conditionExpression(condition)
                    .expressionAttributeNames(Map.of("#name", "name"))
                    .expressionAttributeValues(values)
                    .overrideConfiguration(call -> call.apiCallTimeout(PATIENCE)));
        } catch (ConditionalCheckFailedException known) {
            // Nothing new.
        }
    }

    /** Everybody whose name is known. */
    public List<Person> all(Instant now) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", Item.text(PARTITION))))
                .items()
                .stream()
                .map(Item::of)
                // The table lets go of an item up to two days late.
                .filter(item -> item.number("expiresAt") > now.getEpochSecond())
                .map(item -> new Person(
                        item.textOf("sk").substring(PERSON.length()), item.textOf("name"), item.flag("makeshift")))
                .toList();
    }
}

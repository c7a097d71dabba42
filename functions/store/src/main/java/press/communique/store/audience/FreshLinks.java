package press.communique.store.audience;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.FreshLink;
import press.communique.core.audience.FreshLink.Purpose;
import press.communique.core.audience.Reader;
import press.communique.store.item.Item;
import press.communique.store.letter.ItemLetter;
import press.communique.store.letter.Letter;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Links that readers asked for, for {@link FreshLink#LIFE} and no longer, and how many of them a day. */
public final class FreshLinks {

    /** In a day of UTC; a reader's page may be open to whoever was forwarded a mail. */
    public static final int A_DAY = 5;

    private final DynamoDbClient dynamo;
    private final String table;

    public FreshLinks(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** @return the link's id; nothing if the reader has had enough of them today */
    public Optional<String> open(Reader reader, Purpose purpose, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(AudienceKeys.reader(reader.id()))
                    .conditionExpression("attribute_exists(pk) AND (attribute_not_exists(linksOn) OR linksOn <> :day)")
                    .updateExpression("SET linksOn = :day, links = :none")
                    .expressionAttributeValues(Map.of(":day", Item.text(day.toString()), ":none", Item.number(0))));
        } catch (ConditionalCheckFailedException notTheFirstToday) {
            // Counted on.
        }
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(AudienceKeys.reader(reader.id()))
                    .conditionExpression("linksOn = :day AND links < :most")
                    .updateExpression("ADD links :one")
                    .expressionAttributeValues(Map.of(
                            ":day", Item.text(day.toString()),
                            ":most", Item.number(A_DAY),
                            ":one", Item.number(1))));
        } catch (ConditionalCheckFailedException enough) {
            return Optional.empty();
        }
        String id = Reader.newId();
        Item item = Item.of(new HashMap<>(AudienceKeys.link(id)))
                .with("v", Item.SCHEMA)
                .with("purpose", purpose.word())
                .with("reader", reader.id())
                .with("epoch", reader.epoch())
                .with("expiresAt", now.plus(FreshLink.LIFE).getEpochSecond());
        dynamo.putItem(put -> put.tableName(table).item(item.attributes()));
        return Optional.of(id);
    }

    /** Nothing if the link is unknown or over (DynamoDB deletes it days later). */
    public Optional<FreshLink> find(String linkId, Instant now) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(AudienceKeys.link(linkId)))
                .item();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(link(linkId, Item.of(found)))
                        .filter(link -> link.expires().isAfter(now));
    }

    public Letter letter(String linkId) {
        return new ItemLetter(dynamo, table, AudienceKeys.link(linkId));
    }

    private static FreshLink link(String id, Item item) {
        return new FreshLink(
                id,
                Purpose.of(item.textOf("purpose")),
                item.textOf("reader"),
                item.number("epoch"),
                Instant.ofEpochSecond(item.number("expiresAt")));
    }
}

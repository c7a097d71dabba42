package press.communique.store.mailing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import press.communique.core.mail.ComplaintRate;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** What was delivered and complained about, by day of UTC, for the days that count. */
public final class Reputation {

    private static final Duration KEPT = Duration.ofDays(ComplaintRate.WINDOW + 1);

    private final DynamoDbClient dynamo;
    private final String table;

    public Reputation(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    public void delivered(int mails, Instant now) {
        add(now, "delivered", Item.number(mails));
    }

    /** @param mail tells it from others: the same complaint counts once however often it is told */
    public void complained(String mail, Instant now) {
        add(now, "complaints", AttributeValue.fromSs(List.of(mail)));
    }

    public ComplaintRate rate(Instant now) {
        var days = IntStream.range(0, ComplaintRate.WINDOW)
                .mapToObj(ago -> MailingKeys.reputation(day(now).minusDays(ago)))
                .toList();
        long delivered = 0;
        long complained = 0;
        Map<String, KeysAndAttributes> wanted = Map.of(
                table,
                KeysAndAttributes.builder().consistentRead(true).keys(days).build());
        while (!wanted.isEmpty()) {
            Map<String, KeysAndAttributes> ask = wanted;
            var page = dynamo.batchGetItem(get -> get.requestItems(ask));
            for (Map<String, AttributeValue> found : page.responses().getOrDefault(table, List.of())) {
                delivered += Item.of(found).number("delivered");
                complained += found.containsKey("complaints")
                        ? found.get("complaints").ss().size()
                        : 0;
            }
            wanted = page.unprocessedKeys();
        }
        return new ComplaintRate(delivered, complained);
    }

    /** Counts anew from now on: a person looked into it, and what was counted must not stop mail a second time. */
    public void forget(Instant now) {
        var days = new ArrayList<LocalDate>();
        IntStream.range(0, ComplaintRate.WINDOW).forEach(ago -> days.add(day(now).minusDays(ago)));
        days.forEach(day -> dynamo.deleteItem(delete -> delete.tableName(table).key(MailingKeys.reputation(day))));
    }

    private void add(Instant now, String name, AttributeValue value) {
        dynamo.updateItem(update -> update.tableName(table)
                .key(MailingKeys.reputation(day(now)))
                .updateExpression("SET v = :schema, expiresAt = :expires ADD " + name + " :more")
                .expressionAttributeValues(Map.of(
                        ":schema", Item.number(Item.SCHEMA),
                        ":expires", Item.number(now.plus(KEPT).getEpochSecond()),
                        ":more", value)));
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}

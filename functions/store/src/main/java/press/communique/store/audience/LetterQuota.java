package press.communique.store.audience;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.EmailAddress;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Bounds how many confirmation mails an address gets, so that nobody's inbox is flooded by somebody else's requests. It
 * is asked where letters are sent, not where requests come in: there every request costs the same work, so that no
 * answer takes longer or shorter for one address than for another.
 */
public final class LetterQuota {

    /** In a day of UTC. */
    public static final int A_DAY = 3;

    private final DynamoDbClient dynamo;
    private final String table;
    private final AddressSeal seal;

    public LetterQuota(DynamoDbClient dynamo, String table, AddressSeal seal) {
        this.dynamo = dynamo;
        this.table = table;
        this.seal = seal;
    }

    /** Takes one of today's letters; the same request takes one, however often. @return false if there is none left */
    public boolean take(EmailAddress address, String requestId, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(Item.key(AudienceKeys.address(seal.key(address)), "LETTERS#" + day))
                    .conditionExpression(
                            "attribute_not_exists(requests) OR contains(requests, :id) OR size(requests) < :most")
                    .updateExpression("SET v = :schema, expiresAt = :expires ADD requests :ids")
                    .expressionAttributeValues(Map.of(
                            ":most", Item.number(A_DAY),
                            ":schema", Item.number(Item.SCHEMA),
                            ":expires", Item.number(now.plus(Duration.ofDays(2)).getEpochSecond()),
                            ":id", Item.text(requestId),
                            ":ids", AttributeValue.fromSs(List.of(requestId)))));
            return true;
        } catch (ConditionalCheckFailedException usedUp) {
            return false;
        }
    }
}

package press.communique.store.audience;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.EmailAddress;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Bounds how many confirmation mails an address gets, so that nobody's inbox is flooded by somebody else's requests. */
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

    /** Takes one of today's letters. @return false if there is none left */
    public boolean take(EmailAddress address, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(Item.key(AudienceKeys.address(seal.key(address)), "LETTERS#" + day))
                    .conditionExpression("attribute_not_exists(letters) OR letters < :most")
                    .updateExpression("SET v = :schema, expiresAt = :expires ADD letters :one")
                    .expressionAttributeValues(Map.of(
                            ":most", Item.number(A_DAY),
                            ":schema", Item.number(Item.SCHEMA),
                            ":expires", Item.number(now.plus(Duration.ofDays(2)).getEpochSecond()),
                            ":one", Item.number(1))));
            return true;
        } catch (ConditionalCheckFailedException usedUp) {
            return false;
        }
    }
}

package press.communique.store.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import press.communique.core.mail.Pace;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The account's sending rate, shared by everybody who sends: each reserves the next stretch of time for so many mails.
 * One item holds the moment from which time is free (the generic cell rate algorithm, ITU-T I.371).
 */
public final class SendingSlots {

    private static final int TRIES = 50;

    private final DynamoDbClient dynamo;
    private final String table;

    public SendingSlots(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * Reserves time for a call.
     *
     * @param latest the last moment at which the call can still be made
     * @return when to make it; nothing, and nothing reserved, if that would be later than {@code latest}
     */
    public Optional<Instant> reserve(int mails, Pace pace, Instant now, Instant latest) {
        for (int tried = 1; tried <= TRIES; tried++) {
            Map<String, AttributeValue> found = dynamo.getItem(
                            get -> get.tableName(table).consistentRead(true).key(MailingKeys.rate()))
                    .item();
            Optional<Instant> free = found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Item.of(found).instant("freeAt"));
            Instant slot = free.filter(now::isBefore).orElse(now);
            if (slot.isAfter(latest)) {
                return Optional.empty();
            }
            if (move(free, slot.plus(pace.apart(mails)), pace)) {
                return Optional.of(slot);
            }
            LockSupport.parkNanos(ThreadLocalRandom.current()
                    .nextLong(1, Duration.ofMillis(10).toNanos()));
        }
        return Optional.empty();
    }

    /** How fast was sent last; nothing if nobody ever did. */
    public Optional<Pace> pace() {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).key(MailingKeys.rate()))
                .item();
        return Item.of(found).optionalText("perSecond").map(rate -> new Pace(Double.parseDouble(rate)));
    }

    private boolean move(Optional<Instant> from, Instant to, Pace pace) {
        Item item = MailingItems.at(MailingKeys.rate())
                .with("freeAt", to)
                .with("perSecond", Double.toString(pace.perSecond()));
        try {
            dynamo.putItem(put -> put.tableName(table)
                    .item(item.attributes())
                    .conditionExpression(from.isPresent() ? "freeAt = :from" : "attribute_not_exists(pk)")
                    .expressionAttributeValues(from.map(at -> Map.of(":from", Item.text(at.toString())))
                            .orElse(null)));
            return true;
        } catch (ConditionalCheckFailedException another) {
            return false;
        }
    }
}

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

    /** After an urgent call another is expected within this time. */
    private static final Duration URGENT_GOES_ON = Duration.ofSeconds(3);

    private final DynamoDbClient dynamo;
    private final String table;

    public SendingSlots(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Who goes first. */
    public enum Precedence {
        /** Leaves the whole rate to urgent mailings as long as there are any. */
        MAILING,
        /** A single mail that somebody waits for. */
        LETTER,
        URGENT
    }

    /**
     * What a wish for time gave.
     *
     * @param at when to make the call; nothing, and nothing reserved, if that would be too late
     * @param yields whether it is because urgent mail goes first
     */
    public record Slot(Optional<Instant> at, boolean yields) {

        public static Slot at(Instant moment) {
            return new Slot(Optional.of(moment), false);
        }
    }

    /** {@link #reserve(int, Pace, Instant, Instant, Precedence)} for a letter. */
    public Optional<Instant> reserve(int mails, Pace pace, Instant now, Instant latest) {
        return reserve(mails, pace, now, latest, Precedence.LETTER).at();
    }

    /**
     * Reserves time for a call.
     *
     * @param latest the last moment at which the call can still be made
     */
    public Slot reserve(int mails, Pace pace, Instant now, Instant latest, Precedence precedence) {
        for (int tried = 1; tried <= TRIES; tried++) {
            Item found = Item.of(dynamo.getItem(
                            get -> get.tableName(table).consistentRead(true).key(MailingKeys.rate()))
                    .item());
            Optional<Instant> free = found.optionalText("freeAt").map(Instant::parse);
            Optional<Instant> urgentUntil = found.optionalText("urgentUntil").map(Instant::parse);
            if (precedence == Precedence.MAILING
                    && urgentUntil.filter(now::isBefore).isPresent()) {
                return new Slot(Optional.empty(), true);
            }
            Instant slot = free.filter(now::isBefore).orElse(now);
            if (slot.isAfter(latest)) {
                return new Slot(Optional.empty(), false);
            }
            Instant next = slot.plus(pace.apart(mails));
            Optional<Instant> urgent =
                    precedence == Precedence.URGENT ? Optional.of(next.plus(URGENT_GOES_ON)) : urgentUntil;
            if (move(free, next, pace, urgent)) {
                return Slot.at(slot);
            }
            LockSupport.parkNanos(ThreadLocalRandom.current()
                    .nextLong(1, Duration.ofMillis(10).toNanos()));
        }
        return new Slot(Optional.empty(), false);
    }

    /** How fast was sent last; nothing if nobody ever did. */
    public Optional<Pace> pace() {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).key(MailingKeys.rate()))
                .item();
        return Item.of(found).optionalText("perSecond").map(rate -> new Pace(Double.parseDouble(rate)));
    }

    private boolean move(Optional<Instant> from, Instant to, Pace pace, Optional<Instant> urgentUntil) {
        Item item = MailingItems.at(MailingKeys.rate())
                .with("freeAt", to)
                .with("perSecond", Double.toString(pace.perSecond()))
                .with("urgentUntil", urgentUntil.map(Instant::toString));
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

package press.communique.store.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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

    /** With some room for calls that are not quite on time. */
    private static final Duration A_SECOND = Duration.ofMillis(1_050);

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

    /** {@link #reserve(int, Pace, Instant, Instant, Precedence, Duration)} for a letter. */
    public Optional<Instant> reserve(int mails, Pace pace, Instant now, Instant latest) {
        return reserve(mails, pace, now, latest, Precedence.LETTER, Duration.ZERO)
                .at();
    }

    /**
     * Reserves time for a call.
     *
     * @param latest the last moment at which the call can still be made
     * @param late by how much it may come later than its turn all the same
     */
    public Slot reserve(int mails, Pace pace, Instant now, Instant latest, Precedence precedence, Duration late) {
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
            List<Call> recent = found.texts("recent").stream().map(Call::parse).toList();
            Instant slot = fitting(recent, free.filter(now::isBefore).orElse(now), mails, pace.perSecond());
            if (slot.isAfter(latest)) {
                return new Slot(Optional.empty(), false);
            }
            Instant next = slot.plus(pace.apart(mails)).plus(late);
            Optional<Instant> urgent =
                    precedence == Precedence.URGENT ? Optional.of(next.plus(URGENT_GOES_ON)) : urgentUntil;
            if (move(free, next, pace, urgent, after(recent, new Call(slot.plus(late), mails)))) {
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

    /** A call that was made, or is about to be. */
    private record Call(Instant at, int mails) {

        static Call parse(String text) {
            int gap = text.indexOf(' ');
            return new Call(Instant.parse(text.substring(0, gap)), Integer.parseInt(text.substring(gap + 1)));
        }

        boolean isWithin(Instant moment) {
            return at.plus(A_SECOND).isAfter(moment);
        }

        @Override
        public String toString() {
            return at + " " + mails;
        }
    }

    /** The first moment from this one on at which these mails are not too many for the second before it. */
    private static Instant fitting(List<Call> recent, Instant earliest, int mails, double perSecond) {
        Instant slot = earliest;
        for (Call oldest : recent) {
            Instant candidate = slot;
            int before = recent.stream()
                    .filter(call -> call.isWithin(candidate))
                    .mapToInt(Call::mails)
                    .sum();
            if (before == 0 || before + mails <= perSecond) {
                break;
            }
            Instant out = oldest.at().plus(A_SECOND);
            slot = out.isAfter(slot) ? out : slot;
        }
        return slot;
    }

    private static List<String> after(List<Call> recent, Call next) {
        return Stream.concat(recent.stream().filter(call -> call.isWithin(next.at())), Stream.of(next))
                .map(Call::toString)
                .toList();
    }

    private boolean move(
            Optional<Instant> from, Instant to, Pace pace, Optional<Instant> urgentUntil, List<String> recent) {
        Item item = MailingItems.at(MailingKeys.rate())
                .with("freeAt", to)
                .with("perSecond", Double.toString(pace.perSecond()))
                .with("urgentUntil", urgentUntil.map(Instant::toString))
                .withTexts("recent", recent);
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

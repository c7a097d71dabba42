package press.communique.store.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import press.communique.core.mail.Line;
import press.communique.core.mail.Pace;
import press.communique.core.mail.Quickest;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The account's sending rate, shared by everybody who sends: each reserves the next stretch of time for so many mails.
 * One item holds the moment from which time is free (the generic cell rate algorithm, ITU-T I.371), and the calls of the
 * last second with what is known of them. Of those that have left it only the quickest is remembered.
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
     * Reserves time for a call, which {@link #answered} or {@link #giveBack} follows.
     *
     * @param lead what has to be done before the call takes so long
     * @param latest the last moment at which the call can still be made
     * @return when to make the call; nothing, and nothing reserved, if that would be too late or if urgent mail goes first
     */
    public Optional<Instant> reserve(
            int mails, Pace pace, Instant now, Duration lead, Instant latest, Precedence precedence) {
        Instant earliest = now.plus(lead);
        for (int tried = 1; tried <= TRIES; tried++) {
            Item found = read();
            Optional<Instant> free = found.optionalText("freeAt").map(Instant::parse);
            Optional<Instant> urgentUntil = found.optionalText("urgentUntil").map(Instant::parse);
            if (precedence == Precedence.MAILING
                    && urgentUntil.filter(earliest::isBefore).isPresent()) {
                return Optional.empty();
            }
            Line line = line(found);
            Instant paced = latest(earliest, free.orElse(Instant.MIN));
            Instant slot = latest(paced, line.plan(mails, pace.perSecond(), now));
            if (slot.isAfter(latest)) {
                return Optional.empty();
            }
            // Not from the slot on: what a call was held up by those before it, the next ones may catch up with.
            Instant next = paced.plus(pace.apart(mails));
            Optional<Instant> urgent =
                    precedence == Precedence.URGENT ? Optional.of(next.plus(URGENT_GOES_ON)) : urgentUntil;
            if (join(
                    found,
                    new Line.Call(slot, mails, Optional.empty(), Optional.empty()),
                    next,
                    pace,
                    urgent,
                    line.outdated(now))) {
                return Optional.of(slot);
            }
            LockSupport.parkNanos(ThreadLocalRandom.current()
                    .nextLong(1, Duration.ofMillis(10).toNanos()));
        }
        return Optional.empty();
    }

    /** From when on a call whose turn was reserved may begin, by what is known of those before it. */
    public Instant mayBegin(Instant slot, int mails, Pace pace) {
        return line(read()).mayBegin(slot, mails, pace.perSecond());
    }

    /**
     * The call of this turn is over.
     *
     * @param took how long its answer took, if it was taken: a refusal may be quick, and says nothing of a call's way
     */
    public void answered(Instant slot, int mails, Instant at, Optional<Duration> took) {
        var call = new Line.Call(slot, mails, Optional.of(at), took);
        change(slot, "SET calls.#slot = :call", Map.of(":call", text(call)));
    }

    /** No call will be made at this turn. */
    public void giveBack(Instant slot) {
        change(slot, "REMOVE calls.#slot", Map.of());
    }

    /** How fast was sent last; nothing if nobody ever did. */
    public Optional<Pace> pace() {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).key(MailingKeys.rate()))
                .item();
        return Item.of(found).optionalText("perSecond").map(rate -> new Pace(Double.parseDouble(rate)));
    }

    private Item read() {
        return Item.of(
                dynamo.getItem(get -> get.tableName(table).consistentRead(true).key(MailingKeys.rate()))
                        .item());
    }

    private static Instant latest(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }

    /** Each call by its turn: how many mails, when it was answered, and how long that took. */
    private static Line line(Item found) {
        var calls = new ArrayList<Line.Call>();
        found.textMap("calls").forEach((turn, text) -> {
            String[] parts = text.split(" ");
            calls.add(new Line.Call(
                    Instant.parse(turn),
                    Integer.parseInt(parts[0]),
                    parts.length > 1 ? Optional.of(Instant.parse(parts[1])) : Optional.empty(),
                    parts.length > 2 ? Optional.of(Duration.parse(parts[2])) : Optional.empty()));
        });
        return new Line(calls, quickest(found));
    }

    private static Quickest quickest(Item found) {
        String[] parts = found.optionalText("quickest").orElse("").split(" ");
        return parts.length < 3
                ? Quickest.UNKNOWN
                : new Quickest(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Duration.parse(parts[2]));
    }

    private static AttributeValue text(Line.Call call) {
        return Item.text(call.mails()
                + call.answered().map(at -> " " + at).orElse("")
                + call.took().map(took -> " " + took).orElse(""));
    }

    /** Each call has a place of its own in the item, so that an answer is not lost to whoever joins at the same time. */
    private boolean join(
            Item found,
            Line.Call call,
            Instant next,
            Pace pace,
            Optional<Instant> urgentUntil,
            List<Line.Call> outdated) {
        Optional<String> from = found.optionalText("freeAt");
        var names = new HashMap<String, String>();
        var values = new HashMap<String, AttributeValue>();
        values.put(":next", Item.text(next.toString()));
        values.put(":rate", Item.text(Double.toString(pace.perSecond())));
        values.put(":v", Item.number(Item.SCHEMA));
        Quickest quickest = quickest(found).with(pace.largest(), outdated);
        values.put(":quickest", Item.text(quickest.mails() + " " + quickest.made() + " " + quickest.least()));
        String sets = "SET v = :v, freeAt = :next, perSecond = :rate, quickest = :quickest";
        if (urgentUntil.isPresent()) {
            sets += ", urgentUntil = :urgent";
            values.put(":urgent", Item.text(urgentUntil.get().toString()));
        }
        String removes = "";
        String condition = from.isPresent() ? "freeAt = :from" : "attribute_not_exists(pk)";
        from.ifPresent(at -> values.put(":from", Item.text(at)));
        if (found.has("calls")) {
            names.put("#slot", call.turn().toString());
            values.put(":call", text(call));
            sets += ", calls.#slot = :call";
            for (Line.Call over : outdated) {
                String name = "#over" + names.size();
                names.put(name, over.turn().toString());
                removes += (removes.isEmpty() ? " REMOVE " : ", ") + "calls." + name;
            }
        } else {
            values.put(":calls", AttributeValue.fromM(Map.of(call.turn().toString(), text(call))));
            sets += ", calls = :calls";
        }
        String update = sets + removes;
        try {
            dynamo.updateItem(write -> write.tableName(table)
                    .key(MailingKeys.rate())
                    .updateExpression(update)
                    .conditionExpression(condition)
                    .expressionAttributeNames(names.isEmpty() ? null : names)
                    .expressionAttributeValues(values));
            return true;
        } catch (ConditionalCheckFailedException another) {
            return false;
        }
    }

    private void change(Instant slot, String update, Map<String, AttributeValue> values) {
        try {
            dynamo.updateItem(write -> write.tableName(table)
                    .key(MailingKeys.rate())
                    .updateExpression(update)
                    .conditionExpression("attribute_exists(calls.#slot)")
                    .expressionAttributeNames(Map.of("#slot", slot.toString()))
                    .expressionAttributeValues(values.isEmpty() ? null : values));
        } catch (ConditionalCheckFailedException outdated) {
            // Nobody waits for it any more.
        }
    }
}

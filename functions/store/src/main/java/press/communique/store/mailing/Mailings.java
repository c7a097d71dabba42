package press.communique.store.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import press.communique.core.mail.Books;
import press.communique.core.mail.Forecast;
import press.communique.core.mail.Hold;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Progress;
import press.communique.core.mail.Returned;
import press.communique.core.mail.Share;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import press.communique.store.work.OpenWork;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Mailings and their shares. Every read is consistent, but for {@link #left}. */
public final class Mailings {

    /** A share whose message was just sent is not looked for before. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A message that comes so soon may be the one that is in somebody's hands: clocks differ. */
    public static final Duration SOON = Duration.ofSeconds(5);

    private final DynamoDbClient dynamo;
    private final String table;
    private final OpenWork open;
    private final SendingSlots slots;

    public Mailings(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.open = new OpenWork(dynamo, table, MailingItems.OPEN_SHARE);
        this.slots = new SendingSlots(dynamo, table);
    }

    /**
     * Opens a mailing with its shares, unless it exists.
     *
     * @return what is stored: this mailing, or the one that was opened before for the same reason
     */
    public Mailing open(Mailing mailing, List<Share> shares) {
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(putIfAbsent(MailingItems.item(mailing)));
        writes.add(Transaction.put(table, MailingItems.opened(mailing)));
        Instant looked = mailing.openedAt().plus(PATIENCE);
        shares.forEach(share -> writes.add(putIfAbsent(MailingItems.item(share, looked))));
        return Transaction.write(dynamo, writes).isEmpty()
                ? mailing
                : find(mailing.id()).orElseThrow();
    }

    public Optional<Mailing> find(String mailing) {
        return get(MailingKeys.mailing(mailing)).map(MailingItems::mailing);
    }

    public Optional<Share> share(String mailing, int number) {
        return get(MailingKeys.share(mailing, number)).map(MailingItems::share);
    }

    /** All shares of a mailing, in their order. */
    public List<Share> shares(Mailing mailing) {
        var found = new ArrayList<Share>();
        Map<String, KeysAndAttributes> wanted = mailing.shares() == 0
                ? Map.of()
                : Map.of(
                        table,
                        KeysAndAttributes.builder()
                                .consistentRead(true)
                                .keys(IntStream.range(0, mailing.shares())
                                        .mapToObj(number -> MailingKeys.share(mailing.id(), number))
                                        .toList())
                                .build());
        while (!wanted.isEmpty()) {
            Map<String, KeysAndAttributes> ask = wanted;
            var page = dynamo.batchGetItem(get -> get.requestItems(ask));
            page.responses().getOrDefault(table, List.of()).stream()
                    .map(attributes -> MailingItems.share(Item.of(attributes)))
                    .forEach(found::add);
            wanted = page.unprocessedKeys();
        }
        found.sort(Comparator.comparingInt(Share::number));
        return found;
    }

    /** How far a mailing is, for receipts; nothing if there is no such mailing. */
    public Optional<Progress> progress(String mailingId) {
        return find(mailingId).map(mailing -> {
            List<Share> shares = shares(mailing);
            Optional<Hold> hold = hold(mailingId);
            return new Progress(
                    mailing,
                    shares.stream().map(Share::books).reduce(Books.EMPTY, Books::plus),
                    shares.stream().map(Share::returned).reduce(Returned.NONE, Returned::plus),
                    shares.stream().allMatch(Share::done),
                    shares.stream().flatMap(share -> share.stopped().stream()).findFirst(),
                    hold,
                    shares.stream().anyMatch(Share::inSandbox),
                    hold.isPresent() ? Optional.empty() : Forecast.of(shares, slots.pace()));
        });
    }

    /** Whether an editor holds it. */
    public Optional<Hold> hold(String mailing) {
        return get(MailingKeys.hold(mailing)).map(item -> Hold.valueOf(item.textOf("heldAs")));
    }

    /** From the next claim on nobody is mailed. @return false if it is held already */
    public boolean pause(String mailing, String by, Instant now) {
        return hold(mailing, Hold.PAUSED, by, now, "attribute_not_exists(pk)", null);
    }

    /** Whoever was not mailed yet will not be. @return false if that was said before */
    public boolean cancel(String mailing, String by, Instant now) {
        return hold(
                mailing,
                Hold.CANCELLED,
                by,
                now,
                "attribute_not_exists(pk) OR heldAs = :paused",
                Map.of(":paused", Item.text(Hold.PAUSED.name())));
    }

    private boolean hold(
            String mailing, Hold hold, String by, Instant now, String condition, Map<String, AttributeValue> values) {
        Item item = MailingItems.at(MailingKeys.hold(mailing))
                .with("heldAs", hold.name())
                .with("by", by)
                .with("at", now);
        try {
            dynamo.putItem(put -> put.tableName(table)
                    .item(item.attributes())
                    .conditionExpression(condition)
                    .expressionAttributeValues(values));
            return true;
        } catch (ConditionalCheckFailedException heldAlready) {
            return false;
        }
    }

    /** Lets a paused mailing go on; its shares need a message each. @return false if it is not paused */
    public boolean resume(String mailing) {
        try {
            dynamo.deleteItem(delete -> delete.tableName(table)
                    .key(MailingKeys.hold(mailing))
                    .conditionExpression("heldAs = :paused")
                    .expressionAttributeValues(Map.of(":paused", Item.text(Hold.PAUSED.name()))));
            return true;
        } catch (ConditionalCheckFailedException notPaused) {
            return false;
        }
    }

    /** Closes a share in which nothing is left to do. @return false if something is */
    public boolean finish(Share share) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(MailingKeys.share(share.mailing(), share.number()))
                    .conditionExpression("allRead = :yes AND attribute_not_exists(openBatch)"
                            + " AND (attribute_not_exists(waiting) OR size(waiting) = :none)")
                    .updateExpression("SET done = :yes REMOVE openKind, openSince")
                    .expressionAttributeValues(Map.of(":yes", AttributeValue.fromBool(true), ":none", Item.number(0))));
            return true;
        } catch (ConditionalCheckFailedException somethingIsLeft) {
            return false;
        }
    }

    /** Reads no further: the rest of the audience is not mailed. What is frozen is settled as ever. */
    public void stop(Share share, String reason) {
        dynamo.updateItem(update -> update.tableName(table)
                .key(MailingKeys.share(share.mailing(), share.number()))
                .conditionExpression("attribute_exists(pk)")
                .updateExpression("SET allRead = :yes, stopped = :reason")
                .expressionAttributeValues(
                        Map.of(":yes", AttributeValue.fromBool(true), ":reason", Item.text(reason))));
    }

    /** Digests of which something is still to be sent. A moment behind. */
    public Set<String> openDigests() {
        return open.all()
                .filter(item -> item.textOf("pk").startsWith(MailingKeys.DIGEST_SHARES))
                .map(item -> left(item).mailing())
                .collect(Collectors.toSet());
    }

    /** A share that nobody seems to work at. */
    public record Left(String mailing, int share, Instant since) {}

    /** Those of which a share is not done and has been open since before this instant. A moment behind. */
    public Set<String> underWay(Instant before) {
        return open.allBefore(before).map(item -> left(item).mailing()).collect(Collectors.toSet());
    }

    /** Shares that are not done and whose last worker is gone since before this instant, the oldest first. */
    public List<Left> left(Instant before, int limit) {
        return open.before(before, limit).stream().map(Mailings::left).toList();
    }

    /** Whoever sends a new message for the share says until when nobody else need do so. @return false if another did */
    public boolean handOver(Left left, Instant until) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(MailingKeys.share(left.mailing(), left.share()))
                    .conditionExpression("openSince = :since")
                    .updateExpression("SET openSince = :until")
                    .expressionAttributeValues(Map.of(
                            ":since", Item.text(left.since().toString()), ":until", Item.text(until.toString()))));
            return true;
        } catch (ConditionalCheckFailedException anotherDid) {
            return false;
        }
    }

    /**
     * Notes that a share's message comes back, so that a share has one message however often a queue delivers it: whoever
     * puts a message back makes two of one that was delivered twice.
     *
     * @param at when it comes
     * @return false if one comes before that anyway, or nothing is left to do
     */
    public boolean comesBack(String mailing, int share, Instant now, Instant at) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(MailingKeys.share(mailing, share))
                    .conditionExpression("attribute_exists(openSince)"
                            + " AND (attribute_not_exists(messageAt) OR messageAt <= :soon OR messageAt > :at)")
                    .updateExpression("SET messageAt = :at")
                    .expressionAttributeValues(
                            Map.of(":soon", Item.text(now.plus(SOON).toString()), ":at", Item.text(at.toString()))));
            return true;
        } catch (ConditionalCheckFailedException comesAnyway) {
            return false;
        }
    }

    private static Left left(Item item) {
        String pk = item.textOf("pk");
        int number = pk.lastIndexOf('#');
        return new Left(
                pk.substring(pk.indexOf('#') + 1, number),
                Integer.parseInt(pk.substring(number + 1)),
                item.instant("openSince"));
    }

    private TransactWriteItem putIfAbsent(Item item) {
        return Transaction.put(table, item, "attribute_not_exists(pk)", Map.of());
    }

    private Optional<Item> get(Map<String, AttributeValue> key) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(key))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }
}

package press.communique.store.site;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Rendering everything again: that somebody asked for it, and how far it is. Asking wakes the publisher; progress does
 * not. Each step forward is a conditional write, so that of two who do the same piece one goes on.
 */
public final class Rebuilds {

    private static final String REQUEST = "REBUILD";
    private static final String PROGRESS = "PROGRESS";

    private final DynamoDbClient dynamo;
    private final String table;

    public Rebuilds(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** @param run counts the requests, from 1 */
    public record Request(long run, String by, Instant at) {}

    /**
     * The latest rebuild.
     *
     * @param settings the revision of the settings that it is for
     * @param run the request that it answers
     * @param maker who renders it; higher is later, and 0 is from before this was kept
     * @param pieces how many are done
     * @param step the kind of files that comes next
     * @param from where among these the next piece begins; empty for the start
     * @param startedAt when its first piece was asked for
     * @param changedAt when a piece was done last
     * @param finishedAt empty while there are pieces to do
     */
    public record Progress(
            long settings,
            long run,
            long maker,
            long pieces,
            String step,
            String from,
            Instant startedAt,
            Instant changedAt,
            Optional<Instant> finishedAt) {

        public boolean isSweeping() {
            return step.equals(SWEEP);
        }

        public boolean isFor(long otherSettings, long otherRun) {
            return settings == otherSettings && run == otherRun;
        }
    }

    /** The step that removes files which nothing accounts for; the last one. */
    public static final String SWEEP = "ORPHANS";

    /** Asks for everything to be rendered again. */
    public Request request(String by, Instant now) {
        return request(dynamo.updateItem(update -> update.tableName(table)
                        .key(Item.key(Sites.PARTITION, REQUEST))
                        .updateExpression("SET #by = :by, #at = :at, v = :v ADD run :one")
                        .expressionAttributeNames(Map.of("#by", "by", "#at", "at"))
                        .expressionAttributeValues(Map.of(
                                ":by", Item.text(by),
                                ":at", Item.text(now.toString()),
                                ":v", Item.number(Item.SCHEMA),
                                ":one", Item.number(1)))
                        .returnValues("ALL_NEW"))
                .attributes());
    }

    public Optional<Request> requested() {
        return get(REQUEST).map(Rebuilds::request);
    }

    public Optional<Progress> progress() {
        return get(PROGRESS).map(Rebuilds::progress);
    }

    /**
     * Begins a rebuild.
     *
     * @return false if this one, or one for newer settings or a later request, was begun before
     */
    public boolean start(long settings, long run, long maker, String step, Instant now) {
        return update(
                "SET settings = :settings, run = :run, maker = :maker, pieces = :none, step = :step, #from = :start,"
                        + " startedAt = :now, changedAt = :now, v = :v REMOVE finishedAt",
                "attribute_not_exists(pk) OR (settings <= :settings AND run <= :run"
                        + " AND (settings < :settings OR run < :run))",
                Map.of(
                        ":settings", Item.number(settings),
                        ":run", Item.number(run),
                        ":maker", Item.number(maker),
                        ":none", Item.number(0),
                        ":step", Item.text(step),
                        ":start", Item.text(""),
                        ":now", Item.text(now.toString()),
                        ":v", Item.number(Item.SCHEMA)),
                true);
    }

    /** Says that the piece at which this progress stood is done. @return false if somebody else said so, or it is superseded */
    public boolean advance(Progress at, String step, String from, Instant now) {
        return change(
                at,
                "SET pieces = :next, step = :step, #from = :from, changedAt = :now",
                Map.of(
                        ":next", Item.number(at.pieces() + 1),
                        ":step", Item.text(step),
                        ":from", Item.text(from),
                        ":now", Item.text(now.toString())),
                true);
    }

    /** The same for the last piece. */
    public boolean finish(Progress at, Instant now) {
        return change(
                at,
                "SET pieces = :next, changedAt = :now, finishedAt = :now",
                Map.of(":next", Item.number(at.pieces() + 1), ":now", Item.text(now.toString())),
                false);
    }

    /** Opens the last step of a finished rebuild again. @return false if somebody else did */
    public boolean sweepAgain(Progress at, Instant now) {
        return change(
                at,
                "SET step = :step, #from = :start, changedAt = :now REMOVE finishedAt",
                Map.of(
                        ":step", Item.text(SWEEP),
                        ":start", Item.text(""),
                        ":now", Item.text(now.toString())),
                true);
    }

    private boolean change(Progress at, String update, Map<String, AttributeValue> more, boolean from) {
        var values = new HashMap<String, AttributeValue>(more);
        values.put(":settings", Item.number(at.settings()));
        values.put(":run", Item.number(at.run()));
        values.put(":pieces", Item.number(at.pieces()));
        return update(update, "settings = :settings AND run = :run AND pieces = :pieces", values, from);
    }

    /** @param from whether the expression speaks of that attribute, whose name is a reserved word */
    private boolean update(String update, String condition, Map<String, AttributeValue> values, boolean from) {
        try {
            dynamo.updateItem(change -> change.tableName(table)
                    .key(Item.key(Sites.PARTITION, PROGRESS))
                    .updateExpression(update)
                    .conditionExpression(condition)
                    .expressionAttributeNames(from ? Map.of("#from", "from") : null)
                    .expressionAttributeValues(values));
            return true;
        } catch (ConditionalCheckFailedException somebodyElse) {
            return false;
        }
    }

    private Optional<Map<String, AttributeValue>> get(String sk) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(Item.key(Sites.PARTITION, sk)))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private static Request request(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new Request(item.number("run"), item.textOf("by"), item.instant("at"));
    }

    private static Progress progress(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new Progress(
                item.number("settings"),
                item.number("run"),
                item.number("maker"),
                item.number("pieces"),
                item.textOf("step"),
                item.text("from", ""),
                item.instant("startedAt"),
                item.instant("changedAt"),
                item.optionalInstant("finishedAt"));
    }
}

package press.communique.simulation.cloud;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import press.communique.local.lambda.EventFilter;
import press.communique.local.template.StreamSource;

/** Wakes a function with what changed in one shard of a table's stream. */
final class StreamReader {
    private static final long RETENTION = 24 * World.HOUR;

    private final World world;
    private final Queues queues;
    private final Lambda lambda;
    private final StreamSource source;
    private final int shard;
    private final EventFilter filter;
    private final Map<String, Boolean> passing = new LinkedHashMap<>();
    private final Deque<Table.Change> pending = new ArrayDeque<>();
    private boolean isBusy;
    private final List<String> given = new ArrayList<>();
    private int attempts;
    private int limit;

    StreamReader(World world, Queues queues, Lambda lambda, StreamSource source, int shard) {
        this.world = world;
        this.queues = queues;
        this.lambda = lambda;
        this.source = source;
        this.shard = shard;
        this.filter = new EventFilter(source.filters());
        this.limit = source.batchSize();
    }

    boolean isOf(String table, int shard) {
        return source.table().equals(table) && this.shard == shard;
    }

    int waiting() {
        return pending.size();
    }

    /** Records that were given up, and why. */
    List<String> givenUp() {
        return given;
    }

    void offer(Table.Change change) {
        if (!passing.computeIfAbsent(change.sk(), any -> passes(change))) {
            return;
        }
        if (world.faults().happens(world.dice(), world.faults().missing())) {
            world.reached("a stream record was never delivered");
            return;
        }
        pending.add(change);
        world.after(world.faults().delay(world.dice()), this::poll);
    }

    /** By the sort key alone, as our filters are written. */
    private boolean passes(Table.Change change) {
        ObjectNode record = JsonNodeFactory.instance.objectNode().put("eventName", change.event());
        ObjectNode keys = record.putObject("dynamodb").putObject("Keys");
        keys.putObject("pk").put("S", change.pk());
        keys.putObject("sk").put("S", change.sk());
        return filter.passes(record);
    }

    private void poll() {
        if (isBusy) {
            return;
        }
        pending.removeIf(change -> {
            long age = world.now() - change.at();
            boolean isTooOld = age > RETENTION
                    || source.maximumAgeSeconds() > 0 && age > source.maximumAgeSeconds() * World.SECOND;
            if (isTooOld) {
                giveUp(List.of(change), "too old");
            }
            return isTooOld;
        });
        if (pending.isEmpty()) {
            return;
        }
        int size = Math.min(pending.size(), limit);
        if (world.dice().nextInt(3) == 0) {
            size = 1 + world.dice().nextInt(size);
        }
        List<Table.Change> batch = pending.stream().limit(size).toList();
        isBusy = true;
        var event = new DynamodbEvent();
        event.setRecords(batch.stream().map(StreamReader::record).toList());
        lambda.<DynamodbEvent, StreamsEventResponse>invoke(event, reply -> done(batch, reply));
    }

    private void done(List<Table.Change> batch, StreamsEventResponse reply) {
        isBusy = false;
        String lowest = reply == null
                        || reply.getBatchItemFailures() == null
                        || reply.getBatchItemFailures().isEmpty()
                ? null
                : reply.getBatchItemFailures().stream()
                        .map(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
                        .min(String::compareTo)
                        .orElseThrow();
        if (reply != null && lowest == null) {
            limit = source.batchSize();
            attempts = 0;
            if (world.faults().happens(world.dice(), world.faults().duplicate())) {
                world.reached("a batch of stream records was delivered twice");
            } else {
                batch.forEach(change -> pending.poll());
            }
        } else {
            int passed = 0;
            if (lowest != null) {
                while (passed < batch.size() && number(batch.get(passed)).compareTo(lowest) < 0) {
                    pending.poll();
                    passed++;
                }
                world.reached("a batch of stream records failed in part");
            } else {
                world.reached("a batch of stream records failed whole");
            }
            attempts = passed > 0 ? 1 : attempts + 1;
            if (source.bisect() && batch.size() - passed > 1) {
                limit = Math.max(1, (batch.size() - passed) / 2);
                world.reached("a batch was bisected");
            }
            if (source.maximumRetries() >= 0 && attempts > source.maximumRetries()) {
                giveUp(batch.subList(passed, batch.size()), "tried too often");
                batch.subList(passed, batch.size()).forEach(change -> pending.poll());
                attempts = 0;
                limit = source.batchSize();
            }
        }
        if (!pending.isEmpty()) {
            world.after(
                    attempts == 0 ? world.faults().delay(world.dice()) : World.SECOND << Math.min(attempts, 6),
                    this::poll);
        }
    }

    private void giveUp(List<Table.Change> changes, String why) {
        world.reached("a stream record was given up");
        given.add(lambda.spec().id() + " " + why + ": " + changes);
        if (source.onFailure() != null) {
            queues.giveUp(source.onFailure(), "{\"shard\":" + shard + "}");
        }
    }

    private static String number(Table.Change change) {
        String number = Long.toString(change.number());
        return "0".repeat(21 - number.length()) + number;
    }

    private static DynamodbEvent.DynamodbStreamRecord record(Table.Change change) {
        var keys = new LinkedHashMap<String, AttributeValue>();
        keys.put("pk", new AttributeValue().withS(change.pk()));
        keys.put("sk", new AttributeValue().withS(change.sk()));
        var record = new DynamodbEvent.DynamodbStreamRecord();
        record.setEventName(change.event());
        record.setDynamodb(new StreamRecord().withKeys(keys).withSequenceNumber(number(change)));
        return record;
    }
}

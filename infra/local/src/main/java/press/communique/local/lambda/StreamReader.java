package press.communique.local.lambda;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import press.communique.local.template.StreamSource;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads a table's stream for one function: one thread a shard, a shard only after its parent, each in order and from
 * where it was when the stack stopped.
 */
public final class StreamReader implements EventSource {

    private static final int MOST_AT_ONCE = 1_000;
    private static final Duration TROUBLE = Duration.ofMillis(500);

    private final StreamSource source;
    private final DynamoDbStreamsClient streams;
    private final String streamArn;
    private final String region;
    private final StreamPosition position;
    private final StreamBatches batches;
    private final EventFilter filter;
    private final WriteSignal.Waiter writes;
    private final long idlePollMillis;
    private final FunctionLog log;
    private final Map<String, Thread> shardThreads = new ConcurrentHashMap<>();
    private final Thread lookout;
    private volatile boolean stopped;

    StreamReader(
            String name,
            StreamSource source,
            DynamoDbStreamsClient streams,
            String streamArn,
            String region,
            StreamPosition position,
            StreamBatches batches,
            WriteSignal writes,
            long idlePollMillis,
            FunctionLog log) {
        this.source = source;
        this.streams = streams;
        this.streamArn = streamArn;
        this.region = region;
        this.position = position;
        this.batches = batches;
        this.filter = new EventFilter(source.filters());
        this.writes = writes.waiter(filter.marks());
        this.idlePollMillis = idlePollMillis;
        this.log = log;
        this.lookout = thread(name + " shards", this::lookForShards);
        lookout.start();
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Shards come and go: DynamoDB ends one after four hours, a child goes on. */
    private void lookForShards() {
        while (!stopped) {
            try {
                List<Shard> shards = shards();
                List<String> known = shards.stream().map(Shard::shardId).toList();
                for (Shard shard : shards) {
                    boolean parentFirst = shard.parentShardId() != null
                            && known.contains(shard.parentShardId())
                            && !position.ended(shard.parentShardId());
                    if (!parentFirst && !position.ended(shard.shardId())) {
                        shardThreads.computeIfAbsent(shard.shardId(), id -> {
                            Thread reader = thread(lookout.getName() + " " + id, () -> read(id));
                            reader.start();
                            return reader;
                        });
                    }
                }
                synchronized (this) {
                    if (!stopped) {
                        wait(30_000);
                    }
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!troubled(e)) {
                    return;
                }
            }
        }
    }

    private List<Shard> shards() {
        List<Shard> shards = new ArrayList<>();
        String start = null;
        do {
            String from = start;
            var page = streams.describeStream(
                            request -> request.streamArn(streamArn).exclusiveStartShardId(from))
                    .streamDescription();
            shards.addAll(page.shards());
            start = page.lastEvaluatedShardId();
        } while (start != null);
        return shards;
    }

    private void read(String shard) {
        String iterator = null;
        while (!stopped) {
            try {
                if (iterator == null) {
                    iterator = iterator(shard);
                }
                long seen = writes.count();
                String current = iterator;
                GetRecordsResponse answer = streams.getRecords(
                        request -> request.shardIterator(current).limit(MOST_AT_ONCE));
                if (!answer.records().isEmpty()) {
                    process(shard, answer);
                }
                iterator = answer.nextShardIterator();
                if (iterator == null) {
                    position.end(shard);
                    shardThreads.remove(shard);
                    synchronized (this) {
                        notifyAll();
                    }
                    return;
                }
                if (answer.records().isEmpty()) {
                    writes.awaitMoreThan(seen, idlePollMillis);
                }
            } catch (InterruptedException e) {
                return;
            } catch (ExpiredIteratorException | TrimmedDataAccessException e) {
                iterator = null;
            } catch (RuntimeException e) {
                iterator = null;
                if (!troubled(e)) {
                    return;
                }
            }
        }
    }

    private void process(String shard, GetRecordsResponse answer) throws InterruptedException {
        List<StreamRecord> wanted = new ArrayList<>();
        String last = null;
        for (var record : answer.records()) {
            StreamRecord read = StreamRecord.of(record, streamArn, region);
            last = read.sequence();
            if (filter.passes(read.json())) {
                wanted.add(read);
            }
        }
        if (!wanted.isEmpty()) {
            batches.process(shard, wanted, sequence -> position.advance(shard, sequence));
        }
        position.advance(shard, last);
    }

    private String iterator(String shard) {
        String done = position.done(shard);
        if (done != null) {
            try {
                return streams.getShardIterator(request -> request.streamArn(streamArn)
                                .shardId(shard)
                                .shardIteratorType("AFTER_SEQUENCE_NUMBER")
                                .sequenceNumber(done))
                        .shardIterator();
            } catch (TrimmedDataAccessException e) {
                log.note("What " + source.name() + " had last read is older than the stream keeps; it goes on with the"
                        + " oldest there is.");
            }
        }
        String from = done == null && source.latest() ? "LATEST" : "TRIM_HORIZON";
        return streams.getShardIterator(
                        request -> request.streamArn(streamArn).shardId(shard).shardIteratorType(from))
                .shardIterator();
    }

    /** Whether to go on after a while. */
    private boolean troubled(RuntimeException e) {
        if (stopped || e instanceof ResourceNotFoundException && stopped) {
            return false;
        }
        log.note("The stream of " + source.table() + " cannot be read just now: " + e.getMessage());
        try {
            Thread.sleep(TROUBLE.toMillis());
            return true;
        } catch (InterruptedException interrupted) {
            return false;
        }
    }

    @Override
    public void stop() {
        stopped = true;
        writes.wake();
    }

    @Override
    public void end() {
        lookout.interrupt();
        shardThreads.values().forEach(Thread::interrupt);
    }
}

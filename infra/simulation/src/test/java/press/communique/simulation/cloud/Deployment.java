package press.communique.simulation.cloud;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import press.communique.local.event.EventBus;
import press.communique.local.lambda.EventFilter;
import press.communique.local.template.Bucket;
import press.communique.local.template.Function;
import press.communique.local.template.Queue;
import press.communique.local.template.QueueSource;
import press.communique.local.template.StackTemplate;
import press.communique.local.template.StreamSource;

/**
 * The stack of {@code template.yaml}, deployed into a {@link World}: its tables, buckets, queues and functions, and which of
 * them wakes which.
 */
public final class Deployment {

    public static final String SITE = "https://news.example.org";
    public static final String SECRET = "a secret that is longer than 32 characters";

    /** So many that records of different partitions come in another order than they were written in. */
    private static final int SHARDS = 2;

    private static final long STREAM_RETENTION = 24 * World.HOUR;

    private final World world;
    private final StackTemplate stack;
    private final ClassLoader loader;
    private final DynamoDb dynamo;
    private final Buckets buckets;
    private final Queues queues;
    private final Mails mails;
    private final Cdn cdn;
    private final Map<String, Lambda> functions = new LinkedHashMap<>();
    private final List<StreamReader> readers = new ArrayList<>();
    private final List<String> given = new ArrayList<>();
    private int version = 1;

    public Deployment(World world, StackTemplate stack, ClassLoader loader) {
        this.world = world;
        this.stack = stack;
        this.loader = loader;
        this.dynamo = new DynamoDb(world);
        this.buckets = new Buckets(world);
        this.queues = new Queues(world);
        this.cdn = new Cdn(world);
        for (Queue queue : stack.queues()) {
            queues.add(queue);
        }
        stack.buckets().forEach(bucket -> buckets.add(bucket.name()));
        stack.tables().forEach(table -> dynamo.add(table(table)));
        var urls = new LinkedHashMap<String, String>();
        stack.queues().forEach(queue -> urls.put(queue.name(), Queues.url(queue.name())));
        var bus = new EventBus(stack.rules(), urls, queues);
        this.mails = new Mails(world, configurationSet(), event -> bus.publish(List.of(event)));
        world.put(DynamoDb.class, dynamo);
        world.put(Buckets.class, buckets);
        world.put(Queues.class, queues);
        world.put(Mails.class, mails);
        world.put(Cdn.class, cdn);
        world.put(PublicSite.class, new PublicSite(world, buckets, siteBucket()));
        for (Function function : stack.functions()) {
            var lambda = new Lambda(function, stack.environment(function.id(), Queues::url, secret -> SECRET));
            functions.put(function.id(), lambda);
            for (QueueSource source : function.queues()) {
                new QueueReader(lambda, source);
            }
            for (StreamSource source : function.streams()) {
                for (int shard = 0; shard < SHARDS; shard++) {
                    readers.add(new StreamReader(lambda, source, shard));
                }
            }
        }
    }

    /** The template, with what a simulated installation says. */
    public static StackTemplate template() {
        java.nio.file.Path file = java.nio.file.Path.of("template.yaml");
        while (!java.nio.file.Files.exists(file)) {
            file = java.nio.file.Path.of("..").resolve(file);
            if (file.getNameCount() > 6) {
                throw new IllegalStateException("There is no template.yaml at or above this folder");
            }
        }
        return StackTemplate.read(
                file,
                Map.of(
                        "Stage", "simulated",
                        "SiteUrl", SITE,
                        "TokenIssuer", "https://issuer.example.org",
                        "TokenAudience", "newsroom",
                        "ReadsPerMinute", "0",
                        "WritesPerMinute", "0",
                        "RequestsPerHour", "0"));
    }

    private String configurationSet() {
        return stack.environment("SendFunction", Queues::url, secret -> SECRET).get("CONFIGURATION_SET");
    }

    private Table table(press.communique.local.template.Table spec) {
        var indexes = new ArrayList<Table.Index>();
        spec.localIndexes().forEach(index -> indexes.add(index(index, true)));
        spec.globalIndexes().forEach(index -> indexes.add(index(index, false)));
        return new Table(spec.name(), indexes, change -> {
            if (spec.stream() != null) {
                int shard = Math.floorMod(change.pk().hashCode(), SHARDS);
                readers.stream()
                        .filter(reader -> reader.source.table().equals(spec.name()) && reader.shard == shard)
                        .forEach(reader -> reader.offer(change));
            }
        });
    }

    private static Table.Index index(press.communique.local.template.Table.Index index, boolean isLocal) {
        String range = index.keys().stream()
                .filter(key -> key.type().equals("RANGE"))
                .findFirst()
                .orElseThrow()
                .attribute();
        String hash = index.keys().stream()
                .filter(key -> key.type().equals("HASH"))
                .findFirst()
                .orElseThrow()
                .attribute();
        return new Table.Index(
                index.name(), hash, range, isLocal, index.projection().equals("KEYS_ONLY"));
    }

    public Buckets buckets() {
        return buckets;
    }

    public Queues queues() {
        return queues;
    }

    public Mails mails() {
        return mails;
    }

    public Cdn cdn() {
        return cdn;
    }

    public String siteBucket() {
        Bucket bucket = stack.siteBucket();
        return bucket.name();
    }

    /** Site's files as they are now. */
    public Map<String, Buckets.Stored> site() {
        return buckets.files(siteBucket());
    }

    /** New code: whoever runs ends what it does, and the next one starts afresh. */
    public void deploy() {
        version++;
        functions.values().forEach(lambda -> lambda.idle.clear());
        world.reached("a deployment in the middle");
    }

    /** What streams and queues have not delivered yet. */
    public int waiting() {
        return queues.waiting()
                + readers.stream().mapToInt(reader -> reader.pending.size()).sum();
    }

    /** Stream records that were given up. */
    public List<String> givenUp() {
        return given;
    }

    // ---------------------------------------------------------------- Functions

    private record Instance(Object handler, int version, long skew) {}

    private final class Lambda {
        private final Function spec;
        private final Map<String, String> environment;
        private final Deque<Instance> idle = new ArrayDeque<>();

        Lambda(Function spec, Map<String, String> environment) {
            this.spec = spec;
            this.environment = environment;
        }

        private Instance instance() {
            Instance warm = idle.poll();
            if (warm != null && warm.version == version) {
                return warm;
            }
            long skew = world.faults().happens(world.dice(), world.faults().skewed())
                    ? (world.dice().nextInt(4_000) - 2_000) * World.MILLISECOND
                    : 0;
            if (skew != 0) {
                world.reached("a clock that is off");
            }
            try {
                Object handler = loader.loadClass(spec.handler().split("::")[0])
                        .getConstructor(Map.class)
                        .newInstance(environment);
                return new Instance(handler, version, skew);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(spec.id() + " does not start", e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(spec.id() + " does not start", e);
            }
        }

        /** @param then gets the reply, or null if the function failed, ended or took too long */
        @SuppressWarnings("unchecked")
        <I, O> Task invoke(I event, Consumer<O> then) {
            var reply = new Object[1];
            var failure = new Throwable[1];
            var started = new Task[1];
            started[0] = world.start(spec.id(), spec.timeoutSeconds(), () -> {
                try {
                    Instance instance = instance();
                    started[0].skew(instance.skew);
                    reply[0] = ((RequestHandler<I, O>) instance.handler)
                            .handleRequest(event, new Invocation(spec, started[0], world));
                    if (!started[0].isKilled()) {
                        idle.add(instance);
                    }
                } catch (RuntimeException failed) {
                    failure[0] = failed;
                } finally {
                    started[0].skew(0);
                    if (failure[0] instanceof UnsupportedOperationException
                            || failure[0] instanceof IllegalArgumentException) {
                        world.fail(failure[0]);
                    }
                    world.after(
                            0, () -> then.accept(started[0].isKilled() || failure[0] != null ? null : (O) reply[0]));
                }
            });
            return started[0];
        }
    }

    /** Asks a function as API Gateway does. */
    public Task request(String function, APIGatewayV2HTTPEvent event, Consumer<APIGatewayV2HTTPResponse> answer) {
        return functions.get(function).invoke(event, answer);
    }

    /** A schedule's minute has come. */
    public void tick() {
        for (Lambda lambda : functions.values()) {
            lambda.spec.schedules().forEach(schedule -> lambda.invoke(new ScheduledEvent(), reply -> {}));
        }
    }

    // ---------------------------------------------------------------- Queues

    private final class QueueReader {
        private final Lambda lambda;
        private final QueueSource source;
        private int running;

        QueueReader(Lambda lambda, QueueSource source) {
            this.lambda = lambda;
            this.source = source;
            queues.reader(
                    source.queue(), delay -> world.after(delay + world.faults().delay(world.dice()), this::poll));
        }

        private void poll() {
            if (source.maximumConcurrency() > 0 && running >= source.maximumConcurrency()) {
                world.after(World.SECOND, this::poll);
                return;
            }
            int most = world.dice().nextInt(3) == 0 ? 1 + world.dice().nextInt(source.batchSize()) : source.batchSize();
            List<Queues.Message> batch = queues.receive(source.queue(), most);
            if (batch.isEmpty()) {
                return;
            }
            running++;
            var event = new SQSEvent();
            event.setRecords(batch.stream().map(QueueReader::record).toList());
            lambda.<SQSEvent, SQSBatchResponse>invoke(event, reply -> {
                running--;
                Set<String> failed = new HashSet<>();
                if (reply != null && reply.getBatchItemFailures() != null) {
                    reply.getBatchItemFailures().forEach(failure -> failed.add(failure.getItemIdentifier()));
                }
                for (Queues.Message message : batch) {
                    if (reply == null || failed.contains(message.id())) {
                        queues.giveBack(source.queue(), message);
                    } else {
                        queues.delete(source.queue(), message);
                    }
                }
                world.after(world.faults().delay(world.dice()), this::poll);
            });
        }

        private static SQSEvent.SQSMessage record(Queues.Message message) {
            var record = new SQSEvent.SQSMessage();
            record.setMessageId(message.id());
            record.setBody(message.body());
            record.setAttributes(Map.of("ApproximateReceiveCount", String.valueOf(message.receives())));
            record.setMessageAttributes(Map.of());
            return record;
        }
    }

    // ---------------------------------------------------------------- Streams

    private final class StreamReader {
        private final Lambda lambda;
        private final StreamSource source;
        private final int shard;
        private final EventFilter filter;
        private final Map<String, Boolean> passing = new LinkedHashMap<>();
        private final Deque<Table.Change> pending = new ArrayDeque<>();
        private boolean isBusy;
        private int attempts;
        private int limit;

        StreamReader(Lambda lambda, StreamSource source, int shard) {
            this.lambda = lambda;
            this.source = source;
            this.shard = shard;
            this.filter = new EventFilter(source.filters());
            this.limit = source.batchSize();
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
                boolean isTooOld = age > STREAM_RETENTION
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
            given.add(lambda.spec.id() + " " + why + ": " + changes);
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

    /** What a handler may ask about its invocation. */
    private record Invocation(Function spec, Task task, World world) implements Context {
        @Override
        public String getAwsRequestId() {
            return "r";
        }

        @Override
        public String getLogGroupName() {
            return "";
        }

        @Override
        public String getLogStreamName() {
            return "";
        }

        @Override
        public String getFunctionName() {
            return spec.id();
        }

        @Override
        public String getFunctionVersion() {
            return "";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "";
        }

        @Override
        public com.amazonaws.services.lambda.runtime.CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public com.amazonaws.services.lambda.runtime.ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return (int) ((task.deadline() - world.now()) / 1_000);
        }

        @Override
        public int getMemoryLimitInMB() {
            return spec.memoryMegabytes();
        }

        @Override
        public com.amazonaws.services.lambda.runtime.LambdaLogger getLogger() {
            return null;
        }
    }
}

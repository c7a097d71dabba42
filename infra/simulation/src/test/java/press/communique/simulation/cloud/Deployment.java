package press.communique.simulation.cloud;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import press.communique.local.event.EventBus;
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

    private final World world;
    private final StackTemplate stack;
    private final DynamoDb dynamo;
    private final Buckets buckets;
    private final Queues queues;
    private final Mails mails;
    private final Cdn cdn;
    private final Map<String, Lambda> functions = new LinkedHashMap<>();
    private final List<StreamReader> readers = new ArrayList<>();
    private final Channel channel;

    /** @param hasChannel whether somebody added a channel of their own, as {@code docs/add-a-channel.md} has it */
    public Deployment(World world, StackTemplate stack, ClassLoader loader, boolean hasChannel) {
        this.world = world;
        this.stack = stack;
        this.dynamo = new DynamoDb(world);
        this.buckets = new Buckets(world);
        this.queues = new Queues(world);
        this.cdn = new Cdn(world);
        for (Queue queue : stack.queues()) {
            queues.add(queue);
        }
        this.channel = new Channel(world, queues);
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
            var environment = new LinkedHashMap<>(stack.environment(function.id(), Queues::url, secret -> SECRET));
            if (hasChannel) {
                environment.replace("CHANNEL_QUEUE_URLS", Queues.url(Channel.QUEUE));
            }
            var lambda = new Lambda(world, loader, function, environment);
            functions.put(function.id(), lambda);
            for (QueueSource source : function.queues()) {
                new QueueReader(world, queues, lambda, source);
            }
            for (StreamSource source : function.streams()) {
                for (int shard = 0; shard < SHARDS; shard++) {
                    readers.add(new StreamReader(world, queues, lambda, source, shard));
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
                        .filter(reader -> reader.isOf(spec.name(), shard))
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

    public Channel channel() {
        return channel;
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
        functions.values().forEach(Lambda::deploy);
        world.reached("a deployment in the middle");
    }

    /** What streams and queues have not delivered yet. */
    public int waiting() {
        return queues.waiting()
                + readers.stream().mapToInt(StreamReader::waiting).sum();
    }

    /** Stream records that were given up. */
    public List<String> givenUp() {
        return readers.stream().flatMap(reader -> reader.givenUp().stream()).toList();
    }

    // ---------------------------------------------------------------- Functions

    /** Asks a function as API Gateway does. */
    public Task request(String function, APIGatewayV2HTTPEvent event, Consumer<APIGatewayV2HTTPResponse> answer) {
        return functions.get(function).invoke(event, answer);
    }

    /** A schedule's minute has come. */
    public void tick() {
        for (Lambda lambda : functions.values()) {
            lambda.spec().schedules().forEach(schedule -> lambda.invoke(new ScheduledEvent(), reply -> {}));
        }
    }
}

package press.communique.simulation.isolation;

import com.github.f4b6a3.ulid.Ulid;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLogger;
import press.communique.simulation.cloud.Buckets;
import press.communique.simulation.cloud.Cdn;
import press.communique.simulation.cloud.DynamoDb;
import press.communique.simulation.cloud.Mails;
import press.communique.simulation.cloud.PublicSite;
import press.communique.simulation.cloud.Queues;
import press.communique.simulation.cloud.World;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.cloudfront.CloudFrontClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sesv2.SesV2ClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/** What {@link Redirects} leads to: the present {@link World}'s clock, chance and services, and one thread. */
public final class Outside {

    /** Where figures go that a function writes for CloudWatch. */
    public static final PrintStream OUT = new PrintStream(OutputStream.nullOutputStream());

    private static final boolean IS_TALKATIVE = Boolean.getBoolean("logs");

    private Outside() {}

    /** Functions talk with {@code -Dlogs=true} only. */
    public static Logger getLogger(Class<?> of) {
        return IS_TALKATIVE ? LoggerFactory.getLogger(of) : NOPLogger.NOP_LOGGER;
    }

    // ---------------------------------------------------------------- Time and chance

    public static Instant now() {
        return World.current().instant();
    }

    public static InstantSource system() {
        return () -> World.current().instant();
    }

    public static long nanoTime() {
        return World.current().now() * 1_000;
    }

    public static long currentTimeMillis() {
        return World.current().instant().toEpochMilli();
    }

    public static void sleep(long milliseconds) {
        World.current().pause(milliseconds * World.MILLISECOND);
    }

    public static void parkNanos(long nanoseconds) {
        World.current().pause(nanoseconds / 1_000);
    }

    public static long between(ThreadLocalRandom unused, long least, long bound) {
        return least + (long) (World.current().chance().nextDouble() * (bound - least));
    }

    public static UUID randomUUID() {
        byte[] bits = new byte[16];
        World.current().chance().nextBytes(bits);
        return UUID.nameUUIDFromBytes(bits);
    }

    public static Ulid getMonotonicUlid() {
        World world = World.current();
        return new Ulid(
                (world.instant().toEpochMilli() << 16) | (world.chance().nextInt() & 0xFFFF),
                world.chance().nextLong());
    }

    // ---------------------------------------------------------------- One thread

    /** Runs each task where it is handed in. */
    public static ExecutorService newFixedThreadPool(int unused) {
        return new InPlace();
    }

    public static ExecutorService newFixedThreadPool(int unused, ThreadFactory either) {
        return new InPlace();
    }

    public static void start(Thread thread) {
        thread.run();
    }

    private static final class InPlace extends AbstractExecutorService {
        private boolean isShutDown;

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {
            isShutDown = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            isShutDown = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return isShutDown;
        }

        @Override
        public boolean isTerminated() {
            return isShutDown;
        }

        @Override
        public boolean awaitTermination(long time, TimeUnit unit) {
            return true;
        }
    }

    // ---------------------------------------------------------------- An order that is always the same

    public static <K, V> Map<K, V> ordered(Map<K, V> map) {
        if (map.size() < 2) {
            return map;
        }
        var ordered = new LinkedHashMap<K, V>();
        map.entrySet().stream()
                .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
                .forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableMap(ordered);
    }

    public static <T> Set<T> ordered(Set<T> set) {
        if (set.size() < 2) {
            return set;
        }
        var ordered = new LinkedHashSet<T>();
        set.stream().sorted(Comparator.comparing(String::valueOf)).forEach(ordered::add);
        return Collections.unmodifiableSet(ordered);
    }

    public static <T> Collector<T, ?, Set<T>> toSet() {
        return Collectors.toCollection(LinkedHashSet::new);
    }

    public static <T> Collector<T, ?, Set<T>> toUnmodifiableSet() {
        return Collectors.toCollection(LinkedHashSet::new);
    }

    public static <T, K, V> Collector<T, ?, Map<K, V>> toMap(
            Function<? super T, ? extends K> key, Function<? super T, ? extends V> value) {
        return Collectors.toMap(
                key,
                value,
                (one, other) -> {
                    throw new IllegalStateException("Duplicate key");
                },
                LinkedHashMap::new);
    }

    public static <T, K, V> Collector<T, ?, Map<K, V>> toMap(
            Function<? super T, ? extends K> key, Function<? super T, ? extends V> value, BinaryOperator<V> merge) {
        return Collectors.toMap(key, value, merge, LinkedHashMap::new);
    }

    public static <T, K, V> Collector<T, ?, Map<K, V>> toUnmodifiableMap(
            Function<? super T, ? extends K> key, Function<? super T, ? extends V> value) {
        return toMap(key, value);
    }

    public static <T, K> Collector<T, ?, Map<K, List<T>>> groupingBy(Function<? super T, ? extends K> key) {
        return Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList());
    }

    public static <T, K, A, D> Collector<T, ?, Map<K, D>> groupingBy(
            Function<? super T, ? extends K> key, Collector<? super T, A, D> then) {
        return Collectors.groupingBy(key, LinkedHashMap::new, then);
    }

    // ---------------------------------------------------------------- Services

    public static DynamoDbClientBuilder dynamoDb() {
        return builder(DynamoDbClientBuilder.class, World.current().part(DynamoDb.class));
    }

    public static S3ClientBuilder s3() {
        return builder(S3ClientBuilder.class, World.current().part(Buckets.class));
    }

    public static SqsClientBuilder sqs() {
        return builder(SqsClientBuilder.class, World.current().part(Queues.class));
    }

    public static SesV2ClientBuilder ses() {
        return builder(SesV2ClientBuilder.class, World.current().part(Mails.class));
    }

    public static CloudFrontClientBuilder cdn() {
        return builder(CloudFrontClientBuilder.class, World.current().part(Cdn.class));
    }

    /** Nobody uploads in a simulation. */
    public static S3Presigner.Builder presigner() {
        return builder(S3Presigner.Builder.class, null);
    }

    public static Apache5HttpClient.Builder connections() {
        return builder(Apache5HttpClient.Builder.class, null);
    }

    public static java.net.http.HttpClient.Builder http() {
        return builder(java.net.http.HttpClient.Builder.class, World.current().part(PublicSite.class));
    }

    /** One on which everything may be set, and which builds what there is. */
    private static <B> B builder(Class<B> type, Object built) {
        return type.cast(Proxy.newProxyInstance(
                Outside.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().equals("build")) {
                        return built;
                    }
                    return method.getReturnType().isInstance(self) ? self : null;
                }));
    }
}

package press.communique.mail;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Partition;
import press.communique.core.audience.Reader;
import press.communique.core.mail.Books;
import press.communique.mail.testing.Newsroom;
import press.communique.mail.testing.Run;
import press.communique.store.mailing.Mailings;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * A mailing to a whole audience, by the handlers themselves in a process of their own; DynamoDB and SES are local and in
 * another one. Five workers, as many as the template lets run at once.
 *
 * <p>Arguments: how many readers; the file into which the calls of AWS clients are written; {@code urgent} to see how soon
 * an urgent post overtakes the mailing.
 */
public final class MailBench {

    private static final int WORKERS = 5;
    private static final int WRITTEN_AT_ONCE = 25;

    private MailBench() {}

    public static void main(String[] arguments) throws Exception {
        int readers = Integer.parseInt(arguments[0]);
        Path calls = Path.of(arguments[1]);
        try (var newsroom = new Newsroom()) {
            Map<String, String> environment = new HashMap<>(newsroom.environment());
            environment.put("AWS_ENDPOINT_URL_SESV2", System.getProperty("communique.ses"));
            environment.put("AWS_ENDPOINT_URL_S3", System.getProperty("communique.s3"));
            environment.put("AWS_ACCESS_KEY_ID", "test");
            environment.put("AWS_SECRET_ACCESS_KEY", "test");
            // The handlers have this machine's clock, and mail nothing that went live long ago.
            newsroom.clock.reach(Instant.now());
            fill(newsroom, readers);
            String post = newsroom.publish("Clean water for every village");
            if (arguments.length > 2) {
                overtake(newsroom, environment, post);
                System.exit(0);
            }
            long linesBefore = lines(calls);
            long begun = System.nanoTime();
            new AnnounceHandler(environment).handleRequest(MailFlow.event("POST#" + post), null);
            work(newsroom, environment, post);
            double seconds = (System.nanoTime() - begun) / 1e9;
            Books books = new Mailings(newsroom.dynamo, newsroom.tables.audience())
                    .progress(post + "-first")
                    .orElseThrow()
                    .books();
            System.out.printf(
                    Locale.ROOT,
                    "%,d readers: %.1f s, %.0f a second; memory of the workers' process at most %d MB; %s%n",
                    readers,
                    seconds,
                    readers / seconds,
                    peakMegabytes(),
                    books);
            print(calls, linesBefore, readers);
        }
        System.exit(0);
    }

    /** Until nothing is left: each message by one of the workers, as the queue would hand them out. */
    private static void work(Newsroom newsroom, Map<String, String> environment, String post) throws Exception {
        var mailings = new Mailings(newsroom.dynamo, newsroom.tables.audience());
        var workers = new Workers(environment);
        // The books are only read when nobody works, so that the bench's own calls are few.
        while (workers.underWay.get() > 0
                || !mailings.progress(post + "-first").orElseThrow().done()) {
            workers.failIfOneFailed();
            newsroom.queue.drain().forEach(workers::take);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        workers.threads.shutdown();
        workers.threads.awaitTermination(1, TimeUnit.MINUTES);
    }

    /** Five seconds into a mailing an urgent post is live: how soon its first mail is out, and its first 1,000. */
    private static void overtake(Newsroom newsroom, Map<String, String> environment, String post) throws Exception {
        var mailings = new Mailings(newsroom.dynamo, newsroom.tables.audience());
        var workers = new Workers(environment);
        var urgentWorkers = new Workers(environment);
        var announce = new AnnounceHandler(environment);
        announce.handleRequest(MailFlow.event("POST#" + post), null);
        newsroom.queue.drain().forEach(workers::take);
        TimeUnit.SECONDS.sleep(5);
        long before = accepted(mailings, post);
        String urgent = newsroom.publishUrgently("Stay at home");
        long begun = System.nanoTime();
        announce.handleRequest(MailFlow.event("POST#" + urgent), null);
        double first = 0;
        while (accepted(mailings, urgent) < 1_000) {
            workers.failIfOneFailed();
            urgentWorkers.failIfOneFailed();
            newsroom.queue.drain().forEach(workers::take);
            newsroom.urgentQueue.drain().forEach(urgentWorkers::take);
            if (first == 0 && accepted(mailings, urgent) > 0) {
                first = (System.nanoTime() - begun) / 1e9;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        System.out.printf(
                Locale.ROOT,
                "An urgent post, live when %,d of the mails were out: its first mails after %.2f s, 1,000 after %.1f s; of the"
                        + " other mailing %,d went out meanwhile%n",
                before,
                first,
                (System.nanoTime() - begun) / 1e9,
                accepted(mailings, post) - before);
    }

    private static long accepted(Mailings mailings, String post) {
        return mailings.progress(post + "-first")
                .map(progress -> progress.books().accepted())
                .orElse(0L);
    }

    /** As many as the template lets run at once for a queue. */
    private static final class Workers {

        private final ExecutorService threads = Executors.newFixedThreadPool(WORKERS, task -> {
            var thread = new Thread(task, "worker");
            thread.setDaemon(true);
            return thread;
        });
        private final ArrayBlockingQueue<SendHandler> free = new ArrayBlockingQueue<>(WORKERS);
        private final AtomicInteger underWay = new AtomicInteger();
        private final AtomicReference<Exception> failure = new AtomicReference<>();

        Workers(Map<String, String> environment) {
            for (int i = 0; i < WORKERS; i++) {
                free.add(new SendHandler(environment));
            }
        }

        /** A queue would hand the message out again; a figure of such a run would be worth nothing. */
        void failIfOneFailed() throws Exception {
            if (failure.get() != null) {
                throw failure.get();
            }
        }

        void take(String message) {
            underWay.incrementAndGet();
            threads.submit(() -> {
                SendHandler worker = free.take();
                try {
                    return worker.handleRequest(event(message), Run.OF_A_MINUTE);
                } catch (RuntimeException e) {
                    failure.compareAndSet(null, e);
                    throw e;
                } finally {
                    free.add(worker);
                    underWay.decrementAndGet();
                }
            });
        }
    }

    private static SQSEvent event(String body) {
        var message = new SQSEvent.SQSMessage();
        message.setMessageId("m");
        message.setBody(body);
        var event = new SQSEvent();
        event.setRecords(List.of(message));
        return event;
    }

    /** Copies of one reader who came by the usual way, each with an address of its own. */
    private static void fill(Newsroom newsroom, int readers) {
        newsroom.subscribe("reader-0@example.org");
        Reader first = newsroom.everybody().get(0);
        DynamoDbClient dynamo = newsroom.dynamo;
        String table = newsroom.tables.audience();
        Map<String, AttributeValue> one = dynamo.getItem(get -> get.tableName(table)
                        .key(Map.of("pk", text(partition(first.id())), "sk", text("READER#" + first.id()))))
                .item();
        var counts = new TreeMap<String, Integer>();
        var writes = new ArrayList<WriteRequest>();
        AddressSeal seal = newsroom.seal;
        for (int i = 1; i < readers; i++) {
            String id = Reader.newId();
            EmailAddress address =
                    EmailAddress.parse("reader-" + i + "@example.org").orElseThrow();
            var item = new HashMap<>(one);
            item.put("pk", text(partition(id)));
            item.put("sk", text("READER#" + id));
            item.put("addressKey", text(seal.key(address)));
            item.put("address", AttributeValue.fromB(SdkBytes.fromByteArray(seal.close(address))));
            counts.merge(partition(id), 1, Integer::sum);
            writes.add(WriteRequest.builder()
                    .putRequest(PutRequest.builder().item(item).build())
                    .build());
            if (writes.size() == WRITTEN_AT_ONCE || i == readers - 1) {
                dynamo.batchWriteItem(write -> write.requestItems(Map.of(table, List.copyOf(writes))));
                writes.clear();
            }
        }
        counts.forEach((pk, count) -> dynamo.updateItem(update -> update.tableName(table)
                .key(Map.of("pk", text(pk), "sk", text("COUNT")))
                .updateExpression("ADD readers :count")
                .expressionAttributeValues(Map.of(":count", AttributeValue.fromN(String.valueOf(count))))));
    }

    private static String partition(String readerId) {
        return String.format(Locale.ROOT, "READERS#%02d", Partition.of(readerId));
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    /** As Linux tells it; 0 elsewhere. */
    private static long peakMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        return !Files.exists(status)
                ? 0
                : Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                        .findFirst()
                        .orElse(0);
    }

    private static long lines(Path calls) throws IOException {
        try (var lines = Files.lines(calls)) {
            return lines.count();
        }
    }

    /** Calls by operation, and how many items they carried, for a thousand readers. */
    private static void print(Path calls, long skip, int readers) throws IOException {
        var count = new TreeMap<String, Long>();
        var items = new TreeMap<String, Long>();
        try (var lines = Files.lines(calls)) {
            lines.skip(skip).map(line -> line.split(" ")).forEach(parts -> {
                String name = parts[2] + " " + parts[3];
                count.merge(name, 1L, Long::sum);
                items.merge(name, parts.length > 4 ? Long.parseLong(parts[4]) : 1, Long::sum);
            });
        }
        count.forEach((name, calling) -> System.out.printf(
                Locale.ROOT,
                "  %-32s %8.2f calls %8.2f items for 1,000 readers%n",
                name,
                calling * 1_000.0 / readers,
                items.get(name) * 1_000.0 / readers));
    }
}

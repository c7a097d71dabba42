package press.communique.site.publish;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import press.communique.core.post.Change;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Workflow;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.site.files.RememberedFiles;
import press.communique.store.testing.FakeTable;
import press.communique.store.testing.LocalTables;
import press.communique.store.testing.SamplePosts;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * What one release costs in sites of 10 to a million posts: one language, one type, two topics, from the transaction that
 * saves it to the live mark. Averages over so many releases that each part of an archive that they fill is begun and
 * filled once, in an instance of the function that has been at work for a while.
 *
 * <p>Arguments: up to which size DynamoDB Local is asked as well (1000), besides the table that is faked at the SDK's
 * boundary and holds all of them.
 */
public final class CostBench {

    private static final List<Integer> SIZES = List.of(10, 1_000, 100_000, 1_000_000);
    private static final int WARM_UP = 100;
    private static final int RELEASES = 200;
    private static final int ROUNDS = 20;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Instant START = Instant.parse("2026-11-24T08:00:00Z");
    private static final String BODY =
            "The first **paragraph**.\n\nThe second, with a [link](https://www.example.org/).\n\n"
                    + "The minister said a few words more. ".repeat(40);

    private final CountedTable table;
    private final CountedFiles files = new CountedFiles();
    private final BenchSite site;
    private final Publisher publisher;
    private Instant now = START;
    private int number;
    private long calls;
    private long read;
    private long written;
    private long puts;
    private long most;
    private long bytes;
    private long nanos;

    private CostBench(DynamoDbClient client, String name) {
        this.table = new CountedTable(client);
        this.site = new BenchSite(table, name, null, () -> now, new Workers(Runnable::run));
        this.publisher = site.publisher(new RememberedFiles(files));
    }

    public static void main(String[] arguments) {
        int engine = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        var example = new FakeTable();
        var first = new CostBench(example, "posts");
        first.settings();
        first.release();
        var archive = new SeededArchive(example);
        // So that the first size is no worse off than the last.
        faked(archive, 1_000).release(6 * WARM_UP);
        System.out.println("\n== What a release costs: one language, one type, two topics ==");
        System.out.printf(
                "  averages of %d releases after %d to warm up, the sizes in turns; CPU: of our code, without the client of"
                        + " the store;%n  most puts: of these, and of the first releases of a month and of a year%n",
                RELEASES, WARM_UP);
        List<Integer> small = SIZES.stream().filter(size -> size <= engine).toList();
        print(
                "DynamoDB Local",
                measure(small, small.stream().map(size -> local(archive, size)).toList()));
        print(
                "the store faked at the SDK's boundary",
                measure(SIZES, SIZES.stream().map(size -> faked(archive, size)).toList()));
    }

    private record Cost(
            int posts, double calls, double read, double written, double puts, long most, double bytes, double millis) {

        String line(Cost base) {
            return String.format(
                    Locale.ROOT,
                    "  %,9d %7.1f %10.1f %13.1f %8.2f %9d %11.1f %8.2f   x %.2f %.2f %.2f %.2f %.2f",
                    posts,
                    calls,
                    read,
                    written,
                    puts,
                    most,
                    bytes / 1024,
                    millis,
                    read / base.read,
                    written / base.written,
                    puts / base.puts,
                    bytes / base.bytes,
                    millis / base.millis);
        }
    }

    private static void print(String store, List<Cost> costs) {
        if (costs.isEmpty()) {
            return;
        }
        System.out.println("  " + store + ":");
        System.out.println("      posts   calls items read items written     puts most puts kilobytes   CPU ms"
                + "   to the smallest: read written puts bytes CPU");
        costs.forEach(cost -> System.out.println(cost.line(costs.get(0))));
    }

    private static CostBench faked(SeededArchive archive, int posts) {
        var table = new FakeTable();
        archive.fill(posts, START.minusSeconds(60), (pk, sk, date, item) -> table.put(pk, sk, date, null, item));
        var bench = new CostBench(table, "posts");
        bench.settings();
        return bench;
    }

    private static CostBench local(SeededArchive archive, int posts) {
        var tables = new LocalTables();
        var batch = new ArrayList<WriteRequest>();
        archive.fill(posts, START.minusSeconds(60), (pk, sk, date, stored) -> {
            var item = new TreeMap<String, AttributeValue>(stored.item());
            item.put("pk", AttributeValue.fromS(pk));
            batch.add(WriteRequest.builder().putRequest(put -> put.item(item)).build());
            if (batch.size() == 25) {
                write(tables, batch);
            }
        });
        write(tables, batch);
        var bench = new CostBench(tables.client(), tables.posts());
        bench.settings();
        return bench;
    }

    private static void write(LocalTables tables, List<WriteRequest> batch) {
        if (!batch.isEmpty()) {
            tables.client().batchWriteItem(write -> write.requestItems(Map.of(tables.posts(), List.copyOf(batch))));
            batch.clear();
        }
    }

    private void settings() {
        // The year has begun long ago.
        List.of("news", "type/news-item", "topic/peace", "topic/climate")
                .forEach(list -> files.hold(list + "/2026/index.html"));
        site.sites.replace(0, BenchSite.settings("peace", "climate"), "admin", now);
    }

    /** In turns, so that whatever else the machine does meanwhile is shared among the sizes. */
    private static List<Cost> measure(List<Integer> sizes, List<CostBench> benches) {
        benches.forEach(bench -> bench.release(WARM_UP));
        // What filling the tables left behind is not to be cleared up meanwhile.
        System.gc();
        for (int round = 0; round < ROUNDS; round++) {
            benches.forEach(CostBench::measure);
        }
        benches.forEach(CostBench::open);
        var costs = new ArrayList<Cost>();
        for (int i = 0; i < sizes.size(); i++) {
            costs.add(benches.get(i).cost(sizes.get(i)));
        }
        return costs;
    }

    private void measure() {
        long beforeCalls = table.calls;
        long beforeRead = table.read + table.checked;
        long beforeWritten = table.written;
        long beforePuts = files.puts;
        long beforeBytes = files.bytes;
        long beforeNanos = THREADS.getCurrentThreadCpuTime() - table.nanos;
        release(RELEASES / ROUNDS);
        calls += table.calls - beforeCalls;
        read += table.read + table.checked - beforeRead;
        written += table.written - beforeWritten;
        puts += files.puts - beforePuts;
        bytes += files.bytes - beforeBytes;
        nanos += THREADS.getCurrentThreadCpuTime() - table.nanos - beforeNanos;
    }

    /** Not in the averages: the first release of a month, and of a year. */
    private void open() {
        now = Instant.parse("2026-12-01T08:00:00Z");
        release();
        now = Instant.parse("2027-01-01T08:00:00Z");
        release();
    }

    private Cost cost(int posts) {
        double all = RELEASES;
        return new Cost(
                posts, calls / all, read / all, written / all, puts / all, most, bytes / all, nanos / 1e6 / all);
    }

    private void release(int times) {
        for (int i = 0; i < times; i++) {
            release();
        }
    }

    /** As the API saves it and the stream's reader publishes it. */
    private void release() {
        now = now.plusSeconds(60);
        long before = files.puts;
        String title = "A new statement " + ++number;
        var content = new Content(
                "news-item",
                List.of("peace", "climate"),
                List.of("The ministry"),
                new TreeMap<>(Map.of("en", new Edition(title, "What it is about.", BODY, Optional.empty()))),
                List.of(),
                false,
                false,
                List.of(),
                Optional.empty());
        Change created = Workflow.create(SamplePosts.newId(), UUID.randomUUID(), content, "ann", now);
        SiteSettings settings = site.sites.current();
        var addresses = site.addresses.propose(created.after(), now, settings, new Problems());
        site.posts.apply(Workflow.createPublished(created, addresses, true, "ed", now));
        String id = created.after().id();
        if (!publisher.publish(List.of(id)).contains(id)
                || site.releases.live(id).isEmpty()) {
            throw new IllegalStateException(title + " did not become live");
        }
        most = Math.max(most, number == 1 ? 0 : files.puts - before);
    }
}

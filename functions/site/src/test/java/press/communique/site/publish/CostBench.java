package press.communique.site.publish;

import java.lang.management.ManagementFactory;
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
        faked(archive, 1_000).measure(3 * WARM_UP);
        System.out.println("\n== What a release costs: one language, one type, two topics ==");
        System.out.printf(
                "  averages of %d releases after %d to warm up; CPU: of our code, without the client of the store%n",
                RELEASES, WARM_UP);
        print(
                "DynamoDB Local",
                SIZES.stream()
                        .filter(size -> size <= engine)
                        .map(size -> local(archive, size).measure(size))
                        .toList());
        print(
                "the store faked at the SDK's boundary",
                SIZES.stream().map(size -> faked(archive, size).measure(size)).toList());
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
        site.sites.replace(0, BenchSite.settings("peace", "climate"), "admin", now);
    }

    private Cost measure(int posts) {
        for (int i = 0; i < WARM_UP; i++) {
            release();
        }
        // What filling the table left behind is not to be cleared up meanwhile.
        System.gc();
        var threads = ManagementFactory.getThreadMXBean();
        long calls = table.calls;
        long read = table.read + table.checked;
        long written = table.written;
        long puts = files.puts;
        long bytes = files.bytes;
        long nanos = threads.getCurrentThreadCpuTime() - table.nanos;
        long most = 0;
        for (int i = 0; i < RELEASES; i++) {
            long before = files.puts;
            release();
            most = Math.max(most, files.puts - before);
        }
        double all = RELEASES;
        return new Cost(
                posts,
                (table.calls - calls) / all,
                (table.read + table.checked - read) / all,
                (table.written - written) / all,
                (files.puts - puts) / all,
                most,
                (files.bytes - bytes) / all,
                (threads.getCurrentThreadCpuTime() - table.nanos - nanos) / 1e6 / all);
    }

    /** As the API saves it and the stream's reader publishes it. */
    private void release() {
        now = now.plusSeconds(60);
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
    }
}

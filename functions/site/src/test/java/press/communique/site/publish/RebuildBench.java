package press.communique.site.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
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
import press.communique.store.testing.FakeTable;
import press.communique.store.testing.SamplePosts;
import press.communique.store.testing.StoredItems;

/**
 * What it takes to render a whole site again, beside Hugo on the same posts. Each runs in a process of its own, from its
 * start to its end, from files to files: ours reads the items of its table from a file instead of DynamoDB, and writes the
 * site's files into a folder instead of S3, so that it is the renderer that is measured.
 *
 * <p>Arguments: the corpus, how many times over (15), the flags of our virtual machine.
 */
public final class RebuildBench {

    private static final double OF_HUGO = 0.25;
    private static final double HUGO_ELSEWHERE = 2.1;
    private static final int MEMORY = 512;

    private RebuildBench() {}

    public static void main(String[] arguments) throws Exception {
        Corpus corpus = Corpus.read(Path.of(arguments[0]));
        int times = Integer.parseInt(arguments[1]);
        List<String> flags = List.of(arguments).subList(2, arguments.length);
        int posts = corpus.entries().size() * times;
        Path folder = Files.createTempDirectory("communique-rebuild");
        Path hugo = Files.createDirectories(folder.resolve("hugo"));
        System.out.printf("%n== Rendering everything: %s, %d times over, %d posts ==%n", corpus.name(), times, posts);
        prepare(corpus, times, folder, new HugoSite(hugo));
        MeasuredProcess ours = MeasuredProcess.run(folder, command(flags, folder));
        System.out.println("  (ours: the table faked at the SDK's boundary, items read from a file; "
                + String.join(" ", flags) + "; " + ours.output() + ")");
        ours.print("Communiqué", posts);
        Optional<MeasuredProcess> theirs = hugo(hugo);
        theirs.ifPresent(measured -> {
            measured.print("Hugo", posts);
            System.out.println("  (" + pages(hugo.resolve("public")) + " files by Hugo)");
            System.out.printf(
                    Locale.ROOT,
                    "  ours to Hugo's in this run: CPU %.2f, memory %.2f, wall %.2f (wanted: CPU at most %.2f)%n",
                    ours.cpu() / measured.cpu(),
                    (double) ours.peak() / measured.peak(),
                    ours.wall() / measured.wall(),
                    OF_HUGO);
        });
        System.out.printf(
                Locale.ROOT,
                "  wanted besides: at most %.3f ms CPU a post (a quarter of %.1f) and %d MB%n",
                OF_HUGO * HUGO_ELSEWHERE,
                HUGO_ELSEWHERE,
                MEMORY);
        System.out.println("  left in " + folder);
    }

    private static List<String> command(List<String> flags, Path folder) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of(
                "-classpath",
                System.getProperty("java.class.path"),
                RebuildBenchRun.class.getName(),
                folder.toString()));
        return command;
    }

    private static Optional<MeasuredProcess> hugo(Path site) throws InterruptedException {
        try {
            System.out.println("  ("
                    + MeasuredProcess.run(site, List.of("hugo", "version")).output() + ")");
            return Optional.of(MeasuredProcess.run(site, List.of("hugo", "--quiet")));
        } catch (IOException missing) {
            System.out.println("  Hugo is left out: " + missing.getMessage());
            return Optional.empty();
        }
    }

    private static long pages(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Releases every post, as the API and the publisher do it, and keeps what stands in the table then. */
    private static void prepare(Corpus corpus, int times, Path folder, HugoSite hugo) throws IOException {
        var table = new FakeTable();
        var site = new BenchSite(
                table,
                "posts",
                new FolderBucket(folder.resolve("texts")),
                InstantSource.system(),
                new Workers(Runnable::run));
        SiteSettings settings = site.sites.replace(
                0, BenchSite.settings(Corpus.SECTIONS[0], Corpus.SECTIONS[1]), "admin", Instant.now());
        for (int time = 0; time < times; time++) {
            for (Corpus.Entry entry : corpus.entries()) {
                Change created = created(entry);
                var addresses = site.addresses.propose(created.after(), entry.publishedAt(), settings, new Problems());
                site.posts.apply(Workflow.createPublished(created, addresses, false, "ed", entry.publishedAt()));
                site.lists.enter(site.releases.released(created.after().id()).orElseThrow());
                hugo.add(entry, addresses.get("en"));
            }
        }
        StoredItems.write(table, folder);
    }

    private static Change created(Corpus.Entry entry) {
        var content = new Content(
                "news-item",
                List.of(entry.section()),
                entry.authors(),
                new TreeMap<>(Map.of("en", new Edition(entry.title(), "", entry.body(), Optional.empty()))),
                List.of(),
                false,
                false,
                List.of(),
                Optional.empty());
        return Workflow.create(SamplePosts.newId(), UUID.randomUUID(), content, "ann", entry.publishedAt());
    }
}

package press.communique.site.publish;

import java.nio.file.Path;
import java.time.InstantSource;
import press.communique.store.testing.StoredItems;

/** The process that {@link RebuildBench} measures. Argument: the folder with the items. */
public final class RebuildBenchRun {

    private RebuildBenchRun() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        var bucket = new FolderBucket(folder.resolve("texts"));
        var workers = Workers.of(Runtime.getRuntime().availableProcessors());
        var site = new BenchSite(StoredItems.open(folder), "posts", bucket, InstantSource.system(), workers);
        var files = new FolderFiles(folder.resolve("site"));
        site.rebuild(files);
        System.out.println(files.count() + " files");
    }
}

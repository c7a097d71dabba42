package press.communique.site.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import press.communique.site.files.Held;
import press.communique.site.files.SiteFile;
import press.communique.site.files.SiteFiles;
import press.communique.site.files.SiteInventory;

/** The site as files in a folder, for figures only: a writer of its own, and it remembers what it wrote. */
final class FolderFiles implements SiteFiles, SiteInventory {

    private static final int A_PAGE = 1000;

    private final Path folder;
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();
    private final NavigableMap<String, Held> held = new ConcurrentSkipListMap<>();
    private final Instant begun = Instant.now();

    FolderFiles(Path folder) {
        this.folder = folder;
    }

    int count() {
        return held.size();
    }

    @Override
    public Held look(String key) {
        return held.getOrDefault(key, Held.NOTHING);
    }

    @Override
    public Optional<Held> put(SiteFile file, Held seen) {
        Path path = folder.resolve(file.key());
        try {
            if (!folders.contains(path.getParent())) {
                folders.add(Files.createDirectories(path.getParent()));
            }
            Files.write(path, file.bytes());
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
        var now = new Held(Optional.of(file.stamp().toString()), Optional.of(file.stamp()));
        held.put(file.key(), now);
        return Optional.of(now);
    }

    @Override
    public List<Found> list(String after) {
        return held.tailMap(after, false).keySet().stream()
                .limit(A_PAGE)
                .map(key -> new Found(key, "written", begun))
                .toList();
    }

    @Override
    public Optional<SiteFile> read(String key) {
        throw new UnsupportedOperationException(key);
    }

    @Override
    public boolean remove(Found file) {
        throw new IllegalStateException("A fresh site has no orphans: " + file.key());
    }
}

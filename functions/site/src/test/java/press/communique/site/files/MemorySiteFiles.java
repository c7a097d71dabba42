package press.communique.site.files;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The site's files in memory, with the same contract as S3, and a place to step in before a write. */
public final class MemorySiteFiles implements SiteFiles, SiteInventory {

    private final Map<String, SiteFile> files = new TreeMap<>();
    private final Map<String, Instant> times = new TreeMap<>();
    private volatile Instant now = Instant.EPOCH;
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private volatile Consumer<SiteFile> beforePut = file -> {};

    /** Called before each write, outside of any lock: another writer may do as it likes in between. */
    public void beforePut(Consumer<SiteFile> listener) {
        beforePut = listener;
    }

    @Override
    public Held look(String key) {
        synchronized (files) {
            return Optional.ofNullable(files.get(key))
                    .map(file -> new Held(Optional.of(etag(file)), Optional.of(file.stamp())))
                    .orElse(Held.NOTHING);
        }
    }

    @Override
    public Optional<Held> put(SiteFile file, Held seen) {
        beforePut.accept(file);
        synchronized (files) {
            if (!look(file.key()).etag().equals(seen.etag())) {
                return Optional.empty();
            }
            files.put(file.key(), file);
            times.put(file.key(), now);
            writes.add(file.key());
            return Optional.of(look(file.key()));
        }
    }

    /** What the bucket's clock says from now on. */
    public void now(Instant instant) {
        now = instant;
    }

    /** A few at a time, so that whoever goes through all of them has to come back. */
    @Override
    public List<Found> list(String after) {
        synchronized (files) {
            return files.keySet().stream()
                    .filter(key -> key.compareTo(after) > 0)
                    .limit(7)
                    .map(key -> new Found(key, etag(files.get(key)), times.get(key)))
                    .toList();
        }
    }

    @Override
    public Optional<SiteFile> read(String key) {
        return file(key);
    }

    @Override
    public boolean remove(Found file) {
        synchronized (files) {
            return look(file.key()).etag().filter(file.etag()::equals).isPresent() && files.remove(file.key()) != null;
        }
    }

    public Optional<SiteFile> file(String key) {
        synchronized (files) {
            return Optional.ofNullable(files.get(key));
        }
    }

    public Map<String, SiteFile> all() {
        synchronized (files) {
            return new TreeMap<>(files);
        }
    }

    /** The keys that were written, in order. */
    public List<String> writes() {
        return List.copyOf(writes);
    }

    public void forgetWrites() {
        writes.clear();
    }

    /** As S3 makes it: of the bytes alone, so that equal bytes have equal tags. */
    private static String etag(SiteFile file) {
        return Integer.toHexString(java.util.Arrays.hashCode(file.bytes())) + "-" + file.bytes().length;
    }
}

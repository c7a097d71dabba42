package press.communique.site.publish;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import press.communique.core.page.Stamp;
import press.communique.site.files.Held;
import press.communique.site.files.SiteFile;
import press.communique.site.files.SiteFiles;
import press.communique.site.files.SiteInventory;

/** Instead of writing a file it says what is different about the one that lies there. Changes nothing. */
final class ComparedFiles implements SiteFiles, SiteInventory {

    private final SiteInventory site;
    private final Map<String, Stamp> stamps = new HashMap<>();
    private final TreeMap<String, String> differences = new TreeMap<>();

    ComparedFiles(SiteInventory site) {
        this.site = site;
    }

    @Override
    public synchronized Held look(String key) {
        Stamp stamp = stamps.get(key);
        return stamp == null ? Held.NOTHING : held(stamp);
    }

    @Override
    public synchronized Optional<Held> put(SiteFile fresh, Held seen) {
        stamps.put(fresh.key(), fresh.stamp());
        differences.remove(fresh.key());
        difference(fresh).ifPresent(what -> differences.put(fresh.key(), what));
        return Optional.of(held(fresh.stamp()));
    }

    private static Held held(Stamp stamp) {
        return new Held(Optional.of("compared"), Optional.of(stamp));
    }

    private Optional<String> difference(SiteFile fresh) {
        Optional<SiteFile> present = site.read(fresh.key());
        if (present.isEmpty()) {
            return Optional.of("missing");
        }
        SiteFile file = present.get();
        if (!file.stamp().equals(fresh.stamp())) {
            return Optional.of("stamped " + file.stamp() + " and not " + fresh.stamp());
        }
        if (!Arrays.equals(file.bytes(), fresh.bytes())) {
            return Optional.of("other bytes");
        }
        boolean sameHeaders = bare(file.contentType()).equals(bare(fresh.contentType()))
                && file.cacheControl().equals(fresh.cacheControl())
                && file.cacheTags().equals(fresh.cacheTags())
                && file.location().equals(fresh.location());
        return sameHeaders ? Optional.empty() : Optional.of("other headers");
    }

    /** Without the space that some put before a parameter and others do not. */
    private static String bare(String contentType) {
        return contentType.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Found> list(String after) {
        return site.list(after);
    }

    @Override
    public Optional<SiteFile> read(String key) {
        return site.read(key);
    }

    /** Of the old files those are orphans that were not rendered now. */
    @Override
    public synchronized boolean remove(Found file) {
        if (!stamps.containsKey(file.key())) {
            differences.put(file.key(), "nothing accounts for it");
        }
        return false;
    }

    synchronized TreeMap<String, String> differences() {
        return new TreeMap<>(differences);
    }

    synchronized int files() {
        return stamps.size();
    }
}

package press.communique.site.publish;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import press.communique.site.files.Held;
import press.communique.site.files.SiteFile;
import press.communique.site.files.SiteFiles;
import press.communique.site.files.SiteInventory;

/** Instead of writing a file it says what is different about the one that lies there. Changes nothing. */
final class ComparedFiles implements SiteFiles, SiteInventory {

    private final SiteInventory site;
    private final Set<String> rendered = new HashSet<>();
    private final TreeMap<String, String> differences = new TreeMap<>();

    ComparedFiles(SiteInventory site) {
        this.site = site;
    }

    @Override
    public Held look(String key) {
        return Held.NOTHING;
    }

    @Override
    public synchronized Optional<Held> put(SiteFile fresh, Held seen) {
        rendered.add(fresh.key());
        differences.remove(fresh.key());
        difference(fresh).ifPresent(what -> differences.put(fresh.key(), what));
        return Optional.of(new Held(Optional.of("compared"), Optional.of(fresh.stamp())));
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
        boolean sameHeaders = file.contentType().equals(fresh.contentType())
                && file.cacheControl().equals(fresh.cacheControl())
                && file.cacheTags().equals(fresh.cacheTags())
                && file.location().equals(fresh.location());
        return sameHeaders ? Optional.empty() : Optional.of("other headers");
    }

    @Override
    public List<Found> list(String after) {
        List<Found> found = site.list(after);
        synchronized (this) {
            found.stream()
                    .map(Found::key)
                    .filter(key -> !rendered.contains(key))
                    .filter(key -> !Orphans.hasRulesOfItsOwn(key))
                    .forEach(key -> differences.put(key, "nothing accounts for it"));
        }
        return found;
    }

    @Override
    public Optional<SiteFile> read(String key) {
        return site.read(key);
    }

    @Override
    public boolean remove(Found file) {
        return false;
    }

    synchronized TreeMap<String, String> differences() {
        return new TreeMap<>(differences);
    }

    synchronized int files() {
        return rendered.size();
    }
}

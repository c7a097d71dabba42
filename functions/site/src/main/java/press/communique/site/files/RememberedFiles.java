package press.communique.site.files;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers what this instance wrote last, so that it need not look again before the next write. What it remembers may be
 * out of date; then the write is refused, as it would be for anybody who looked too early, and the next look is a real one.
 * Safe for several threads.
 */
public final class RememberedFiles implements SiteFiles {

    private static final int MOST = 5_000;

    private final SiteFiles files;
    private final Map<String, Held> remembered = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Held> eldest) {
            return size() > MOST;
        }
    });

    public RememberedFiles(SiteFiles files) {
        this.files = files;
    }

    @Override
    public Held look(String key) {
        Held known = remembered.get(key);
        return known != null ? known : files.look(key);
    }

    @Override
    public Optional<Held> put(SiteFile file, Held seen) {
        Optional<Held> written = files.put(file, seen);
        written.ifPresentOrElse(held -> remembered.put(file.key(), held), () -> remembered.remove(file.key()));
        return written;
    }
}

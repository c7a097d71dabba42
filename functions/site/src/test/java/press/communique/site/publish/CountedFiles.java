package press.communique.site.publish;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import press.communique.core.page.Stamp;
import press.communique.site.files.Held;
import press.communique.site.files.SiteFile;
import press.communique.site.files.SiteFiles;

/** Keeps of each file only that it is there, and counts. One thread. */
final class CountedFiles implements SiteFiles {

    private final Map<String, Held> held = new HashMap<>();
    long looks;
    long puts;
    long bytes;

    /** One that was there before. */
    void hold(String key) {
        held.put(key, new Held(Optional.of("before"), Optional.of(new Stamp(0, 0, 0))));
    }

    @Override
    public Held look(String key) {
        looks++;
        return held.getOrDefault(key, Held.NOTHING);
    }

    @Override
    public Optional<Held> put(SiteFile file, Held seen) {
        puts++;
        bytes += file.bytes().length;
        var now = new Held(Optional.of(file.stamp().toString()), Optional.of(file.stamp()));
        held.put(file.key(), now);
        return Optional.of(now);
    }
}

package press.communique.store.media;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import press.communique.core.media.Media;
import press.communique.core.media.MediaLibrary;
import press.communique.core.media.MediaState;

/**
 * Uploads for rendering: those that are ready, kept once they were read, since what was made of an upload never changes.
 * Safe for several threads.
 */
public final class ReadyMedia implements MediaLibrary {

    private static final int KEPT = 2_000;

    private final MediaLibrary library;
    private final Map<String, Media> kept = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Media> eldest) {
            return size() > KEPT;
        }
    });

    public ReadyMedia(MediaLibrary library) {
        this.library = library;
    }

    @Override
    public Optional<Media> find(String id) {
        Media known = kept.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Media> found = library.find(id).filter(media -> media.state() == MediaState.READY);
        found.ifPresent(media -> kept.put(id, media));
        return found;
    }
}

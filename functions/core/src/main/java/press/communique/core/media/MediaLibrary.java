package press.communique.core.media;

import java.util.Optional;

/** Finds uploads by their id. */
@FunctionalInterface
public interface MediaLibrary {

    /** Without any. */
    MediaLibrary EMPTY = id -> Optional.empty();

    Optional<Media> find(String id);

    /** What was made of an upload, if it is ready. */
    default Optional<Stored> stored(String id) {
        return find(id).flatMap(Media::stored);
    }
}

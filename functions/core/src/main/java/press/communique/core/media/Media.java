package press.communique.core.media;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An upload as its editors see it.
 *
 * @param id a ULID
 * @param revision counts the changes that people made, from 1
 * @param size in bytes, as it was announced; the upload must have it exactly
 * @param alt what stands for an image where it cannot be seen, by language; what a post says goes before it
 * @param decorative whether the image says nothing that needs words
 * @param refusal why it was refused, if it was
 * @param stored what was made of it, once it is ready
 */
public record Media(
        String id,
        long revision,
        String filename,
        MediaType type,
        long size,
        Map<String, String> alt,
        boolean decorative,
        MediaState state,
        Optional<Refusal> refusal,
        Optional<Stored> stored,
        String createdBy,
        Instant createdAt) {

    public Media {
        alt = Map.copyOf(alt);
    }

    public boolean isImage() {
        return type.kind() == MediaType.Kind.IMAGE;
    }

    /** Where the bytes arrive, in the private bucket. */
    public static String uploadKey(String id) {
        return "uploads/" + id;
    }

    /** Where a file lies until a release shows it, in the private bucket. */
    public static String privateKey(String id, StoredFile file) {
        return "media/" + id + "/" + file.name();
    }

    /** The same upload with other files. */
    public Media with(Stored files) {
        return new Media(
                id,
                revision,
                filename,
                type,
                size,
                alt,
                decorative,
                state,
                refusal,
                Optional.of(files),
                createdBy,
                createdAt);
    }

    public Media described(String newFilename, Map<String, String> newAlt, boolean newDecorative) {
        return new Media(
                id,
                revision + 1,
                newFilename,
                type,
                size,
                newAlt,
                newDecorative,
                state,
                refusal,
                stored,
                createdBy,
                createdAt);
    }
}

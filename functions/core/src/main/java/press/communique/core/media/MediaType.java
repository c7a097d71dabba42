package press.communique.core.media;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be uploaded, by what it is called in HTTP, and how large it may be. */
public enum MediaType {
    JPEG("image/jpeg", "jpg", Kind.IMAGE),
    PNG("image/png", "png", Kind.IMAGE),
    GIF("image/gif", "gif", Kind.IMAGE),
    PDF("application/pdf", "pdf", Kind.DOCUMENT),
    MP3("audio/mpeg", "mp3", Kind.AUDIO),
    M4A("audio/mp4", "m4a", Kind.AUDIO),
    OGG("audio/ogg", "ogg", Kind.AUDIO),
    WAV("audio/wav", "wav", Kind.AUDIO);

    /** What is done with an upload. */
    public enum Kind {
        /** Decoded and encoded again, in several widths. */
        IMAGE(25_000_000),
        DOCUMENT(50_000_000),
        AUDIO(100_000_000);

        private final long largest;

        Kind(long largest) {
            this.largest = largest;
        }

        /** In bytes. */
        public long largest() {
            return largest;
        }
    }

    private final String contentType;
    private final String extension;
    private final Kind kind;

    MediaType(String contentType, String extension, Kind kind) {
        this.contentType = contentType;
        this.extension = extension;
        this.kind = kind;
    }

    public static Optional<MediaType> of(String contentType) {
        return Arrays.stream(values())
                .filter(type -> type.contentType.equals(contentType))
                .findFirst();
    }

    public static List<String> contentTypes() {
        return Arrays.stream(values()).map(MediaType::contentType).toList();
    }

    public String contentType() {
        return contentType;
    }

    /** Of a file's name, without the dot. */
    public String extension() {
        return extension;
    }

    public Kind kind() {
        return kind;
    }
}

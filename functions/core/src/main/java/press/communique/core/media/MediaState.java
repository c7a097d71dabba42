package press.communique.core.media;

import java.util.Locale;

/** How far an upload is. */
public enum MediaState {
    AWAITING_UPLOAD,
    PROCESSING,
    READY,
    REFUSED;

    /** As it stands in JSON and in the table: {@code awaiting-upload}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static MediaState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}

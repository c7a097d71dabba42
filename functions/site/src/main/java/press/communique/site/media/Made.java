package press.communique.site.media;

import java.util.List;
import press.communique.core.media.StoredFile;

/**
 * What was made of a picture.
 *
 * @param width of the whole picture, upright
 */
record Made(int width, int height, List<File> files) {

    /** A file and its bytes. */
    record File(StoredFile about, byte[] bytes) {}
}

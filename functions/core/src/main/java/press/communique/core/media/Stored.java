package press.communique.core.media;

import java.util.Comparator;
import java.util.List;

/**
 * What was made of an upload. It never changes, so pages may be made of it.
 *
 * @param hash of the files' bytes, as it stands in their public address
 * @param width of the image as it was uploaded and set upright, in pixels; 0 if it is none
 * @param files widest last, for each width the modern format first
 */
public record Stored(String hash, int width, int height, List<StoredFile> files) {

    public static final String WEBP = "image/webp";

    public Stored {
        files = List.copyOf(files);
    }

    /** Where readers find a file once a release shows it. */
    public String path(StoredFile file) {
        return "/media/" + hash + "/" + file.name();
    }

    /** The files of the modern format; empty if there are none. */
    public List<StoredFile> modern() {
        return files.stream().filter(file -> file.contentType().equals(WEBP)).toList();
    }

    /** The files that every browser shows. */
    public List<StoredFile> plain() {
        return files.stream().filter(file -> !file.contentType().equals(WEBP)).toList();
    }

    /** The one file of a document or of sound; of an image the widest that every browser shows. */
    public StoredFile main() {
        return plain().stream().max(Comparator.comparingInt(StoredFile::width)).orElseThrow();
    }

    /** The narrowest file that every browser shows and that has at least this width, or else the widest. */
    public StoredFile atLeast(int pixels) {
        return plain().stream()
                .filter(file -> file.width() >= pixels)
                .min(Comparator.comparingInt(StoredFile::width))
                .orElseGet(this::main);
    }
}

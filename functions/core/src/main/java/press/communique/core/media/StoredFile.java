package press.communique.core.media;

/**
 * A file that was made of an upload.
 *
 * @param name the last part of its address: {@code 960.webp}, {@code annual-report.pdf}
 * @param bytes how many it has
 * @param width in pixels; 0 if it is no image
 */
public record StoredFile(String name, String contentType, long bytes, int width, int height) {}

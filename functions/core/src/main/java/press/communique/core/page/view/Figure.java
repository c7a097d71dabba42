package press.communique.core.page.view;

/**
 * An image with its renditions.
 *
 * @param modern the {@code srcset} of the modern format; null if there is none
 * @param plain the {@code srcset} that every browser understands
 * @param alt empty if the image says nothing that needs words
 * @param caption empty if there is none
 */
public record Figure(
        String modern, String plain, String sizes, String src, int width, int height, String alt, String caption) {}

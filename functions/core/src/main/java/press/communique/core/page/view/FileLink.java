package press.communique.core.page.view;

/**
 * A file to download.
 *
 * @param about what kind it is and how large: {@code PDF, 1.2 MB}
 */
public record FileLink(String href, String type, String text, String about) {}

package press.communique.core.page.view;

/**
 * The same page in another language, for search engines.
 *
 * @param language {@code fr} or {@code x-default}
 * @param href absolute
 */
public record Alternate(String language, String href) {}

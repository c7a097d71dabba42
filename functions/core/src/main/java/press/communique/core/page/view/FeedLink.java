package press.communique.core.page.view;

/**
 * A feed that feed readers find by the page.
 *
 * @param type its media type
 */
public record FeedLink(String type, String title, String href) {}

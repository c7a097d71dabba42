package press.communique.core.page.view;

import java.util.List;

/**
 * The page about feeds.
 *
 * @param feeds of all news, one for each form
 * @param addresses of these feeds in full, to copy
 */
public record FeedsView(Frame frame, List<Anchor> feeds, List<String> addresses) {}

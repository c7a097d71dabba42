package press.communique.core.page.view;

/**
 * A page that says one thing.
 *
 * @param hint a second, quieter sentence; null if there is none
 * @param action where its button posts to; null if there is no button
 * @param next a link to go on with; null if there is none
 */
public record NoticeView(
        Frame frame, String title, String text, String hint, String action, String button, Anchor next) {}

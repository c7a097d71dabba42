package press.communique.core.page.view;

/**
 * A page that says one thing.
 *
 * @param hint a second, quieter sentence; null if there is none
 * @param action where its button posts to; null if there is no button
 * @param tick something to tick above the button; null if there is nothing
 * @param next a link to go on with; null if there is none
 */
public record NoticeView(
        Frame frame,
        String title,
        String text,
        String hint,
        String action,
        FormView.Choice tick,
        String button,
        Anchor next) {}

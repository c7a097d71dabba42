package press.communique.core.page.view;

/**
 * What stands in a withdrawn post's place.
 *
 * @param reason may be empty
 */
public record WithdrawnView(Frame frame, String by, Day day, String reason) {}

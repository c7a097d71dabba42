package press.communique.core.page.view;

/**
 * A post in a list.
 *
 * @param summary may be empty
 * @param kind the name of the post's type
 */
public record Row(String href, String title, String summary, String kind, Day day) {}

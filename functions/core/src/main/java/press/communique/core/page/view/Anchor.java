package press.communique.core.page.view;

/**
 * A link.
 *
 * @param text never blank
 * @param href percent-encoded, of a scheme that is safe to follow
 * @param external whether it leads to another host
 * @param current whether it leads to the page that it stands on
 * @param language of the page that it leads to, where that is another than this page's; otherwise null
 */
public record Anchor(String text, String href, boolean external, boolean current, String language) {

    /** A link to a page of this site, in the language of the page it stands on. */
    public static Anchor to(String href, String text) {
        return new Anchor(text, href, false, false, null);
    }
}

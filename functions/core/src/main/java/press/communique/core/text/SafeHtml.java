package press.communique.core.text;

/**
 * HTML that the {@link Sanitiser} has let through; the only markup that a page, a feed or a mail takes.
 *
 * <p>There is no way to make one from a string outside this package.
 */
public final class SafeHtml {

    /** No text at all. */
    public static final SafeHtml EMPTY = new SafeHtml("");

    private final String html;

    SafeHtml(String html) {
        this.html = html;
    }

    public boolean isEmpty() {
        return html.isEmpty();
    }

    /** Both, one after the other. */
    public SafeHtml followedBy(SafeHtml next) {
        return new SafeHtml(html + next.html);
    }

    /** The markup, ready to stand inside a {@code body}. */
    @Override
    public String toString() {
        return html;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SafeHtml that && html.equals(that.html);
    }

    @Override
    public int hashCode() {
        return html.hashCode();
    }
}

package press.communique.core.page.view;

import java.util.List;

/**
 * A list of posts, newest first, by month.
 *
 * @param kicker says what kind of list this is, above its title; empty if the title says it
 * @param groups months with their posts
 * @param archive years with links to their months
 * @param further where a page of the archive leads on to
 * @param feeds of this list
 * @param subscribe a form for this list alone; null where there is none
 */
public record ListView(
        Frame frame,
        String kicker,
        String title,
        List<Group> groups,
        List<Year> archive,
        List<Anchor> further,
        List<Anchor> feeds,
        InlineForm subscribe) {

    /**
     * The posts of a month.
     *
     * @param id of the heading, to jump to
     * @param month its name
     * @param title null where the page's own title names the month already
     */
    public record Group(String id, String month, String title, List<Row> rows) {}

    /** A year's months. */
    public record Year(Anchor year, List<Anchor> months) {}

    /** A form with one question, which subscribes to the list that it stands on. */
    public record InlineForm(String title, String field, String value) {}
}

package press.communique.mail.text;

import java.util.List;

/**
 * A digest as the template shows it; every text is plain and escaped there.
 *
 * @param direction of the interface texts: {@code ltr} or {@code rtl}
 * @param preheader what a mailbox shows beside the subject
 * @param more where the posts are that are not shown, and what that link says; both empty if all are
 */
public record DigestView(
        String language,
        String direction,
        String newsroom,
        String home,
        String preheader,
        String title,
        List<Group> groups,
        String more,
        String moreText,
        String why,
        String change,
        String changeText,
        String stop,
        String stopText) {

    /** Posts of one type, the newest first. */
    public record Group(String name, List<Item> items) {}

    /**
     * One post.
     *
     * @param language of the edition, which need not be that of the interface texts
     * @param summary may be empty
     */
    public record Item(String language, String title, String date, String summary, String link) {}
}

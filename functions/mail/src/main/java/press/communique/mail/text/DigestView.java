package press.communique.mail.text;

import java.util.List;
import java.util.Optional;

/**
 * A mail about a period, as {@code digest.jte} shows it; every text is plain and escaped there.
 *
 * @param more where the posts are that are not shown; empty if all are
 */
public record DigestView(MailFrame frame, String title, List<Group> groups, Optional<MailLink> more) {

    /** Posts of one type, the newest first. */
    public record Group(String name, List<Item> items) {}

    /**
     * One post.
     *
     * @param language of the edition, which need not be that of the mail
     * @param direction in which that is written
     * @param summary may be empty
     * @param link the title, and where it leads
     */
    public record Item(String language, String direction, String date, String summary, MailLink link) {}
}

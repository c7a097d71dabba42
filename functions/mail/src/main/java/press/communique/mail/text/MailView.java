package press.communique.mail.text;

/**
 * A mail that says one thing and leads to one page, as {@code mail.jte} shows it; every text is plain and escaped there.
 *
 * @param kicker kind and date, above the title; may be empty
 * @param text below the title; may be empty
 * @param button where it leads
 */
public record MailView(MailFrame frame, String kicker, String title, String text, MailLink button) {

    MailView marked(String word) {
        return new MailView(frame.marked(word), kicker, title, text, button);
    }
}

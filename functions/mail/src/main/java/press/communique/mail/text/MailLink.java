package press.communique.mail.text;

/**
 * A link and what it says; both are plain text.
 *
 * @param address complete, with its scheme
 */
public record MailLink(String address, String text) {}

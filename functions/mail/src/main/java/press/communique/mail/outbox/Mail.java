package press.communique.mail.outbox;

import java.util.HashMap;
import java.util.Map;
import press.communique.core.audience.EmailAddress;

/**
 * One mail to one reader, ready to go.
 *
 * @param headers besides those that every mail has; printable ASCII, at most 870 characters each (SES)
 * @param tags by which the provider's events are told apart; {@code [A-Za-z0-9_-]}, at most 256 characters each
 */
public record Mail(
        EmailAddress to,
        String subject,
        String text,
        String html,
        Map<String, String> headers,
        Map<String, String> tags) {

    private static final int LONGEST_HEADER = 870;

    public Mail {
        headers = Map.copyOf(headers);
        tags = Map.copyOf(tags);
        headers.forEach(Mail::requireHeader);
        tags.forEach(Mail::requireTag);
        if (subject.isBlank() || !subject.equals(HeaderText.oneLine(subject))) {
            throw new IllegalArgumentException("A subject is one line of text");
        }
    }

    /** The same mail with one tag more. */
    public Mail tagged(String name, String value) {
        var more = new HashMap<>(tags);
        more.put(name, value);
        return new Mail(to, subject, text, html, headers, more);
    }

    private static void requireHeader(String name, String value) {
        if (!name.matches("[A-Za-z0-9-]{1,126}") || !value.matches("[\\x20-\\x7e]{1," + LONGEST_HEADER + "}")) {
            throw new IllegalArgumentException("Not fit for a mail header: " + name);
        }
    }

    private static void requireTag(String name, String value) {
        if (!(name + value).matches("[A-Za-z0-9_-]+") || value.isEmpty() || value.length() > 256) {
            throw new IllegalArgumentException("Not fit for a tag: " + name);
        }
    }
}

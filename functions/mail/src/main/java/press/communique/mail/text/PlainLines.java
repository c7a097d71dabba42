package press.communique.mail.text;

import java.text.BreakIterator;
import java.util.Locale;

/**
 * Breaks text into lines as its language does: between words where there are blanks, and by the rules of the script
 * (UAX 14) in Chinese, Japanese or Thai. A link is never broken.
 */
final class PlainLines {

    /** RFC 3676 section 4.2 asks for at most 78 and recommends less. */
    private static final int WIDTH = 72;

    private final StringBuilder text = new StringBuilder();
    private final Locale locale;

    PlainLines(String language) {
        this.locale = Locale.forLanguageTag(language);
    }

    /** On lines of its own, with an empty one after it; nothing if there is nothing to say. */
    PlainLines paragraph(String words) {
        if (!words.isEmpty()) {
            wrap(words);
            text.append('\n');
        }
        return this;
    }

    /** On lines of its own. */
    PlainLines line(String words) {
        wrap(words);
        return this;
    }

    /** What a link says, and below it the link, alone, so that every mailbox makes it one. */
    PlainLines link(MailLink link) {
        wrap(link.text() + ":");
        text.append(link.address()).append('\n');
        return this;
    }

    /** The link alone, where what it says stands above. */
    PlainLines address(MailLink link) {
        text.append(link.address()).append('\n');
        return this;
    }

    /** An empty line. */
    PlainLines gap() {
        text.append('\n');
        return this;
    }

    /** What mailboxes fold away or show in grey below (RFC 3676, section 4.3). */
    PlainLines signature() {
        text.append("-- \n");
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void wrap(String words) {
        BreakIterator breaks = BreakIterator.getLineInstance(locale);
        breaks.setText(words);
        int column = 0;
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            String piece = words.substring(from, to);
            if (column > 0 && column + width(piece.stripTrailing()) > WIDTH) {
                text.setLength(text.length() - trailingBlanks());
                text.append('\n');
                column = 0;
            }
            text.append(piece);
            column += width(piece);
        }
        text.setLength(text.length() - trailingBlanks());
        text.append('\n');
    }

    private int trailingBlanks() {
        int blanks = 0;
        while (blanks < text.length() && text.charAt(text.length() - 1 - blanks) == ' ') {
            blanks++;
        }
        return blanks;
    }

    /** In columns: ideographs and their like take two, marks on a letter none. */
    private static int width(String piece) {
        return piece.codePoints().map(PlainLines::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.FORMAT) {
            return 0;
        }
        return Character.isIdeographic(c)
                        || c >= 0x3000 && c <= 0x30ff
                        || c >= 0xac00 && c <= 0xd7a3
                        || c >= 0xff00 && c <= 0xff60
                ? 2
                : 1;
    }
}

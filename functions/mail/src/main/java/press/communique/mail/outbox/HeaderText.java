package press.communique.mail.outbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/** Text on its way into a mail's header. */
public final class HeaderText {

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+");
    /** Directional embeddings, overrides and isolates (UAX 9, section 2). */
    private static final Pattern TURNS = Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069]");

    /** What a mailbox would decode though it was meant as it stands (RFC 2047, section 2). */
    private static final Pattern ENCODED = Pattern.compile("=\\?([^?\\s]+\\?[BbQq]\\?)");

    private static final Pattern HALVES = Pattern.compile("\\p{Cs}");

    /** Of UTF-8, so that an encoded word stays within the 75 characters of RFC 2047, section 2. */
    private static final int WORD_BYTES = 45;

    private HeaderText() {}

    /**
     * On one line: whatever could end a header becomes a blank. What would turn the words around it in a list of mails
     * goes, and a half of a character, which no encoding can carry, becomes its replacement. Joiners stay: Persian and
     * the scripts of India are not spelt without them.
     */
    public static String oneLine(String text) {
        String line = BREAKS.matcher(TURNS.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
        return ENCODED.matcher(HALVES.matcher(line).replaceAll("\ufffd")).replaceAll("= ?$1");
    }

    /** As a display name: quoted if it is plain ASCII, otherwise in encoded words (RFC 2047). */
    public static String name(String text) {
        String line = oneLine(text);
        if (line.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            return "\"" + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        }
        var words = new StringBuilder();
        var word = new StringBuilder();
        int bytes = 0;
        for (int c : line.codePoints().toArray()) {
            String character = Character.toString(c);
            int size = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > WORD_BYTES) {
                words.append(encoded(word)).append(' ');
                word.setLength(0);
                bytes = 0;
            }
            word.append(character);
            bytes += size;
        }
        return words.append(encoded(word)).toString();
    }

    private static String encoded(CharSequence word) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8))
                + "?=";
    }
}

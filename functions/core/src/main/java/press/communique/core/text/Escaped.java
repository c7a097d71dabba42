package press.communique.core.text;

import java.util.Set;

/**
 * Writes words and values of attributes as the {@link Sanitiser} does: nothing in them can end an attribute, begin an
 * element or an entity, or mean something to a script that looks for templates in a page. What its library treats in a way
 * of its own is {@link PlainMarkup.NotPlain not plain}.
 */
final class Escaped {

    /** By character; what is empty stands for itself. */
    private static final String[] ENTITIES = new String[128];

    private static final String NOT_PLAIN = "";

    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel");

    /** In addresses; these mean the same to everybody who reads one. */
    private static final boolean[] IN_ADDRESS = new boolean[128];

    static {
        for (int i = 0; i < ' '; i++) {
            ENTITIES[i] = NOT_PLAIN;
        }
        ENTITIES['\t'] = null;
        ENTITIES['\n'] = null;
        ENTITIES['"'] = "&#34;";
        ENTITIES['&'] = "&amp;";
        ENTITIES['\''] = "&#39;";
        ENTITIES['+'] = "&#43;";
        ENTITIES['<'] = "&lt;";
        ENTITIES['='] = "&#61;";
        ENTITIES['>'] = "&gt;";
        ENTITIES['@'] = "&#64;";
        ENTITIES['`'] = "&#96;";
        String allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/?#&=+:,;@!$'*()";
        allowed.chars().forEach(character -> IN_ADDRESS[character] = true);
    }

    private final StringBuilder html;

    Escaped(StringBuilder html) {
        this.html = html;
    }

    void words(String words) {
        escape(words, true);
    }

    void value(String value) {
        escape(value, false);
    }

    private void escape(String text, boolean isText) {
        int length = text.length();
        int from = 0;
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            if (character < 128) {
                String entity = character == '{' ? brace(text, i, isText) : ENTITIES[character];
                if (entity != null) {
                    if (entity.isEmpty() || !isText && character == '`') {
                        throw new PlainMarkup.NotPlain();
                    }
                    html.append(text, from, i).append(entity);
                    from = i + 1;
                }
            } else if (character >= 0x900) {
                if (Character.isHighSurrogate(character)
                        && i + 1 < length
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    html.append(text, from, i)
                            .append("&#x")
                            .append(Integer.toHexString(text.codePointAt(i)))
                            .append(';');
                    from = ++i + 1;
                } else if (!isPlain(character)) {
                    throw new PlainMarkup.NotPlain();
                }
            }
        }
        html.append(text, from, length);
    }

    /** Two of them are kept apart, since some scripts take them for a template. */
    private static String brace(String text, int at, boolean isText) {
        if (!isText || at + 1 == text.length()) {
            return NOT_PLAIN;
        }
        return text.charAt(at + 1) == '{' ? "{<!-- -->" : null;
    }

    /** Scripts in which some characters are dropped, halves of a character, and forms that pass for ASCII. */
    private static boolean isPlain(char character) {
        return (character < 0x900 || character > 0xcff)
                && character != 0x1fef
                && (character < 0xd800 || character > 0xdfff && character < 0xfe60);
    }

    /**
     * Writes an address that nobody can read in two ways: a path, or one of the schemes that we allow. Brackets are encoded,
     * since they end an address elsewhere.
     */
    void address(String address) {
        if (!isPlainAddress(address)) {
            throw new PlainMarkup.NotPlain();
        }
        value(address.replace("(", "%28").replace(")", "%29"));
    }

    private static boolean isPlainAddress(String address) {
        int scheme = -1;
        for (int i = 0; i < address.length(); i++) {
            char character = address.charAt(i);
            boolean isAllowed = character < 128 && IN_ADDRESS[character] || isPercentEncoded(address, i);
            if (!isAllowed) {
                return false;
            }
            if (scheme < 0 && ":/?#".indexOf(character) >= 0) {
                scheme = i;
            }
        }
        boolean hasScheme = scheme >= 0 && address.charAt(scheme) == ':';
        return hasScheme ? SCHEMES.contains(address.substring(0, scheme)) : !address.isEmpty();
    }

    private static boolean isPercentEncoded(String address, int at) {
        return address.charAt(at) == '%'
                && at + 2 < address.length()
                && Character.digit(address.charAt(at + 1), 16) >= 0
                && address.charAt(at + 1) < 128
                && Character.digit(address.charAt(at + 2), 16) >= 0
                && address.charAt(at + 2) < 128;
    }
}

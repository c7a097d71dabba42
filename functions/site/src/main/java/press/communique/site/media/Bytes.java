package press.communique.site.media;

import java.nio.charset.StandardCharsets;

/** Reads numbers and words in a file's bytes; behind the end is damage. */
record Bytes(byte[] all) {

    int length() {
        return all.length;
    }

    int at(int position) throws Refused {
        if (position < 0 || position >= all.length) {
            throw Refused.damaged();
        }
        return all[position] & 0xff;
    }

    /** Two bytes, the high one first. */
    int two(int position) throws Refused {
        return at(position) << 8 | at(position + 1);
    }

    /** Two bytes, the low one first. */
    int twoReversed(int position) throws Refused {
        return at(position) | at(position + 1) << 8;
    }

    long four(int position) throws Refused {
        return (long) two(position) << 16 | two(position + 2);
    }

    boolean has(int position, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        if (position < 0 || position + wanted.length > all.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (all[position + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a text in lower case stands somewhere from here to there, in whatever case. */
    boolean holds(int from, int to, String lowerCase) {
        int end = Math.min(to, all.length) - lowerCase.length();
        for (int i = Math.max(0, from); i <= end; i++) {
            int matched = 0;
            while (matched < lowerCase.length() && lower(all[i + matched]) == lowerCase.charAt(matched)) {
                matched++;
            }
            if (matched == lowerCase.length()) {
                return true;
            }
        }
        return false;
    }

    private static int lower(byte value) {
        return value >= 'A' && value <= 'Z' ? value + 32 : value;
    }
}

package press.communique.core.text;

/**
 * Keeps hostile text from costing time without end: CommonMark looks from each {@code <} for the next {@code >}, so a
 * megabyte of the one without the other would take minutes.
 */
final class OpenBrackets {

    /** In characters; no tag or address that anybody writes is longer. */
    private static final int LONGEST_TAG = 2_000;

    /** How many brackets without an end a text may have, each of which costs one look over the whole of it. */
    private static final int MOST = 200;

    private OpenBrackets() {}

    /** The same text, unless it has very many open brackets: these become entities, which read the same on the page. */
    static String tame(String body) {
        if (count(body) <= MOST) {
            return body;
        }
        var tamed = new StringBuilder(body.length() + 1_000);
        int end = -1;
        for (int i = 0; i < body.length(); i++) {
            if (end < i) {
                end = next(body, i);
            }
            if (body.charAt(i) == '<' && isOpen(i, end)) {
                tamed.append("&lt;");
            } else {
                tamed.append(body.charAt(i));
            }
        }
        return tamed.toString();
    }

    private static int count(String body) {
        int count = 0;
        int end = -1;
        for (int i = body.indexOf('<'); i >= 0; i = body.indexOf('<', i + 1)) {
            if (end < i) {
                end = next(body, i);
            }
            if (isOpen(i, end)) {
                count++;
            }
        }
        return count;
    }

    private static int next(String body, int from) {
        int end = body.indexOf('>', from);
        return end < 0 ? Integer.MAX_VALUE : end;
    }

    private static boolean isOpen(int bracket, int end) {
        return end - bracket > LONGEST_TAG;
    }
}

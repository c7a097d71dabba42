package press.communique.api.editor;

import press.communique.api.http.ProblemReply;
import press.communique.api.http.Request;

/** How many items of a list are asked for: {@code ?limit=}, 20 if it is left out. */
final class Limit {

    private static final int USUAL = 20;
    private static final int HIGHEST = 100;

    private Limit() {}

    /** @throws ProblemReply 400 if it is no number from 1 to 100 */
    static int of(Request request) {
        String text = request.query("limit").orElse(String.valueOf(USUAL));
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > HIGHEST) {
            throw new ProblemReply(400, "bad-limit", "limit is a number from 1 to " + HIGHEST + ".");
        }
        return Integer.parseInt(text);
    }
}

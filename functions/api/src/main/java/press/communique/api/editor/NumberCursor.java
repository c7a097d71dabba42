package press.communique.api.editor;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import press.communique.api.http.ProblemReply;

/** A list that goes by numbers, such as revisions, continues before one of them. */
final class NumberCursor {

    private NumberCursor() {}

    static String encode(long number) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.valueOf(number).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProblemReply 400 if it is none of ours */
    static long decode(String cursor) {
        try {
            String number = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (number.matches("[1-9][0-9]{0,9}")) {
                return Long.parseLong(number);
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below.
        }
        throw new ProblemReply(400, "bad-cursor", "The cursor is none that this list gave.");
    }
}

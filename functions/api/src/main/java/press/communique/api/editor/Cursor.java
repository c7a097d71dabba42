package press.communique.api.editor;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import press.communique.api.http.ProblemReply;

/** Where the next page of a list begins, as clients carry it: text that tells them nothing. */
final class Cursor {

    private Cursor() {}

    static String encode(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param form a regular expression of the places in this list
     * @throws ProblemReply 400 if it is none of ours
     */
    static String decode(String cursor, String form) {
        try {
            String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (place.matches(form)) {
                return place;
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below.
        }
        throw bad();
    }

    static ProblemReply bad() {
        return new ProblemReply(400, "bad-cursor", "The cursor is none that this list gave.");
    }
}

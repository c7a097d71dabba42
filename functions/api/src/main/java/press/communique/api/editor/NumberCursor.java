package press.communique.api.editor;

/** A list that goes by numbers, such as revisions, continues before one of them. */
final class NumberCursor {

    private NumberCursor() {}

    static String encode(long number) {
        return Cursor.encode(String.valueOf(number));
    }

    /**
     * @param highest number in the list
     * @throws press.communique.api.http.ProblemReply 400 if it is none of ours
     */
    static long decode(String cursor, long highest) {
        long number = Long.parseLong(Cursor.decode(cursor, "[1-9][0-9]{0,9}"));
        if (number > highest) {
            throw Cursor.bad();
        }
        return number;
    }
}

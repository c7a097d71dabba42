package press.communique.api.link;

/**
 * What came of asking for a link.
 *
 * @param status of the last answer; 0 if there was none
 * @param detail a sentence for whoever wrote the link; empty if it works
 */
public record LinkVerdict(Kind kind, int status, String detail) {

    public static final LinkVerdict WORKS = new LinkVerdict(Kind.WORKS, 200, "");

    /** What there is to know of a link. */
    public enum Kind {
        WORKS,
        /** Answered with 4xx or 5xx, or led round in circles. */
        BROKEN,
        /** There is something, but not for us: 401, 403, 429 and the like. */
        CLOSED,
        UNANSWERED,
        /** Not asked: it leads where a public text should not lead. */
        REFUSED,
        /** Not asked: there were too many. */
        UNASKED
    }
}

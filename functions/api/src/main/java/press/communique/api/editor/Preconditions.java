package press.communique.api.editor;

import java.util.Arrays;
import java.util.Optional;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Request;

/** The {@code If-Match} that every change of something existing must carry (RFC 9110 section 13.1.1). */
final class Preconditions {

    private Preconditions() {}

    /**
     * One entity tag or a list of them. {@code *} names no revision that anybody has read, and weak tags match nothing.
     *
     * @throws ProblemReply 428 without the header, 412 if it names only other revisions than the current one
     */
    static void require(Request request, long current) {
        String match = request.header("if-match")
                .orElseThrow(() -> new ProblemReply(
                        428,
                        "if-match-missing",
                        "Send If-Match with the ETag that you read, so that nobody's change is overwritten."));
        if (Arrays.stream(match.split(",")).map(String::strip).noneMatch(etag(current)::equals)) {
            throw stale(current);
        }
    }

    /** The revision that the caller has read; empty if the header names none. */
    static Optional<Long> revision(Request request) {
        return request.header("if-match")
                .map(String::strip)
                .filter(match -> match.matches("\"[0-9]{1,10}\""))
                .map(match -> Long.parseLong(match.substring(1, match.length() - 1)));
    }

    static ProblemReply stale(long current) {
        return new ProblemReply(
                        412,
                        "stale",
                        "It has changed since you read it; the current revision is " + current
                                + ". Read it again and repeat your change.")
                .with("revision", current)
                .withHeader("ETag", etag(current));
    }

    static String etag(long revision) {
        return "\"" + revision + "\"";
    }
}

package press.communique.api.editor;

import java.util.Arrays;
import java.util.stream.Stream;
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
        if (tags(match).noneMatch(etag(current)::equals)) {
            throw stale(current);
        }
    }

    /** The revisions that the caller has read. */
    static Stream<Long> revisions(Request request) {
        return request.header("if-match").stream()
                .flatMap(Preconditions::tags)
                .filter(tag -> tag.matches("\"[0-9]{1,10}\""))
                .map(tag -> Long.parseLong(tag.substring(1, tag.length() - 1)));
    }

    private static Stream<String> tags(String match) {
        return Arrays.stream(match.split(",")).map(String::strip);
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

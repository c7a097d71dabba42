package press.communique.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import press.communique.core.problem.Problem;

/**
 * An answer that says what is wrong, as {@code application/problem+json} (RFC 9457), thrown from wherever it is found.
 *
 * <pre>{@code throw new ProblemReply(404, "not-found", "There is no such post.");}</pre>
 */
public final class ProblemReply extends RuntimeException {

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(409, "Conflict"),
            Map.entry(412, "Precondition failed"),
            Map.entry(413, "Content too large"),
            Map.entry(415, "Unsupported media type"),
            Map.entry(422, "Unprocessable content"),
            Map.entry(428, "Precondition required"),
            Map.entry(429, "Too many requests"),
            Map.entry(500, "Internal error"),
            Map.entry(503, "Service unavailable"));

    private final int status;
    private final transient ObjectNode document;
    private final transient Map<String, String> headers;

    public ProblemReply(int status, String code, String detail) {
        this(status, Map.of(), document(status, code, detail));
    }

    private ProblemReply(int status, Map<String, String> headers, ObjectNode document) {
        super(document.path("detail").asText());
        this.status = status;
        this.headers = headers;
        this.document = document;
    }

    /** The same with a list of what is wrong, each with a pointer. */
    public ProblemReply with(List<Problem> problems) {
        ObjectNode copy = document.deepCopy();
        var errors = copy.putArray("errors");
        for (Problem problem : problems) {
            errors.addObject()
                    .put("pointer", problem.pointer())
                    .put("code", problem.code())
                    .put("detail", problem.detail());
        }
        return new ProblemReply(status, headers, copy);
    }

    public ProblemReply with(String name, long value) {
        ObjectNode copy = document.deepCopy();
        copy.put(name, value);
        return new ProblemReply(status, headers, copy);
    }

    public ProblemReply with(String name, List<String> values) {
        ObjectNode copy = document.deepCopy();
        var array = copy.putArray(name);
        values.forEach(array::add);
        return new ProblemReply(status, headers, copy);
    }

    public ProblemReply withHeader(String name, String value) {
        return new ProblemReply(status, Map.of(name, value), document);
    }

    public int status() {
        return status;
    }

    Reply reply() {
        Reply reply = Reply.of(status, "application/problem+json", Json.write(document));
        for (Map.Entry<String, String> header : headers.entrySet()) {
            reply = reply.with(header.getKey(), header.getValue());
        }
        return reply;
    }

    private static ObjectNode document(int status, String code, String detail) {
        return Json.object()
                .put("type", "about:blank")
                .put("title", TITLES.getOrDefault(status, "Error"))
                .put("status", status)
                .put("code", code)
                .put("detail", detail);
    }
}

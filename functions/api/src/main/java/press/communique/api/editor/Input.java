package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.post.ContentCheck;
import press.communique.core.problem.InvalidInput;
import press.communique.core.problem.Problem;

/** The JSON body of a request, and everything that is wrong with it at once: its form by the schema, its sense by us. */
final class Input {

    private Input() {}

    /** The same for a step that needs no words: no body at all is an empty object. */
    static JsonNode step(Request request, String schema) {
        return request.body().length == 0 ? Json.object() : object(request, schema);
    }

    /** @throws ProblemReply 415 or 400 if the body is not a JSON object */
    static JsonNode object(Request request, String schema) {
        if (!request.contentType().equals("application/json")) {
            throw new ProblemReply(415, "unsupported-media-type", "Send JSON with Content-Type: application/json.");
        }
        JsonNode json = Json.read(request.body());
        if (!json.isObject()) {
            throw new ProblemReply(422, "invalid", "The body must be a JSON object.")
                    .with(List.of(new Problem("", "wrong-type", "Expected object.")));
        }
        return Schemas.withoutReadOnly(schema, json);
    }

    /**
     * Joins both kinds of problems: where the form is wrong, the sense is not spoken of.
     *
     * @throws InvalidInput if there is any
     */
    static void refuse(List<Problem> form, List<Problem> sense) {
        var all = new ArrayList<Problem>();
        for (Problem problem : form) {
            if (sense.stream()
                    .noneMatch(other -> isTooLarge(other) && other.pointer().equals(problem.pointer()))) {
                all.add(problem);
            }
        }
        for (Problem problem : sense) {
            if (isTooLarge(problem) || form.stream().noneMatch(other -> covers(other, problem))) {
                all.add(problem);
            }
        }
        if (!all.isEmpty()) {
            throw new InvalidInput(all);
        }
    }

    private static boolean covers(Problem form, Problem sense) {
        return sense.pointer().equals(form.pointer()) || sense.pointer().startsWith(form.pointer() + "/");
    }

    private static boolean isTooLarge(Problem problem) {
        return problem.code().equals(ContentCheck.TOO_LARGE);
    }
}

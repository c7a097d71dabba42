package press.communique.site.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A bounded piece of rendering everything again for one revision of the settings.
 *
 * @param settings the revision that it is for; once there is a newer one, that has pieces of its own
 * @param run the request that it answers
 * @param number how many pieces come before it
 * @param step which kind of files
 * @param from where the piece begins; see {@link Position}
 */
public record Piece(long settings, long run, long number, Step step, String from) {

    /** In this order, so that what a page leads to is there before it. */
    public enum Step {
        ARCHIVES,
        LISTS,
        POSTS,
        /** Files that nothing accounts for: everything else has been written by then. */
        ORPHANS;

        static Step first() {
            return ARCHIVES;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As a message's body. */
    String json() {
        return JSON.createObjectNode()
                .put("settings", settings)
                .put("run", run)
                .put("number", number)
                .put("step", step.name())
                .put("from", from)
                .toString();
    }

    /** @throws IllegalArgumentException if the message is none of ours */
    static Piece parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return new Piece(
                    json.path("settings").asLong(),
                    json.path("run").asLong(),
                    json.path("number").asLong(),
                    Step.valueOf(json.path("step").asText()),
                    json.path("from").asText());
        } catch (JsonProcessingException notOurs) {
            throw new IllegalArgumentException("Not a piece of a rebuild", notOurs);
        }
    }

    Position position() {
        return new Position(step, from);
    }
}

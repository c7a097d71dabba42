package press.communique.site.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A bounded piece of rendering everything again for one revision of the settings.
 *
 * @param settings the revision that it is for; once there is a newer one, that has pieces of its own
 * @param step which kind of files
 * @param from where the piece begins: a position among the lists with the last part that is done, a cursor among the posts; empty for the start
 */
public record Piece(long settings, Step step, String from) {

    /** In this order, so that what a page leads to is there before it. */
    public enum Step {
        ARCHIVES,
        LISTS,
        POSTS
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As a message's body. */
    String json() {
        return JSON.createObjectNode()
                .put("settings", settings)
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
                    Step.valueOf(json.path("step").asText()),
                    json.path("from").asText());
        } catch (JsonProcessingException notOurs) {
            throw new IllegalArgumentException("Not a piece of a rebuild", notOurs);
        }
    }

    /** The first piece. */
    public static Piece first(long settings) {
        return new Piece(settings, Step.ARCHIVES, "");
    }
}

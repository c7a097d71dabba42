package press.communique.mail.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A message of a channel's queue: {@code {"post":"01KB…","revision":2}}. A signal: what is told is read when it comes. */
record ChannelMessage(String post, long revision) {

    private static final ObjectMapper JSON = new ObjectMapper();

    String json() {
        return JSON.createObjectNode()
                .put("post", post)
                .put("revision", revision)
                .toString();
    }

    /** @throws IllegalArgumentException if it is not such a message */
    static ChannelMessage read(String body) {
        try {
            JsonNode node = JSON.readTree(body);
            if (node.path("post").isTextual() && node.path("revision").isIntegralNumber()) {
                return new ChannelMessage(
                        node.get("post").asText(), node.get("revision").asLong());
            }
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("Not a message of a channel's queue", notJson);
        }
        throw new IllegalArgumentException("Not a message of a channel's queue");
    }
}

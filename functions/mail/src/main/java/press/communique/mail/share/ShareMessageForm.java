package press.communique.mail.share;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import press.communique.store.queue.ShareMessage;

/** Reads messages of the mail queue. */
public final class ShareMessageForm {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ShareMessageForm() {}

    /** The call that it began with, if the message says so. */
    public static Optional<String> cause(String body) {
        try {
            return Optional.ofNullable(JSON.readTree(body).path("cause").textValue());
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException if it is not such a message */
    public static ShareMessage read(String body) {
        try {
            JsonNode node = JSON.readTree(body);
            if (node.path("mailing").isTextual() && node.path("share").isInt()) {
                return new ShareMessage(
                        node.get("mailing").asText(), node.get("share").asInt());
            }
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("Not a message of the mail queue", notJson);
        }
        throw new IllegalArgumentException("Not a message of the mail queue");
    }
}

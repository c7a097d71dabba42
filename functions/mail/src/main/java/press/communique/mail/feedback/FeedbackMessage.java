package press.communique.mail.feedback;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import press.communique.core.mail.Feedback;
import press.communique.store.mailing.BatchFeedback;

/**
 * A message of the feedback queue: what SES told, without the address, which the rules in {@code template.yaml} leave
 * out.
 *
 * <pre>{@code
 * {"type": "Bounce", "bounce": "Permanent", "message": "0100…", "tags": {"mailing": ["01KB…-first"], "batch": ["0-1"], "reader": ["…"]}}
 * }</pre>
 *
 * @param messageId SES's
 * @param place of the batch, for a mail of a mailing
 * @param reader to whom it went
 * @param letterTo the same for a letter to a reader
 * @param request for a letter that asks to confirm
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">Contents of
 *     event data</a>
 */
record FeedbackMessage(
        Feedback what,
        String messageId,
        Optional<BatchFeedback.Place> place,
        Optional<String> reader,
        Optional<String> letterTo,
        Optional<String> request) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IllegalArgumentException if it is not such a message */
    static FeedbackMessage read(String body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("Not a message of the feedback queue", notJson);
        }
        return new FeedbackMessage(
                what(json),
                json.path("message").asText(""),
                place(json),
                tag(json, "reader"),
                tag(json, "letter").flatMap(kind -> tag(json, "reader")),
                tag(json, "request"));
    }

    private static Feedback what(JsonNode json) {
        return switch (json.path("type").asText()) {
            case "Send" -> Feedback.SENT;
            case "Delivery" -> Feedback.DELIVERED;
            case "Reject" -> Feedback.REFUSED;
            case "Rendering Failure" -> Feedback.UNRENDERED;
            case "Complaint" -> Feedback.COMPLAINED;
            case "Bounce" ->
                json.path("bounce").asText().equals("Permanent") ? Feedback.BOUNCED : Feedback.BOUNCED_SOFTLY;
            default -> throw new IllegalArgumentException("Not a message of the feedback queue");
        };
    }

    private static Optional<BatchFeedback.Place> place(JsonNode json) {
        Optional<String> mailing = tag(json, "mailing");
        String[] batch = tag(json, "batch").orElse("").split("-");
        if (mailing.isEmpty() || batch.length != 2) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new BatchFeedback.Place(mailing.get(), Integer.parseInt(batch[0]), Long.parseLong(batch[1])));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<String> tag(JsonNode json, String name) {
        return Optional.ofNullable(json.path("tags").path(name).path(0).textValue());
    }
}

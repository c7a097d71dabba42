package press.communique.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A queue's message as Lambda's event has it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Example event</a>
 */
final class QueueMessage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private QueueMessage() {}

    static ObjectNode json(Message message, String queue, String region) {
        ObjectNode json = JSON.createObjectNode();
        json.put("messageId", message.messageId());
        json.put("receiptHandle", message.receiptHandle());
        json.put("body", message.body());
        ObjectNode attributes = json.putObject("attributes");
        message.attributesAsStrings().forEach(attributes::put);
        ObjectNode own = json.putObject("messageAttributes");
        message.messageAttributes().forEach((name, value) -> {
            ObjectNode attribute = own.putObject(name);
            if (value.stringValue() != null) {
                attribute.put("stringValue", value.stringValue());
            }
            if (value.binaryValue() != null) {
                attribute.put(
                        "binaryValue",
                        Base64.getEncoder().encodeToString(value.binaryValue().asByteArray()));
            }
            attribute.putArray("stringListValues");
            attribute.putArray("binaryListValues");
            attribute.put("dataType", value.dataType());
        });
        json.put("md5OfBody", message.md5OfBody());
        json.put("eventSource", "aws:sqs");
        json.put("eventSourceARN", "arn:aws:sqs:" + region + ":000000000000:" + queue);
        json.put("awsRegion", region);
        return json;
    }
}

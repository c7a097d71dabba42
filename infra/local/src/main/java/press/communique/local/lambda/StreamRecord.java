package press.communique.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * A record of a stream as Lambda's event has it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">Example event</a>
 */
record StreamRecord(String sequence, Instant created, ObjectNode json) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static StreamRecord of(Record record, String streamArn, String region) {
        var change = record.dynamodb();
        ObjectNode json = JSON.createObjectNode();
        json.put("eventID", record.eventID());
        json.put("eventName", record.eventNameAsString());
        json.put("eventVersion", record.eventVersion());
        json.put("eventSource", "aws:dynamodb");
        json.put("awsRegion", region);
        ObjectNode dynamodb = json.putObject("dynamodb");
        Instant created =
                change.approximateCreationDateTime() == null ? Instant.now() : change.approximateCreationDateTime();
        dynamodb.put("ApproximateCreationDateTime", created.getEpochSecond());
        dynamodb.set("Keys", attributes(change.keys()));
        if (change.hasNewImage()) {
            dynamodb.set("NewImage", attributes(change.newImage()));
        }
        if (change.hasOldImage()) {
            dynamodb.set("OldImage", attributes(change.oldImage()));
        }
        dynamodb.put("SequenceNumber", change.sequenceNumber());
        dynamodb.put("SizeBytes", change.sizeBytes());
        dynamodb.put("StreamViewType", change.streamViewTypeAsString());
        json.put("eventSourceARN", streamArn);
        return new StreamRecord(change.sequenceNumber(), created, json);
    }

    private static ObjectNode attributes(Map<String, AttributeValue> attributes) {
        ObjectNode json = JSON.createObjectNode();
        attributes.forEach((name, value) -> json.set(name, attribute(value)));
        return json;
    }

    private static ObjectNode attribute(AttributeValue value) {
        ObjectNode json = JSON.createObjectNode();
        switch (value.type()) {
            case S -> json.put("S", value.s());
            case N -> json.put("N", value.n());
            case B -> json.put("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
            case BOOL -> json.put("BOOL", value.bool());
            case NUL -> json.put("NULL", true);
            case SS -> value.ss().forEach(json.putArray("SS")::add);
            case NS -> value.ns().forEach(json.putArray("NS")::add);
            case BS -> {
                ArrayNode list = json.putArray("BS");
                value.bs().forEach(b -> list.add(Base64.getEncoder().encodeToString(b.asByteArray())));
            }
            case L -> {
                ArrayNode list = json.putArray("L");
                value.l().forEach(element -> list.add(attribute(element)));
            }
            case M -> json.set("M", attributes(value.m()));
            default -> json.put("NULL", true);
        }
        return json;
    }
}

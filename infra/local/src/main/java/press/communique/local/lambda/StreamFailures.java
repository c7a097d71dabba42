package press.communique.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Sends what a stream's function could not process to its failure destination: not the records, only where they are.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Example of the message</a>
 */
final class StreamFailures {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SqsClient sqs;
    private final String queueUrl;
    private final String function;
    private final String streamArn;

    /** With {@code queueUrl} null nothing is sent, as for a source without {@code OnFailure}. */
    StreamFailures(SqsClient sqs, String queueUrl, String function, String streamArn) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.function = function;
        this.streamArn = streamArn;
    }

    void give(String shard, List<StreamRecord> records, String condition, int invocations, Invocation last) {
        if (queueUrl == null) {
            return;
        }
        StreamRecord first = records.get(0);
        StreamRecord end = records.get(records.size() - 1);
        ObjectNode message = JSON.createObjectNode();
        message.putObject("requestContext")
                .put("requestId", last == null ? UUID.randomUUID().toString() : last.requestId())
                .put("functionArn", "arn:aws:lambda:local:000000000000:function:" + function)
                .put("condition", condition)
                .put("approximateInvokeCount", invocations);
        ObjectNode response =
                message.putObject("responseContext").put("statusCode", 200).put("executedVersion", "$LATEST");
        if (last != null && last.failed()) {
            response.put("functionError", "Unhandled");
        } else {
            response.putNull("functionError");
        }
        message.put("version", "1.0").put("timestamp", Instant.now().toString());
        message.putObject("DDBStreamBatchInfo")
                .put("shardId", shard)
                .put("startSequenceNumber", first.sequence())
                .put("endSequenceNumber", end.sequence())
                .put("approximateArrivalOfFirstRecord", first.created().toString())
                .put("approximateArrivalOfLastRecord", end.created().toString())
                .put("batchSize", records.size())
                .put("streamArn", streamArn);
        sqs.sendMessage(request -> request.queueUrl(queueUrl).messageBody(message.toString()));
    }
}

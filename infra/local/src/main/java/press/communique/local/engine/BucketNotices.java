package press.communique.local.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import press.communique.local.template.Bucket;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Takes news of objects to the queues that the template names, in the form that S3 gives it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event message
 *     structure</a>
 */
final class BucketNotices implements ObjectNotices.Listener {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, List<Bucket.Notice>> notices = new HashMap<>();
    private final Map<String, String> queueUrls;
    private final SqsClient sqs;
    private final String region;

    BucketNotices(List<Bucket> buckets, Map<String, String> queueUrls, SqsClient sqs, String region) {
        buckets.forEach(bucket -> notices.put(bucket.name(), bucket.notices()));
        this.queueUrls = queueUrls;
        this.sqs = sqs;
        this.region = region;
    }

    @Override
    public void created(String event, String bucket, String key, long size, String etag) {
        for (Bucket.Notice notice : notices.getOrDefault(bucket, List.of())) {
            if (notice.isAbout(event, key)) {
                String body = message(event, bucket, key, size, etag);
                sqs.sendMessage(
                        send -> send.queueUrl(queueUrls.get(notice.queue())).messageBody(body));
            }
        }
    }

    private String message(String event, String bucket, String key, long size, String etag) {
        ObjectNode message = JSON.createObjectNode();
        ObjectNode record = message.putArray("Records").addObject();
        record.put("eventVersion", "2.1")
                .put("eventSource", "aws:s3")
                .put("awsRegion", region)
                .put("eventTime", Instant.now().toString())
                .put("eventName", event);
        ObjectNode s3 = record.putObject("s3").put("s3SchemaVersion", "1.0");
        s3.putObject("bucket").put("name", bucket).put("arn", "arn:aws:s3:::" + bucket);
        s3.putObject("object")
                .put("key", URLEncoder.encode(key, StandardCharsets.UTF_8))
                .put("size", size)
                .put("eTag", etag == null ? "" : etag.replace("\"", ""));
        return message.toString();
    }
}

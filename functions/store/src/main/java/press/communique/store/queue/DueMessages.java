package press.communique.store.queue;

import java.time.Duration;
import java.time.Instant;
import press.communique.store.aws.AwsClients;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Messages that arrive shortly before a post is due: {@code {"post":"…"}} and nothing of its text. A message is a signal;
 * what is scheduled, and whether it still is, stands in the table.
 */
public final class DueMessages {

    /** How long before its second a message arrives: time to start a function, to read and to render. */
    public static final Duration LEAD = Duration.ofSeconds(10);

    private final SqsClient sqs;
    private final String queueUrl;

    public DueMessages(AwsClients aws, String queueUrl) {
        this.sqs = aws.configure(SqsClient.builder(), "SQS").build();
        this.queueUrl = queueUrl;
    }

    /** @param at less than 15 minutes away, as SQS delays a message no longer */
    public void send(String postId, Instant at, Instant now) {
        long delay = Math.max(0, Duration.between(now, at.minus(LEAD)).toSeconds());
        sqs.sendMessage(send -> send.queueUrl(queueUrl)
                .delaySeconds((int) Math.min(900, delay))
                .messageBody("{\"post\":\"" + postId + "\"}"));
    }
}

package press.communique.store.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import press.communique.store.aws.AwsClients;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Shares of mailings that are to be looked at. A message is a wish to look at a share; how often it comes does not matter. */
public final class ShareMessages {

    /** SQS takes so many messages in one call, and holds one back for at most a quarter of an hour. */
    private static final int MOST = 10;

    private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    private final SqsClient sqs;
    private final String url;
    private final String urgentUrl;

    /** @param urgentUrl of the queue in which urgent mailings wait for nobody else */
    public ShareMessages(AwsClients aws, String url, String urgentUrl) {
        this.sqs = aws.configure(SqsClient.builder(), "SQS").build();
        this.url = url;
        this.urgentUrl = urgentUrl;
    }

    /** @throws IllegalStateException if one of them was not taken; the others may have been */
    public void put(List<ShareMessage> messages) {
        put(urgentUrl, messages.stream().filter(ShareMessage::urgent).toList());
        put(url, messages.stream().filter(message -> !message.urgent()).toList());
    }

    private void put(String queue, List<ShareMessage> messages) {
        for (int from = 0; from < messages.size(); from += MOST) {
            var entries = new ArrayList<SendMessageBatchRequestEntry>();
            for (ShareMessage message : messages.subList(from, Math.min(messages.size(), from + MOST))) {
                entries.add(SendMessageBatchRequestEntry.builder()
                        .id(String.valueOf(entries.size()))
                        .messageBody(message.json())
                        .build());
            }
            SendMessageBatchResponse answer =
                    sqs.sendMessageBatch(send -> send.queueUrl(queue).entries(entries));
            if (!answer.failed().isEmpty()) {
                throw new IllegalStateException(
                        "The mail queue did not take " + answer.failed().size() + " shares");
            }
        }
    }

    /** How long SQS holds a message back that should come after this time; who comes too early puts the message back. */
    public static Duration waited(Duration delay) {
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : Duration.ofSeconds(delay.toSeconds());
    }

    /** @param delay as by {@link #waited} */
    public void put(ShareMessage message, Duration delay) {
        sqs.sendMessage(send -> send.queueUrl(message.urgent() ? urgentUrl : url)
                .messageBody(message.json())
                .delaySeconds((int) waited(delay).toSeconds()));
    }
}

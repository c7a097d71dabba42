package press.communique.mail.channel;

import java.util.List;
import press.communique.store.aws.AwsClients;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The queues behind the announcer, one for each channel, so that a slow or broken one keeps nobody else waiting. */
public final class ChannelQueues {

    private final SqsClient sqs;
    private final List<String> urls;

    /** @param urls none for a newsroom without such channels */
    public ChannelQueues(AwsClients aws, List<String> urls) {
        this.sqs = urls.isEmpty()
                ? null
                : aws.configure(SqsClient.builder(), "SQS").build();
        this.urls = List.copyOf(urls);
    }

    /** Wakes every channel. */
    public void tell(String postId, long revision) {
        String body = new ChannelMessage(postId, revision).json();
        urls.forEach(url -> sqs.sendMessage(send -> send.queueUrl(url).messageBody(body)));
    }
}

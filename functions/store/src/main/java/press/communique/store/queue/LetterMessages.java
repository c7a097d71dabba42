package press.communique.store.queue;

import press.communique.store.aws.AwsClients;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Letters to one person that are to be written. A message names what the letter is about: no address, no token. */
public final class LetterMessages {

    private final SqsClient sqs;
    private final String url;

    public LetterMessages(AwsClients aws, String url) {
        this.sqs = aws.configure(SqsClient.builder(), "SQS").build();
        this.url = url;
    }

    /** The link to confirm a subscription with: {@code {"request":"…"}}. */
    public void confirmation(String requestId) {
        send("{\"request\":\"" + requestId + "\"}");
    }

    /** A link that a reader asked for: {@code {"link":"…"}}. */
    public void link(String linkId) {
        send("{\"link\":\"" + linkId + "\"}");
    }

    /** What became of a schedule: {@code {"post":"…","revision":4}}. */
    public void scheduled(String postId, long revision) {
        send("{\"post\":\"" + postId + "\",\"revision\":" + revision + "}");
    }

    /** A test mail in one language: {@code {"test":"…","language":"fr"}}. */
    public void test(String id, String language) {
        send("{\"test\":\"" + id + "\",\"language\":\"" + language + "\"}");
    }

    private void send(String message) {
        sqs.sendMessage(send -> send.queueUrl(url).messageBody(message));
    }
}

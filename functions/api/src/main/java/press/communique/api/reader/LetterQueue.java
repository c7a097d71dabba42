package press.communique.api.reader;

import press.communique.api.http.Json;
import press.communique.store.aws.AwsClients;
import software.amazon.awssdk.services.sqs.SqsClient;

/** From which confirmation letters are sent. A message names the request: no address, no token. */
public final class LetterQueue {

    private final SqsClient sqs;
    private final String url;

    public LetterQueue(AwsClients aws, String url) {
        this.sqs = aws.configure(SqsClient.builder(), "SQS").build();
        this.url = url;
    }

    void put(String requestId) {
        String message = Json.write(Json.object().put("request", requestId));
        sqs.sendMessage(send -> send.queueUrl(url).messageBody(message));
    }
}

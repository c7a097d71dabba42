package press.communique.mail.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import press.communique.mail.AnnounceHandler;
import press.communique.mail.testing.Newsroom;
import press.communique.store.testing.LocalQueue;

/** The example of {@code docs/add-a-channel.md} on its way: live mark, announcer, the channel's queue, the receiver. */
class ChannelTest {

    private final Newsroom newsroom = new Newsroom();
    private final LocalQueue queue = new LocalQueue();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private volatile int answer = 204;
    private HttpServer receiver;
    private Map<String, String> environment;

    @BeforeEach
    void start() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        receiver.start();
        environment = new HashMap<>(newsroom.environment());
        environment.put("CHANNEL_QUEUE_URLS", queue.url());
        environment.put("AWS_ENDPOINT_URL_SQS", queue.endpoint());
        environment.put(
                "WEBHOOK_URL", "http://localhost:" + receiver.getAddress().getPort() + "/");
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
        queue.close();
        newsroom.close();
    }

    private void announce(String post) {
        var record = new DynamodbEvent.DynamodbStreamRecord();
        record.setDynamodb(new StreamRecord()
                .withSequenceNumber("1")
                .withKeys(Map.of("pk", new AttributeValue("POST#" + post), "sk", new AttributeValue("LIVE"))));
        var event = new DynamodbEvent();
        event.setRecords(List.of(record));
        assertThat(new AnnounceHandler(environment).handleRequest(event, null).getBatchItemFailures())
                .isEmpty();
    }

    /** @return how many messages have to come again */
    private int deliver(List<String> bodies) {
        var event = new SQSEvent();
        event.setRecords(bodies.stream()
                .map(body -> {
                    var message = new SQSEvent.SQSMessage();
                    message.setMessageId(body);
                    message.setBody(body);
                    return message;
                })
                .toList());
        return new WebhookHandler(environment)
                .handleRequest(event, null)
                .getBatchItemFailures()
                .size();
    }

    @Test
    void aReleaseIsToldOnceItsPagesAreThere() {
        String post = newsroom.release("Agreement", "fr");
        announce(post);
        assertThat(queue.drain()).isEmpty();
        newsroom.markLive(post);
        announce(post);
        assertThat(deliver(queue.drain())).isZero();
        assertThat(received).singleElement().satisfies(told -> assertThat(told)
                .startsWith(post + "#1 published https://news.example.org/news/")
                .contains("published https://news.example.org/fr/news/"));
    }

    @Test
    void aWithdrawalIsToldAndWhatIsOverIsNot() {
        String post = newsroom.publish("Agreement");
        announce(post);
        List<String> late = queue.drain();
        newsroom.withdraw(post);
        newsroom.markLive(post);
        announce(post);
        assertThat(deliver(late)).isZero();
        assertThat(received).isEmpty();
        assertThat(deliver(queue.drain())).isZero();
        assertThat(received).singleElement().satisfies(told -> assertThat(told).contains("#2 withdrawn https://"));
    }

    @Test
    void whatTheReceiverDidNotTakeComesAgain() {
        String post = newsroom.publish("Agreement");
        announce(post);
        List<String> messages = queue.drain();
        answer = 503;
        assertThat(deliver(messages)).isEqualTo(1);
        answer = 204;
        assertThat(deliver(messages)).isZero();
        assertThat(received).hasSize(2);
        assertThat(received.get(0)).isEqualTo(received.get(1));
    }
}

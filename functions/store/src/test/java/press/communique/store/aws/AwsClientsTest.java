package press.communique.store.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** What the table's client does with answers that are none. */
class AwsClientsTest {

    private static final Map<String, AttributeValue> STOP = Map.of("pk", AttributeValue.fromS("CONTROL"));

    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer table;
    private volatile int refusals;
    private volatile String refusal;

    @BeforeEach
    void start() throws IOException {
        table = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        table.createContext("/", this::answer);
        table.start();
    }

    @AfterEach
    void stop() {
        table.stop(0);
    }

    @Test
    void a_write_that_meets_a_transaction_on_its_item_is_tried_again() {
        refuse(3, "TransactionConflictException");
        client().putItem(put -> put.tableName("audience").item(STOP));
        assertThat(calls).hasValue(4);
    }

    @Test
    void a_write_whose_condition_does_not_hold_is_not_tried_again() {
        refuse(1, "ConditionalCheckFailedException");
        assertThatThrownBy(
                        () -> client().putItem(put -> put.tableName("audience").item(STOP)))
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(calls).hasValue(1);
    }

    /** As without strategies of ours. */
    @Test
    void what_is_throttled_is_asked_for_again() {
        refuse(1, "ProvisionedThroughputExceededException");
        client().getItem(get -> get.tableName("audience").key(STOP));
        assertThat(calls).hasValue(2);
    }

    @Test
    void all_that_is_bounded() {
        var limits = client().serviceClientConfiguration().overrideConfiguration();
        assertThat(limits.retryStrategy().orElseThrow().maxAttempts()).isEqualTo(9);
        assertThat(limits.apiCallAttemptTimeout()).contains(Duration.ofSeconds(5));
        assertThat(limits.apiCallTimeout()).contains(Duration.ofSeconds(15));
    }

    private void refuse(int times, String why) {
        refusals = times;
        refusal = why;
    }

    private DynamoDbClient client() {
        return new AwsClients(Map.of(
                        "AWS_ACCESS_KEY_ID",
                        "local",
                        "AWS_SECRET_ACCESS_KEY",
                        "local",
                        "AWS_ENDPOINT_URL_DYNAMODB",
                        "http://127.0.0.1:" + table.getAddress().getPort()))
                .dynamoDb();
    }

    private void answer(HttpExchange asked) throws IOException {
        asked.getRequestBody().readAllBytes();
        boolean isRefused = calls.incrementAndGet() <= refusals;
        byte[] body = (isRefused
                        ? "{\"__type\":\"com.amazonaws.dynamodb.v20120810#" + refusal
                                + "\",\"message\":\"Transaction is ongoing for the item\"}"
                        : "{}")
                .getBytes(StandardCharsets.UTF_8);
        asked.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        asked.sendResponseHeaders(isRefused ? 400 : 200, body.length);
        try (var out = asked.getResponseBody()) {
            out.write(body);
        }
    }
}

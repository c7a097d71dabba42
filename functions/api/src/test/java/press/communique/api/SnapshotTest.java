package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done before SnapStart's snapshot may read, and nothing else. */
class SnapshotTest {

    private static final Set<String> READS = Set.of("GetItem", "BatchGetItem", "Query");

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private HttpServer tables;

    @BeforeEach
    void tablesThatAreEmpty() throws IOException {
        tables = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        tables.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            calls.add(target == null ? exchange.getRequestMethod() : target.replaceFirst(".*\\.", ""));
            byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(200, nothing.length);
            exchange.getResponseBody().write(nothing);
            exchange.close();
        });
        tables.start();
    }

    @AfterEach
    void close() {
        tables.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/health", "/subscriptions/confirm"})
    void readsAndWritesNothing(String path) {
        Snapshot.before(
                        handler(path),
                        environment("127.0.0.1:" + tables.getAddress().getPort()),
                        path)
                .beforeCheckpoint(null);

        assertThat(calls).isNotEmpty().allMatch(READS::contains);
    }

    @Test
    void aFunctionThatCannotBeWarmedUpIsDeployedAllTheSame() {
        Snapshot snapshot = Snapshot.before(
                environment -> {
                    throw new IllegalStateException("no tables yet");
                },
                Map.of(),
                "/api/health");

        assertThatCode(() -> snapshot.beforeCheckpoint(null)).doesNotThrowAnyException();
    }

    private static Function<Map<String, String>, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>>
            handler(String path) {
        return path.startsWith("/api/") ? EditorApi::new : ReaderApi::new;
    }

    private static Map<String, String> environment(String address) {
        var environment = new HashMap<String, String>();
        for (String name : List.of(
                "AUDIENCE_TABLE",
                "POSTS_TABLE",
                "PRIVATE_BUCKET",
                "SITE_BUCKET",
                "AWS_ACCESS_KEY_ID",
                "AWS_SECRET_ACCESS_KEY")) {
            environment.put(name, "none");
        }
        for (String queue : List.of("DUE_QUEUE_URL", "LETTER_QUEUE_URL", "MAIL_QUEUE_URL", "URGENT_QUEUE_URL")) {
            environment.put(queue, "http://" + address + "/" + queue);
        }
        environment.put("SITE_URL", "https://www.example.org");
        environment.put("ORIGIN_SECRET", "of-the-cdn");
        environment.put("SECRET", "not-a-real-secret-but-as-long-as-one");
        environment.put("AWS_ENDPOINT_URL", "http://" + address);
        return environment;
    }
}

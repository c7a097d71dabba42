package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;
import static press.communique.local.SmallStack.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.handlers.Script;
import software.amazon.awssdk.core.sync.RequestBody;

/** With an endpoint given the engines are not started, and that endpoint is used: one address for all services. */
@ExtendWith(SmallStack.Shared.class)
class EmulatorTest {

    /** The host is passed on, since S3's signature covers it. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("content-length", "connection", "expect", "upgrade", "transfer-encoding");

    @TempDir
    private Path directory;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void one_endpoint_takes_the_place_of_the_engines(SmallStack small) throws Exception {
        HttpServer emulator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        emulator.setExecutor(threads);
        emulator.createContext("/", exchange -> passOn(exchange, small));
        emulator.start();
        URI endpoint = URI.create("http://127.0.0.1:" + emulator.getAddress().getPort());
        try (LocalStack stack = LocalStack.start(SmallStack.options(directory).endpoint(endpoint))) {
            assertThat(stack.endpoints().dynamoDb()).isEqualTo(endpoint);
            assertThat(stack.endpoints().ses())
                    .as("mail always goes to our own")
                    .isNotEqualTo(endpoint);
            assertThat(Files.exists(directory.resolve("dynamodb"))).isFalse();
            small.clients
                    .s3()
                    .putObject(
                            put -> put.bucket("site-bucket").key("emulated/index.html"),
                            RequestBody.fromString("from there"));
            HttpResponse<String> page = http.send(
                    HttpRequest.newBuilder(stack.site().resolve("/emulated/")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(page.body()).isEqualTo("from there");
            int before = Script.of("Order").elements().size();
            small.put("OrderTable", "WANTED by both");
            await(
                    "both stacks read the stream",
                    () -> Script.of("Order")
                                    .elements()
                                    .subList(
                                            before,
                                            Script.of("Order").elements().size())
                                    .stream()
                                    .filter("WANTED by both"::equals)
                                    .count()
                            == 2);
        } finally {
            emulator.stop(0);
            threads.shutdownNow();
        }
    }

    private void passOn(HttpExchange exchange, SmallStack small) throws IOException {
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        URI engine = target.startsWith("DynamoDB")
                ? small.stack.endpoints().dynamoDb()
                : target.startsWith("AmazonSQS")
                        ? small.stack.endpoints().sqs()
                        : small.stack.endpoints().s3();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(engine + exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().map().forEach((name, values) -> {
                if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> exchange.getResponseHeaders().add(name, value));
                }
            });
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(
                    answer.statusCode(), head || answer.body().length == 0 ? -1 : answer.body().length);
            if (!head && answer.body().length > 0) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }
}

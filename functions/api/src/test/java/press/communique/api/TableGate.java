package press.communique.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import press.communique.store.testing.LocalTables;

/** Stands before the tables: counts the writes of people's names, and refuses them if told to. */
final class TableGate implements AutoCloseable {

    private static final String REFUSAL =
            "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"message\":\"Not for you.\"}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI tables;
    private final HttpServer server;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean refuses;

    private TableGate(URI tables) throws IOException {
        this.tables = tables;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.start();
    }

    static TableGate before(LocalTables tables) {
        try {
            return new TableGate(URI.create(tables.environment().get("AWS_ENDPOINT_URL_DYNAMODB")));
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int writes() {
        return writes.get();
    }

    void refuse(boolean really) {
        refuses = really;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            boolean isOfAName =
                    target.endsWith(".PutItem") && new String(body, StandardCharsets.UTF_8).contains("\"PEOPLE\"");
            if (isOfAName) {
                writes.incrementAndGet();
            }
            if (isOfAName && refuses) {
                answer(exchange, 400, REFUSAL.getBytes(StandardCharsets.UTF_8));
                return;
            }
            var request = HttpRequest.newBuilder(tables).POST(HttpRequest.BodyPublishers.ofByteArray(body));
            for (Map.Entry<String, List<String>> header :
                    exchange.getRequestHeaders().entrySet()) {
                if (header.getKey().startsWith("X-amz")
                        || List.of("Authorization", "Content-type").contains(header.getKey())) {
                    request.header(header.getKey(), header.getValue().get(0));
                }
            }
            HttpResponse<byte[]> reply = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer(exchange, reply.statusCode(), reply.body());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package press.communique.store.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** As much of SQS as a sender sees: it keeps the bodies of the messages that it was sent. */
public final class LocalQueue implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConcurrentLinkedQueue<String> messages = new ConcurrentLinkedQueue<>();
    private final Map<String, LocalQueue> byUrl;
    private final HttpServer server;
    private final String name;

    /** A further queue behind the endpoint of another. */
    public LocalQueue(LocalQueue first, String name) {
        this.name = name;
        this.server = first.server;
        this.byUrl = first.byUrl;
        byUrl.put(url(), this);
    }

    public LocalQueue() {
        name = "mail";
        byUrl = new ConcurrentHashMap<>();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
        byUrl.put(url(), this);
    }

    public String endpoint() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    public String url() {
        return endpoint() + "/000000000000/" + name;
    }

    /** Takes everything that waits, whatever its delay. */
    public List<String> drain() {
        var taken = new ArrayList<String>();
        for (String message = messages.poll(); message != null; message = messages.poll()) {
            taken.add(message);
        }
        return taken;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        ObjectNode answer = JSON.createObjectNode();
        if (request.has("Entries")) {
            var done = answer.putArray("Successful");
            answer.putArray("Failed");
            for (JsonNode entry : request.get("Entries")) {
                to(request)
                        .accept(
                                entry,
                                done.addObject().put("Id", entry.get("Id").asText()));
            }
        } else {
            to(request).accept(request, answer);
        }
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private LocalQueue to(JsonNode request) {
        return byUrl.getOrDefault(request.path("QueueUrl").asText(), this);
    }

    private void accept(JsonNode message, ObjectNode answer) {
        String body = message.get("MessageBody").asText();
        messages.add(body);
        answer.put("MessageId", UUID.randomUUID().toString()).put("MD5OfMessageBody", md5(body));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package press.communique.store.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** As much of S3 as keeping texts takes, in memory: put, get and delete, path-style, without conditions. */
public final class LocalBucket {

    private static final String ENDPOINT = start();

    private LocalBucket() {}

    /** What a function would be told: where the bucket is. One for all tests of this JVM. */
    public static Map<String, String> environment() {
        return Map.of("AWS_ENDPOINT_URL_S3", ENDPOINT, "PRIVATE_BUCKET", "private");
    }

    private static String start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            Map<String, byte[]> objects = new ConcurrentHashMap<>();
            server.createContext("/", exchange -> answer(exchange, objects));
            server.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "local-bucket");
                thread.setDaemon(true);
                return thread;
            }));
            server.start();
            return "http://localhost:" + server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpExchange exchange, Map<String, byte[]> objects) throws IOException {
        try (exchange) {
            String key = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
                    boolean isChunked = encoding != null && encoding.contains("aws-chunked");
                    objects.put(key, isChunked ? joined(body) : body);
                    exchange.getResponseHeaders().add("ETag", "\"1\"");
                    exchange.sendResponseHeaders(200, -1);
                }
                case "GET" -> {
                    byte[] found = objects.get(key);
                    byte[] sent = found == null
                            ? "<Error><Code>NoSuchKey</Code></Error>".getBytes(StandardCharsets.UTF_8)
                            : found;
                    exchange.sendResponseHeaders(found == null ? 404 : 200, sent.length == 0 ? -1 : sent.length);
                    exchange.getResponseBody().write(sent);
                }
                case "DELETE" -> {
                    objects.remove(key);
                    exchange.sendResponseHeaders(204, -1);
                }
                default -> exchange.sendResponseHeaders(501, -1);
            }
        }
    }

    /** The chunks of a signed stream, {@code size;chunk-signature=…}, without what is around them. */
    private static byte[] joined(byte[] body) {
        var joined = new ByteArrayOutputStream();
        int at = 0;
        while (at < body.length) {
            int end = at;
            while (body[end] != '\r') {
                end++;
            }
            int size = Integer.parseInt(
                    new String(body, at, end - at, StandardCharsets.US_ASCII).split(";")[0].strip(), 16);
            if (size == 0) {
                break;
            }
            joined.write(body, end + 2, size);
            at = end + 2 + size + 2;
        }
        return joined.toByteArray();
    }
}

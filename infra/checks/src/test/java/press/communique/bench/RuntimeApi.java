package press.communique.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What Lambda's service is to a runtime: it hands out events, one after the other, and takes the answers.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

    /** What came back for an event, and when. */
    record Answer(long nanoTime, String body, boolean failed) {}

    private static final String VERSION = "/2018-06-01/runtime/";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final HttpServer server;
    private final Deque<String> events;
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private int handedOut;

    RuntimeApi(List<String> events) throws IOException {
        this.events = new ConcurrentLinkedDeque<>(events);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        this.server.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "runtime api");
            thread.setDaemon(true);
            return thread;
        }));
        this.server.createContext(VERSION, this::handle);
        this.server.start();
    }

    /** As in {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    Answer next() throws InterruptedException {
        Answer answer = answers.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
        return answer == null ? new Answer(System.nanoTime(), "no answer within " + LONGEST, true) : answer;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.endsWith("/invocation/next")) {
            String event = events.poll();
            if (event == null) {
                // Nothing is to be done any more: whoever asks waits until its process is ended.
                return;
            }
            var headers = exchange.getResponseHeaders();
            headers.set("Content-Type", "application/json");
            headers.set("Lambda-Runtime-Aws-Request-Id", "00000000-0000-4000-8000-00000000000" + handedOut++);
            headers.set(
                    "Lambda-Runtime-Deadline-Ms",
                    String.valueOf(Instant.now().plus(LONGEST).toEpochMilli()));
            headers.set(
                    "Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:000000000000:function:cold");
            byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } else {
            answers.add(
                    new Answer(System.nanoTime(), new String(body, StandardCharsets.UTF_8), path.endsWith("/error")));
            exchange.sendResponseHeaders(202, -1);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

package press.communique.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The editors' API on the local stack: how late scheduled releases are, how long reading and writing a post takes, and how
 * many requests a second sixteen clients get answered.
 *
 * <p>Arguments: how many scheduled releases (200), how many requests of each kind (1000).
 */
public final class ApiBench {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CLIENTS = 16;
    private static final int AT_ONE_SECOND = 4;
    private static final int WARM_UP = 300;

    private final StackProcess stack;

    private ApiBench(StackProcess stack) {
        this.stack = stack;
    }

    public static void main(String[] arguments) throws Exception {
        int releases = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        int requests = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000;
        System.out.println("The editors' API on the local stack (engines on this machine, NOT AWS): "
                + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        try (StackProcess stack = StackProcess.start(Files.createTempDirectory("communique-bench"))) {
            var bench = new ApiBench(stack);
            bench.requests(requests);
            bench.lateness(releases);
        }
    }

    private void requests(int count) throws Exception {
        var client = new Client(stack.site());
        String one = post(client, draft("One of many"));
        for (int i = 0; i < WARM_UP; i++) {
            get(client, one);
            post(client, draft("Warm-up " + i));
        }
        var reads = new ArrayList<Double>();
        var writes = new ArrayList<Double>();
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            get(client, one);
            reads.add((System.nanoTime() - begun) / 1e6);
            begun = System.nanoTime();
            post(client, draft("Draft " + i));
            writes.add((System.nanoTime() - begun) / 1e6);
        }
        System.out.println(
                "  GET  /api/posts/{id}  " + Percentiles.of(reads) + "   (one client, " + count + " of each)");
        System.out.println("  POST /api/posts       " + Percentiles.of(writes));
        together(one, count);
    }

    /** Half of them read, half of them write. */
    private void together(String one, int count) throws Exception {
        var times = new ConcurrentLinkedQueue<Double>();
        var left = new AtomicInteger(count * 2);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        long begun = System.nanoTime();
        var clients = new ArrayList<Future<?>>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(threads.submit(() -> {
                var client = new Client(stack.site());
                for (int number = left.getAndDecrement(); number > 0; number = left.getAndDecrement()) {
                    long start = System.nanoTime();
                    if (number % 2 == 0) {
                        get(client, one);
                    } else {
                        post(client, draft("Together " + number));
                    }
                    times.add((System.nanoTime() - start) / 1e6);
                }
            }));
        }
        for (Future<?> client : clients) {
            client.get();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        threads.shutdown();
        System.out.printf(
                Locale.ROOT,
                "  %d clients: %.0f requests a second, half of them writes; no error; %s%n",
                CLIENTS,
                times.size() / seconds,
                Percentiles.of(List.copyOf(times)));
    }

    private void lateness(int count) {
        var client = new Client(stack.site());
        Instant first = Instant.now().plusSeconds(15);
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            ObjectNode post = draft("Scheduled " + i);
            post.put("state", "scheduled")
                    .put("publishAt", first.plusSeconds(i / AT_ONE_SECOND).toString());
            ids.add(post(client, post));
        }
        var late = new ArrayList<Double>();
        for (String id : ids) {
            Client.until("the release of " + id, Duration.ofSeconds(1), () -> !lateness(client, id)
                    .isMissingNode());
            late.add(lateness(client, id).asDouble());
        }
        System.out.printf(
                Locale.ROOT,
                "  lateness of %d scheduled releases, %d at a second, by the first answer at the public address:"
                        + " %s  max %.0f ms (promised: 5,000 ms on AWS)%n",
                count,
                AT_ONE_SECOND,
                Percentiles.of(late),
                late.stream().mapToDouble(Double::doubleValue).max().orElse(0));
    }

    private JsonNode lateness(Client client, String id) {
        return get(client, id + "/receipts").at("/items/0/latenessMs");
    }

    private static ObjectNode draft(String title) {
        ObjectNode post = JSON.createObjectNode().put("type", "press-release").put("notify", false);
        post.putObject("editions")
                .putObject("en")
                .put("title", title)
                .put("summary", "What it is about, in a sentence.")
                .put("body", "The first **paragraph**.\n\n" + "The minister said a few words more. ".repeat(40));
        return post;
    }

    private JsonNode get(Client client, String id) {
        return client.json(expected(
                200, client.send("GET", "/api/posts/" + id, null, "Authorization", "Bearer " + stack.token("editor"))));
    }

    private String post(Client client, ObjectNode post) {
        return client.json(expected(
                        201,
                        client.send(
                                "POST",
                                "/api/posts",
                                post.toString(),
                                "Authorization",
                                "Bearer " + stack.token("editor"),
                                "Content-Type",
                                "application/json")))
                .path("id")
                .asText();
    }

    private static HttpResponse<String> expected(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer;
    }
}

package press.communique.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a release takes to page, feed and inbox, on the local stack: 200 posts into a site of 10 and of 1,000. Everything
 * is measured from the moment at which the POST is begun, by one client that asks every 2 ms.
 *
 * <p>Arguments: how many releases (200), then the sizes of the archive (10 1000).
 */
public final class ReleaseBench {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WARM_UP = 60;
    private static final Pattern CONFIRM = Pattern.compile("(/subscriptions/confirm\\?token=[\\w.=-]+)");

    private ReleaseBench() {}

    public static void main(String[] arguments) throws Exception {
        int releases = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
        List<Integer> archives = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            archives.add(Integer.parseInt(arguments[i]));
        }
        System.out.println("Releases on the local stack (engines on this machine, NOT AWS): " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " cores");
        System.out.println("For comparison, a running Ghost 6.65 on a quiet 2-core machine: accepted p50 38 p95 53 ms,"
                + " page p50 70 p95 94 ms, feed p50 98 p95 125 ms, 505 MB + 140 MB for its database");
        for (int archive : archives.isEmpty() ? List.of(10, 1000) : archives) {
            Path data = Files.createTempDirectory("communique-bench");
            try (StackProcess stack = StackProcess.start(data)) {
                new ReleaseBench.Run(stack).measure(archive, releases);
            }
        }
    }

    private static final class Run {

        private final StackProcess stack;
        private final Client client;
        private final List<Double> accepted = new ArrayList<>();
        private final List<Double> page = new ArrayList<>();
        private final List<Double> feed = new ArrayList<>();
        private final List<Double> mail = new ArrayList<>();

        Run(StackProcess stack) {
            this.stack = stack;
            this.client = new Client(stack.site());
        }

        void measure(int archive, int releases) throws Exception {
            System.out.printf(
                    "%n== A site of %d posts ==%n  start command to ready: %.1f s%n",
                    archive, stack.startTime().toMillis() / 1000.0);
            for (int i = 0; i < archive; i++) {
                post("Archive " + i, false);
            }
            Client.until("the archive is live", () -> open() == 0);
            subscribe();
            for (int i = 0; i < WARM_UP; i++) {
                release("Warm-up " + i);
            }
            List.of(accepted, page, feed, mail).forEach(List::clear);
            Instant since = Instant.now();
            for (int i = 0; i < releases; i++) {
                release("Statement " + i);
            }
            System.out.println(
                    "  (local engines, not AWS; " + releases + " releases, after " + WARM_UP + " to warm up)");
            System.out.println("  accepted        " + Percentiles.of(accepted));
            System.out.println("  page visible    " + Percentiles.of(page));
            System.out.println("  feed carries it " + Percentiles.of(feed));
            System.out.println("  mail in inbox   " + Percentiles.of(mail));
            System.out.println("  memory of the process, engines and all: " + stack.megabytes() + " MB");
            System.out.println("  split, averages a release:");
            new Split(stack)
                    .print(
                            since,
                            releases,
                            List.of("EditorApiFunction", "PublishFunction", "AnnounceFunction", "SendFunction"));
        }

        private void release(String title) {
            long begun = System.nanoTime();
            String url = post(title, true);
            accepted.add(since(begun));
            Client.until(
                    "the page of " + title, () -> client.send("HEAD", url, null).statusCode() == 200);
            page.add(since(begun));
            Client.until(
                    "the feed with " + title,
                    () -> client.send("GET", "/feeds/news.rss", null).body().contains(url));
            feed.add(since(begun));
            Client.until("the mail about " + title, () -> newestSubject().contains(title));
            mail.add(since(begun));
        }

        private String post(String title, boolean notify) {
            ObjectNode post = JSON.createObjectNode()
                    .put("type", "press-release")
                    .put("state", "published")
                    .put("notify", notify);
            post.putObject("editions")
                    .putObject("en")
                    .put("title", title)
                    .put("summary", "What it is about, in a sentence.")
                    .put(
                            "body",
                            "The first **paragraph**.\n\nThe second, with a [link](https://www.example.org/).\n\n"
                                    + "The minister said a few words more. ".repeat(40));
            HttpResponse<String> answer = client.send(
                    "POST",
                    "/api/posts",
                    post.toString(),
                    "Authorization",
                    "Bearer " + stack.token("editor"),
                    "Content-Type",
                    "application/json");
            if (answer.statusCode() != 201) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            return client.json(answer).at("/urls/en").asText();
        }

        private int open() {
            HttpResponse<String> list = client.send(
                    "GET", "/api/posts?limit=100", null, "Authorization", "Bearer " + stack.token("editor"));
            int open = 0;
            for (JsonNode post : client.json(list).path("items")) {
                open += post.path("live").isNull() ? 1 : 0;
            }
            return open;
        }

        private void subscribe() throws Exception {
            client.send(
                    "POST",
                    "/subscriptions",
                    "{\"email\":\"reader@example.org\",\"languages\":[\"en\"],\"frequency\":\"immediate\"}",
                    "Content-Type",
                    "application/json");
            Client.until("the confirmation", () -> !inbox().isEmpty());
            String raw = client.send("GET", inbox().get(0).path("raw").asText(), null)
                    .body();
            Matcher link = CONFIRM.matcher(raw.replace("=\r\n", "").replace("=3D", "="));
            if (!link.find()) {
                throw new IllegalStateException(raw);
            }
            client.send("POST", link.group(1), "", "Content-Type", "application/x-www-form-urlencoded");
        }

        private JsonNode inbox() {
            return client.json(client.send("GET", "/_local/mail", null, "Accept", "application/json"));
        }

        private String newestSubject() {
            return inbox().path(0).path("subject").asText();
        }

        private static double since(long begun) {
            return (System.nanoTime() - begun) / 1e6;
        }
    }
}

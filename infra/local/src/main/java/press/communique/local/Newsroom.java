package press.communique.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Fills a stack that has no data yet, through its own front door: with the sample newsroom, or with settings only, so
 * that there is a home page.
 */
final class Newsroom {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalStack stack;
    private final Consumer<String> progress;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    Newsroom(LocalStack stack, Consumer<String> progress) {
        this.stack = stack;
        this.progress = progress;
    }

    void fillIfEmpty(boolean withSample) throws IOException, InterruptedException {
        HttpResponse<String> present =
                send(request("/api/site", stack.tokens().admin()).GET());
        String version = present.headers().firstValue("ETag").orElse("");
        if (present.statusCode() != 200 || !version.equals("\"0\"")) {
            return;
        }
        JsonNode newsroom = read(withSample ? "newsroom.json" : "empty.json");
        accepted(
                "the settings",
                send(request("/api/site", stack.tokens().admin())
                        .header("If-Match", version)
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(
                                newsroom.get("site").toString()))));
        List<URI> pages = new ArrayList<>(List.of(stack.site()));
        for (JsonNode post : newsroom.path("posts")) {
            String answer = accepted(
                    "a post",
                    send(request("/api/posts", stack.tokens().editor())
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(post.toString()))));
            JSON.readTree(answer)
                    .path("urls")
                    .forEach(url -> pages.add(stack.site().resolve(url.asText())));
        }
        for (URI page : pages) {
            awaitPage(page);
        }
        progress.accept(
                withSample
                        ? "The sample newsroom: " + newsroom.path("posts").size() + " posts, live"
                        : "An empty newsroom");
    }

    private static JsonNode read(String name) throws IOException {
        try (InputStream in = Newsroom.class.getResourceAsStream("/sample/" + name)) {
            return JSON.readTree(in);
        }
    }

    private HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(stack.site().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String accepted(String what, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("The API did not take " + what + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private void awaitPage(URI page) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<Void> answer;
        do {
            answer = http.send(
                    HttpRequest.newBuilder(page)
                            .timeout(Duration.ofSeconds(30))
                            .method("HEAD", HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() == 200) {
                return;
            }
            Thread.sleep(100);
        } while (System.nanoTime() < end);
        throw new IOException(page + " did not come within " + PATIENCE.toSeconds() + " s: " + answer.statusCode()
                + "; see log/functions.log in the data directory.");
    }
}

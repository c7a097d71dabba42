package press.communique.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * The editors' API of a newsroom. Waits as long as it is told to, and tries again what the network lost. Safe for several
 * threads.
 */
final class Api {

    /** The newsroom does not answer, or does not know us. What was done is done; the rest can be done later. */
    static final class Unavailable extends RuntimeException {
        Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** How time passes. */
    interface Pause {
        void last(Duration duration) throws InterruptedException;
    }

    /** @param json missing if the answer is none */
    record Answer(int status, JsonNode json) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** After so many answers in a row that ask to wait, or none at all. */
    private static final int MOST_WAITS = 20;

    private static final int MOST_LOSSES = 5;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final URI address;
    private final String token;
    private final Pause pause;

    /** @param address without a slash at its end: {@code https://newsroom.example.org/api} */
    Api(URI address, String token, Pause pause) {
        this.address = address;
        this.token = token;
        this.pause = pause;
    }

    Answer get(String path) {
        return send(to(path).GET().build());
    }

    /** The answer's body, if it is one. */
    JsonNode read(String path) {
        Answer answer = get(path);
        if (answer.status() != 200) {
            throw new Unavailable(address + path + " answers " + answer.status() + ": " + said(answer), null);
        }
        return answer.json();
    }

    Answer post(String path, JsonNode body) {
        return send(to(path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    }

    /** The bytes at a full address that the API gave; it needs no token. */
    byte[] bytes(String url) {
        return raw(HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build());
    }

    /** Sends bytes to where the API said, as it said. */
    void upload(JsonNode where, byte[] bytes) {
        var request = HttpRequest.newBuilder(URI.create(where.path("url").asText()))
                .timeout(PATIENCE)
                .method(where.path("method").asText(), BodyPublishers.ofByteArray(bytes));
        where.path("headers")
                .fields()
                .forEachRemaining(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        raw(request.build());
    }

    private byte[] raw(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new Unavailable(request.uri().getHost() + " answers " + answer.statusCode() + ".", null);
            }
            return answer.body();
        } catch (IOException lost) {
            throw new Unavailable(request.uri().getHost() + " does not answer.", lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Stopped.", stopped);
        }
    }

    String address() {
        return address.toString();
    }

    /** What a problem document says. */
    static String said(Answer answer) {
        return answer.json().path("detail").asText(answer.json().path("message").asText("no reason given"));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest request) {
        int waits = 0;
        int losses = 0;
        while (true) {
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                int status = answer.statusCode();
                if (status == 401 || status == 403) {
                    throw new Unavailable(
                            "The token does not let us in (" + status + "); it must be an editor's and not expired.",
                            null);
                } else if (status == 429 && ++waits <= MOST_WAITS) {
                    pause.last(retryAfter(answer));
                } else if (status >= 502 && status <= 504 && ++losses <= MOST_LOSSES) {
                    pause.last(Duration.ofSeconds(1L << losses));
                } else if (status == 429 || status >= 500) {
                    throw new Unavailable(request.uri() + " answers " + status + " again and again.", null);
                } else {
                    return new Answer(status, json(answer));
                }
            } catch (IOException lost) {
                if (++losses > MOST_LOSSES) {
                    throw new Unavailable(address + " does not answer.", lost);
                }
                pause(Duration.ofSeconds(1L << losses));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new Unavailable("Stopped.", stopped);
            }
        }
    }

    void pause(Duration duration) {
        try {
            pause.last(duration);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Unavailable("Stopped.", stopped);
        }
    }

    /** Seconds; whoever sends a date instead is asked again after a few. */
    private static Duration retryAfter(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("\\d{1,4}"))
                .map(seconds -> Duration.ofSeconds(Math.max(1, Long.parseLong(seconds))))
                .orElse(Duration.ofSeconds(5));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        try {
            JsonNode json = JSON.readTree(answer.body());
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}

package press.communique.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The importer is a polite client: it waits as it is told to, and gives up in words. */
class ApiTest {

    private interface Answer {
        void to(HttpExchange asked) throws IOException;
    }

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Duration> waited = new ArrayList<>();
    private HttpServer server;
    private Api api;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/posts", asked -> {
            asked.getRequestBody().readAllBytes();
            (answers.size() > 1 ? answers.poll() : answers.peek()).to(asked);
        });
        server.start();
        api = new Api(URI.create("http://localhost:" + server.getAddress().getPort() + "/api"), "token", waited::add);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void too_many_requests_are_sent_again_when_they_may() {
        answers.add(asked -> answer(asked, 429, "7"));
        answers.add(asked -> answer(asked, 429, "Tue, 24 Nov 2026 08:00:00 GMT"));
        answers.add(asked -> answer(asked, 503, null));
        answers.add(HttpExchange::close);
        answers.add(asked -> answer(asked, 201, null));
        assertThat(post().status()).isEqualTo(201);
        assertThat(waited)
                .containsExactly(
                        Duration.ofSeconds(7), Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void whoever_never_answers_is_given_up() {
        answers.add(HttpExchange::close);
        assertThatThrownBy(this::post).isInstanceOf(Api.Unavailable.class).hasMessageContaining("does not answer");
        assertThat(waited).hasSize(5);
    }

    @Test
    void a_refused_token_is_not_tried_again() {
        answers.add(asked -> answer(asked, 401, null));
        assertThatThrownBy(this::post).isInstanceOf(Api.Unavailable.class).hasMessageContaining("token");
        assertThat(waited).isEmpty();
    }

    private Api.Answer post() {
        return api.post("/posts", JsonNodeFactory.instance.objectNode());
    }

    private static void answer(HttpExchange asked, int status, String retryAfter) throws IOException {
        byte[] body = "{\"message\":\"…\"}".getBytes(StandardCharsets.UTF_8);
        if (retryAfter != null) {
            asked.getResponseHeaders().set("Retry-After", retryAfter);
        }
        asked.sendResponseHeaders(status, body.length);
        asked.getResponseBody().write(body);
        asked.close();
    }
}

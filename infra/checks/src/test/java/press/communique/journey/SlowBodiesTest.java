package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that send their body drop by drop hold up neither a function nor anybody else. */
@ExtendWith(Stack.Shared.class)
class SlowBodiesTest {

    /** More than the door has threads. */
    private static final int CLIENTS = 150;

    private static final String BODY = "{\"type\": \"speech\", \"editions\": {\"en\": {\"title\": \"Drop by drop\"}}}";

    private final Stack stack;

    SlowBodiesTest(Stack stack) {
        this.stack = stack;
    }

    @Test
    void others_are_served_and_half_a_body_reaches_nobody() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                slow.add(begun());
            }
            stack.newsroom.ask("/api/posts?q=drop").is(200);
            String post = stack.newsroom
                    .post("/api/posts", BODY.replace("Drop by drop", "In one go"))
                    .is(201)
                    .header("Location");
            stack.newsroom.get("/").is(200);
            assertThat(titles()).doesNotContain("Drop by drop");

            Socket first = slow.get(0);
            send(first, BODY.substring(BODY.length() / 2));
            byte[] answer = first.getInputStream().readNBytes("HTTP/1.1 201".length());
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 201");
            slow.get(1).close();
            assertThat(titles()).as("of %d only one was whole", CLIENTS).containsOnlyOnce("Drop by drop");
            stack.newsroom.ask(post).is(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private List<String> titles() {
        return stack.newsroom.ask("/api/posts?limit=100&q=drop").is(200).json().findValuesAsText("title");
    }

    private Socket begun() throws IOException {
        var socket = new Socket("localhost", stack.local.site().getPort());
        socket.setSoTimeout(30_000);
        send(
                socket,
                "POST /api/posts HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + stack.local.tokens().editor()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n\r\n"
                        + BODY.substring(0, BODY.length() / 2));
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}

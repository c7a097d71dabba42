package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From the call that released a post to its mails, every function's lines have the id of that call. */
@ExtendWith(Stack.Shared.class)
class CorrelationJourneyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void one_id_goes_from_the_call_to_the_mail(Stack stack) throws IOException {
        stack.newsroom.subscribed("followed@example.org");
        var said = new ByteArrayOutputStream();
        PrintStream out = System.out;
        System.setOut(both(out, said));
        JsonNode post;
        try {
            post = stack.newsroom.published("""
                    {"type": "speech", "state": "published", "editions": {"en": {"title": "Followed"}}}
                    """);
            stack.newsroom.mailed(post);
            Eventually.see("the purge's line", () -> lines(said, "PurgeHandler").size(), lines -> lines > 0);
        } finally {
            System.setOut(out);
        }
        String id = post.get("id").asText();
        JsonNode live = lines(said, "Publisher").stream()
                .filter(line -> line.get("message").asText().contains(id))
                .findFirst()
                .orElseThrow();
        String cause = live.get("correlationId").asText();
        assertThat(cause).matches("[0-9a-f-]{36}");
        Set<String> loggers = new HashSet<>();
        for (JsonNode line : lines(said, "")) {
            if (line.path("correlationId").asText().equals(cause)) {
                loggers.add(line.get("logger").asText());
            }
        }
        assertThat(loggers).contains("Router", "Publisher", "PurgeHandler", "Announcing", "BatchSending");
        assertThat(lines(said, "")).allSatisfy(line -> assertThat(line.has("timestamp") && line.has("level"))
                .isTrue());
    }

    /** Lines that are logged by this class; by any, if it is empty. */
    private static List<JsonNode> lines(ByteArrayOutputStream said, String logger) {
        return said.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("{") && line.contains("\"logger\":"))
                .map(CorrelationJourneyTest::read)
                .filter(line -> logger.isEmpty() || line.path("logger").asText().equals(logger))
                .toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException notJson) {
            throw new AssertionError("No JSON: " + line, notJson);
        }
    }

    private static PrintStream both(PrintStream terminal, OutputStream kept) {
        return new PrintStream(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        terminal.write(b);
                        kept.write(b);
                    }

                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        terminal.write(bytes, from, length);
                        kept.write(bytes, from, length);
                    }
                },
                true,
                StandardCharsets.UTF_8);
    }
}

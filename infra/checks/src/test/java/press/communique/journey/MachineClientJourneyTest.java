package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;

/** An importer comes with a client-credentials token: no person, no groups, a scope. */
class MachineClientJourneyTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String POST = "{\"type\": \"speech\", \"editions\": {\"en\": {\"title\": \"By a machine\"}}}";

    @Test
    void its_scope_is_its_role_and_its_client_id_its_name(@TempDir Path data) throws Exception {
        try (LocalStack stack = LocalStack.start(Stack.options(data)
                .parameter("TokenAudience", "communique-local,importer")
                .parameter("WritesPerMinute", "4"))) {
            var newsroom = new Newsroom(stack);
            String author = stack.machineToken("importer", "communique/author", HOUR);
            Answer created = post(newsroom, author, "/api/posts", POST).is(201);
            assertThat(created.json().get("createdBy").asText()).isEqualTo("importer");
            String publish = created.header("Location") + "/publish";
            post(newsroom, author, publish, "{}").is(403);
            String editor = stack.machineToken("importer", "communique/editor", HOUR);
            post(newsroom, editor, publish, "{}").is(200);

            post(newsroom, stack.machineToken("importer", "other/admin", HOUR), publish, "{}")
                    .is(403);
            post(newsroom, stack.machineToken("stranger", "communique/admin", HOUR), publish, "{}")
                    .is(401);

            // On a slow machine the next minute may have begun, and with it the count.
            Answer enough = Stream.generate(() -> post(newsroom, editor, "/api/posts", POST))
                    .limit(5)
                    .dropWhile(answer -> answer.status() == 201)
                    .findFirst()
                    .orElseThrow()
                    .is(429);
            assertThat(Integer.parseInt(enough.header("Retry-After"))).isBetween(1, 60);
            assertThat(enough.json().get("code").asText()).isEqualTo("too-many-requests");
            newsroom.post("/api/posts", POST).is(201);
        }
    }

    private static Answer post(Newsroom newsroom, String token, String path, String json) {
        return Newsroom.send(newsroom.authorized(path, token)
                .header("Content-Type", "application/json")
                .header("If-Match", "\"1\"")
                .POST(BodyPublishers.ofString(json)));
    }
}

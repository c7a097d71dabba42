package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import press.communique.local.engine.Clients;

/** A text that is too long for a table's item is published, read back and deleted like any other. */
@ExtendWith(Stack.Shared.class)
class LongTextsJourneyTest {

    private static final String PARAGRAPH = "What was agreed is said here at length, and once more. ";

    private final Stack stack;
    private final Newsroom newsroom;

    LongTextsJourneyTest(Stack stack) {
        this.stack = stack;
        this.newsroom = stack.newsroom;
    }

    private static String draft(String title, String state) {
        String body = PARAGRAPH.repeat(2_200) + "The very last words.";
        return "{\"type\": \"speech\", \"notify\": false, \"state\": \"" + state
                + "\", \"editions\": {\"en\": {\"title\": \"" + title + "\", \"body\": \"" + body + "\"}}}";
    }

    @Test
    void its_last_words_are_on_the_page() {
        JsonNode post = newsroom.published(draft("At length", "published"));
        assertThat(newsroom.get(newsroom.path(post, "en")).is(200).body()).contains("The very last words.");
    }

    @Test
    void a_draft_is_read_back_and_nothing_of_it_stays_once_it_is_deleted() {
        JsonNode post = newsroom.post("/api/posts", draft("To be forgotten", "draft"))
                .is(201)
                .json();
        String path = "/api/posts/" + post.get("id").asText();
        assertThat(newsroom.ask(path).is(200).json().at("/editions/en/body").asText())
                .endsWith("The very last words.");
        try (Clients clients = new Clients(stack.local.endpoints())) {
            assertThat(stored(clients, post)).isEqualTo(1);
            Newsroom.send(newsroom.authorized(path, stack.local.tokens().editor())
                            .header("If-Match", "\"1\"")
                            .method("DELETE", BodyPublishers.noBody()))
                    .is(204);
            assertThat(stored(clients, post)).isZero();
        }
        newsroom.ask(path).is(404);
    }

    private static int stored(Clients clients, JsonNode post) {
        return clients.s3()
                .listObjectsV2(list -> list.bucket("private-bucket")
                        .prefix("texts/" + post.get("id").asText()))
                .keyCount();
    }
}

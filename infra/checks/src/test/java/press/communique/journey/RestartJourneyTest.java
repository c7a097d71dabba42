package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;

/** The newsroom is stopped in the middle of its work, and goes on where it was. */
class RestartJourneyTest {

    private static final String POST = """
            {"type": "news-item", "topics": ["ukraine"], "state": "published",
             "editions": {"en": {"title": "Before the night", "body": "A text."}}}
            """;

    @Test
    void nothing_is_lost_over_night(@TempDir Path data) throws Exception {
        Path ready = data.resolve("ready.json");
        JsonNode post;
        JsonNode left;
        String page;
        String token;
        int port;
        try (LocalStack evening = LocalStack.start(Stack.options(data))) {
            Newsroom newsroom = new Newsroom(evening);
            JsonNode told = new ObjectMapper().readTree(Files.readString(ready));
            assertThat(told.get("site").asText()).isEqualTo(evening.site().toString());
            assertThat(told.get("api").asText()).isEqualTo(evening.site() + "api");
            assertThat(told.get("mail").asText()).isEqualTo(evening.site() + "_local/mail");
            token = told.at("/tokens/editor").asText();
            port = evening.site().getPort();
            newsroom.settings(Stack.SETTINGS);
            newsroom.subscribed("night@example.org");
            post = newsroom.published(POST);
            newsroom.mail("night@example.org", 2);
            page = newsroom.get(newsroom.path(post, "en")).is(200).body();

            // SES takes nothing any more, so that the mailing waits in its queue.
            evening.mailFaults().throttle(1_000_000);
            left = newsroom.published(POST.replace("Before", "In the middle of"));
            JsonNode waiting = left;
            Eventually.see(
                    "a mailing that waits",
                    () -> newsroom.receipt(waiting),
                    receipt -> receipt.at("/channels/email/pending").asInt() == 1);
        }
        assertThat(ready).doesNotExist();

        try (LocalStack morning = LocalStack.start(Stack.options(data).port(port))) {
            Newsroom newsroom = new Newsroom(morning);
            assertThat(ready).exists();
            assertThat(newsroom.get(newsroom.path(post, "en")).is(200).body()).isEqualTo(page);
            assertThat(newsroom.page("/news/").select(".row h3").eachText())
                    .containsExactly("In the middle of the night", "Before the night");
            assertThat(Newsroom.send(newsroom.authorized("/api/posts", token))
                            .is(200)
                            .json()
                            .get("items"))
                    .as("posts, with a token of the evening")
                    .hasSize(2);
            assertThat(newsroom.mail("night@example.org", 3).get(0).subject()).isEqualTo("In the middle of the night");
            assertThat(newsroom.mailed(left).at("/channels/email/accepted").asInt())
                    .isEqualTo(1);
            newsroom.published(POST.replace("Before", "After"));
            assertThat(newsroom.mail("night@example.org", 4))
                    .extracting(Letter::subject)
                    .startsWith("After the night", "In the middle of the night", "Before the night");
        }
        assertThat(ready).doesNotExist();
    }
}

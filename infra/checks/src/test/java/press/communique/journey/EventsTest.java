package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import press.communique.local.lambda.Invocation;

/**
 * The handlers take events in the very JSON that AWS documents, and answer in the form that it expects. What came once
 * may come again: nothing is done twice.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html">DynamoDB</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">SQS</a>
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">HTTP
 *     APIs</a>
 */
@ExtendWith(Stack.Shared.class)
class EventsTest {

    private static final String NONE_FAILED = "{\"batchItemFailures\":[]}";

    private final Stack stack;
    private final Newsroom newsroom;

    EventsTest(Stack stack) {
        this.stack = stack;
        this.newsroom = stack.newsroom;
    }

    private JsonNode invoke(String function, String event, Map<String, String> values) throws Exception {
        var more = new HashMap<String, String>(values);
        more.put("origin", stack.local.originHeaders().get("x-communique-origin"));
        Invocation invocation = stack.local.invoke(function, event(event, more));
        assertThat(invocation.error()).as("%s with %s", function, event).isNull();
        return invocation.reply();
    }

    private static String event(String name, Map<String, String> values) throws IOException {
        try (InputStream in = EventsTest.class.getResourceAsStream("/events/" + name + ".json")) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : values.entrySet()) {
                json = json.replace("{" + value.getKey() + "}", value.getValue());
            }
            return json;
        }
    }

    private static Map<String, String> of(JsonNode post) {
        return Map.of("post", post.get("id").asText());
    }

    private JsonNode published(String title) {
        return newsroom.published(
                "{\"type\": \"speech\", \"state\": \"published\", \"editions\": {\"en\": {\"title\": \"" + title
                        + "\"}}}");
    }

    @Test
    void a_release_that_is_told_twice_changes_nothing() throws Exception {
        JsonNode post = published("Told twice");
        String path = newsroom.path(post, "en");
        String page = newsroom.get(path).header("ETag");
        String news = newsroom.get("/news/").header("ETag");
        assertThat(invoke("PublishFunction", "release-record", of(post))).hasToString(NONE_FAILED);
        assertThat(newsroom.get(path).header("ETag")).isEqualTo(page);
        assertThat(newsroom.get("/news/").header("ETag")).isEqualTo(news);
        assertThat(newsroom.ask("/api/posts/" + post.get("id").asText()).json()).isEqualTo(post);
    }

    @Test
    void settings_that_are_told_twice_change_nothing() throws Exception {
        published("Under the same settings");
        String home = newsroom.get("/").header("ETag");
        assertThat(invoke("PublishFunction", "settings-record", Map.of())).hasToString(NONE_FAILED);
        assertThat(newsroom.get("/").header("ETag")).isEqualTo(home);
    }

    @Test
    void a_live_mark_that_is_told_twice_and_a_share_that_comes_again_mail_nobody_twice() throws Exception {
        String reader = "eve@example.org";
        newsroom.subscribed(reader);
        JsonNode post = published("Announced twice");
        newsroom.mail(reader, 2);
        newsroom.mailed(post);
        assertThat(invoke("AnnounceFunction", "live-record", of(post))).hasToString(NONE_FAILED);
        JsonNode reply = invoke("SendFunction", "mail-messages", of(post));
        assertThat(reply.get("batchItemFailures"))
                .as("only what is no message of ours")
                .hasToString("[{\"itemIdentifier\":\"2e1424d4-f796-459a-8184-9c92662be6da\"}]");
        published("The next one");
        newsroom.mail(reader, 3);
    }

    @Test
    void a_letter_that_is_no_longer_wanted_is_not_sent() throws Exception {
        assertThat(invoke("LetterFunction", "letter-messages", Map.of()).get("batchItemFailures"))
                .hasToString("[{\"itemIdentifier\":\"2e1424d4-f796-459a-8184-9c92662be6da\"}]");
    }

    @Test
    void requests_to_purge_become_one_invalidation() throws Exception {
        invoke("PurgeFunction", "purge-messages", Map.of());
        assertThat(stack.local.invalidations())
                .anySatisfy(each -> assertThat(each.paths()).containsExactly("#lists-en", "#post-aa", "#post-bb"));
    }

    @Test
    void an_editor_reads_a_post_with_a_token_of_the_user_pool() throws Exception {
        JsonNode post = published("Read by event");
        JsonNode reply = invoke("EditorApiFunction", "get-post", of(post));
        assertThat(reply.get("statusCode").asInt()).isEqualTo(200);
        assertThat(reply.at("/headers/ETag").asText()).isEqualTo("\"" + post.get("revision") + "\"");
        assertThat(reply.at("/headers/Cache-Control").asText()).isEqualTo("no-store");
        assertThat(reply.get("body").asText()).contains("Read by event");
    }

    @Test
    void a_mailbox_provider_posts_its_form_as_base64() throws Exception {
        String reader = "frank@example.org";
        newsroom.subscribed(reader);
        published("To be left");
        URI oneClick = newsroom.mail(reader, 2).get(0).oneClick();
        String token = oneClick.getQuery().substring("token=".length());
        JsonNode reply = invoke("ReaderApiFunction", "one-click", Map.of("token", token));
        assertThat(reply.get("statusCode").asInt()).isEqualTo(200);
        newsroom.mailed(published("After leaving"));
        newsroom.mail(reader, 2);
    }

    @Test
    void the_cdn_asks_for_a_page_that_is_not_there() throws Exception {
        JsonNode reply = invoke("FallbackFunction", "missing-page", Map.of());
        assertThat(reply.get("statusCode").asInt()).isEqualTo(404);
        assertThat(reply.at("/headers/Content-Type").asText()).isEqualTo("text/html; charset=utf-8");
        assertThat(reply.get("body").asText()).contains("This page does not exist");
    }
}

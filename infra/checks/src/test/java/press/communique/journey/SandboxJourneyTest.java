package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;

/** A newsroom is tried with the whole of its audience: mail goes to whom the sandbox names, and to nobody else. */
class SandboxJourneyTest {

    @Test
    void only_named_addresses_get_mail_and_the_books_say_why(@TempDir Path data) throws Exception {
        try (LocalStack stack = LocalStack.start(Stack.options(data).parameter("MailSandbox", "ada@example.org"))) {
            var newsroom = new Newsroom(stack);
            newsroom.settings(Stack.SETTINGS);
            JsonNode report = Newsroom.send(newsroom.authorized(
                                    "/api/subscribers/import", stack.tokens().admin())
                            .header("Content-Type", "text/csv")
                            .POST(BodyPublishers.ofString("email,consentedAt\r\nada@example.org,2024-05-31\r\n"
                                    + "ben@example.org,2024-05-31\r\neve@example.org,2024-05-31\r\n")))
                    .is(200)
                    .json();
            assertThat(report.get("added").asInt()).isEqualTo(3);
            newsroom.subscribe("{\"email\": \"zoe@example.org\"}").is(202);
            JsonNode post = newsroom.published("{\"type\": \"speech\", \"state\": \"published\","
                    + " \"editions\": {\"en\": {\"title\": \"For a few\"}}}");
            JsonNode email = newsroom.mailed(post).at("/channels/email");
            assertThat(email.get("audience").asInt()).isEqualTo(3);
            assertThat(email.get("accepted").asInt()).isEqualTo(1);
            assertThat(email.get("excluded").asInt()).isEqualTo(2);
            assertThat(email.get("pending").asInt()).isZero();
            assertThat(email.get("sandbox").asBoolean()).isTrue();
            newsroom.mail("ada@example.org", 1);
            assertThat(newsroom.mail("ben@example.org")).isEmpty();
            assertThat(newsroom.mail("eve@example.org")).isEmpty();
            assertThat(newsroom.mail("zoe@example.org"))
                    .as("no letter to confirm")
                    .isEmpty();
            assertThat(newsroom.ask("/api/health").is(200).json().get("sandbox").asBoolean())
                    .isTrue();
        }
    }
}

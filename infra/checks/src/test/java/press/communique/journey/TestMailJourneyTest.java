package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An editor sees a text as readers would get it, before it is released. */
@ExtendWith(Stack.Shared.class)
class TestMailJourneyTest {

    private final Newsroom newsroom;

    TestMailJourneyTest(Stack stack) {
        this.newsroom = stack.newsroom;
    }

    @Test
    void a_draft_comes_by_mail_to_whoever_asks_and_leads_to_a_preview() {
        String draft = "{\"type\": \"speech\", \"editions\": {\"en\": {\"title\": \"Tried out first\","
                + " \"summary\": \"Before anybody else.\", \"body\": \"Kept back.\"}}}";
        JsonNode post = newsroom.post("/api/posts", draft).is(201).json();
        String path = "/api/posts/" + post.get("id").asText();
        JsonNode asked = newsroom.post(path + "/test-mail", "{}").is(202).json();
        String to = asked.get("to").asText();
        Letter letter = Eventually.see("the test mail", () -> test(to), Optional::isPresent)
                .orElseThrow();
        assertThat(letter.to()).containsExactly(to);
        assertThat(letter.text()).contains("Tried out first", "Before anybody else.", "This is a test.");
        assertThat(letter.header("List-Unsubscribe")).isEmpty();
        Document page =
                newsroom.get(letter.link("/api/previews/").toString()).is(200).page();
        assertThat(page.select("h1").text()).isEqualTo("Tried out first");
        assertThat(newsroom.ask(path).is(200).json().get("live").isNull())
                .as("nothing is public by it")
                .isTrue();
    }

    private Optional<Letter> test(String to) {
        return newsroom.mail(to).stream()
                .filter(letter -> letter.subject().equals("Test: Tried out first"))
                .findFirst();
    }
}

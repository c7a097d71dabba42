package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever is sent, the answer names what is wrong with it, nothing is written, and nothing of our inside is told. */
@ExtendWith(Stack.Shared.class)
abstract class BadInput {

    final Stack stack;
    final Newsroom newsroom;
    private List<String> before;

    /** How many posts the test itself makes. */
    int written;

    BadInput(Stack stack) {
        this.stack = stack;
        this.newsroom = stack.newsroom;
    }

    @BeforeEach
    void look() {
        before = posts();
        written = 0;
    }

    @AfterEach
    void nothing_else_was_written() {
        assertThat(posts())
                .as("posts afterwards")
                .hasSize(before.size() + written)
                .containsAll(before);
    }

    /** All posts with their revisions. */
    private List<String> posts() {
        var posts = new ArrayList<String>();
        JsonNode page;
        String cursor = "";
        do {
            page = newsroom.ask("/api/posts?limit=100" + cursor).is(200).json();
            page.get("items").forEach(post -> posts.add(post.get("id").asText() + " " + post.get("revision")));
            cursor = "&cursor=" + page.get("next").asText();
        } while (!page.get("next").isNull());
        return posts;
    }

    /** Refused, and without a word of our inside. */
    static Answer harmless(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isBetween(400, 499);
        assertThat(answer.body())
                .as("%s", answer)
                .doesNotContainPattern("(?i)exception|press\\.communique|software\\.amazon|\\bat [a-z.]+\\(|\\.java");
        return answer;
    }

    /** A speech to be published, from its edition on. */
    static String post(String fields) {
        return "{\"type\": \"speech\", \"state\": \"published\", \"editions\": {\"en\": {\"title\": \"Bad input\""
                + fields;
    }

    /** Of a type that the newsroom does not have. */
    static String essay() {
        return post("}}}").replace("speech", "essay");
    }
}

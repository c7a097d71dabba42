package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What readers send, and what is sent in their name. */
class BadSubscriptionsJourneyTest extends BadInput {

    BadSubscriptionsJourneyTest(Stack stack) {
        super(stack);
    }

    @Test
    void a_subscription_that_cannot_be() {
        assertThat(harmless(newsroom.subscribe("{\"email\": \"nobody\"}"))
                        .is(422)
                        .problems())
                .containsExactly("/email bad-format");
        assertThat(harmless(newsroom.subscribe("{}")).is(422).problems()).containsExactly("/email missing");
        assertThat(harmless(
                                newsroom.subscribe(
                                        "{\"email\": \"a@example.org\\r\\nBcc: b@example.org\", \"topics\": [\"moon\"], \"languages\": [\"de\"]}"))
                        .is(422)
                        .problems())
                .extracting(problem -> problem.replaceFirst(" .*", ""))
                .contains("/email", "/topics/0", "/languages/0");
        harmless(newsroom.subscribe("not JSON")).is(400);
        for (String path : List.of("confirm", "unsubscribe")) {
            for (String token : List.of("", "?token=", "?token=forged", "?token=" + "A".repeat(600), "?token=%00")) {
                Answer asked = harmless(newsroom.get("/subscriptions/" + path + token));
                assertThat(asked.status()).as("%s", asked).isEqualTo(404);
                Answer posted = harmless(Newsroom.send(
                        newsroom.to("/subscriptions/" + path + token).POST(BodyPublishers.noBody())));
                assertThat(posted.status()).as("%s", posted).isEqualTo(404);
            }
        }
        assertThat(newsroom.mail("nobody")).isEmpty();
    }

    @Test
    void a_form_with_problems_comes_back_filled_in() {
        Answer answer = Newsroom.send(newsroom.to("/subscriptions")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("email=%3Cscript%3E&language=en&languages=en&topics=ukraine")));
        assertThat(answer.status()).as("%s", answer).isEqualTo(422);
        Document page = answer.page();
        assertThat(page.title()).startsWith("Error:");
        assertThat(page.selectFirst("[role=alert]").text()).contains("There is a problem");
        assertThat(page.selectFirst("#email").attr("value")).isEqualTo("<script>");
        assertThat(page.select("input[name=topics][checked]").eachAttr("value")).containsExactly("ukraine");
        assertThat(answer.body()).doesNotContain("<script>");
    }
}

package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;
import press.communique.local.mail.SesEvent.Fate;

/** What SES tells of mails finds its way, from the template's rules to the receipts, however late or often it is told. */
class FeedbackJourneyTest {

    @TempDir
    private static Path data;

    private static LocalStack stack;
    private static Newsroom newsroom;

    @BeforeAll
    static void start() throws Exception {
        stack = LocalStack.start(Stack.options(data));
        newsroom = new Newsroom(stack);
        newsroom.settings(Stack.SETTINGS);
        for (int i = 0; i < 6; i++) {
            newsroom.subscribed("reader-" + i + "@example.org");
        }
    }

    @AfterEach
    void allIsWellAgain() {
        stack.mailFaults().clear();
        stack.mailEvents().clear();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void aBatchWhoseAnswerWasLostIsAcceptedByEvents() {
        stack.mailEvents().hold(true).doubled(true);
        stack.mailFaults().loseReplies(1);
        JsonNode post = published("Lost");
        email(post, "uncertain", 1);
        JsonNode mailing = mailings(post);
        assertThat(mailing.at("/toSettle/0/readers").asInt())
                .isEqualTo(mailing.get("uncertain").asInt());
        stack.mailEvents().hold(false);
        JsonNode email = email(post, "uncertain", 0);
        assertThat(email.get("accepted")).isEqualTo(email.get("audience"));
        assertThat(email.get("pending").asInt()).isZero();
    }

    @Test
    void eventsBeforeOurOwnMarkDoNoHarm() {
        stack.mailEvents().early(Duration.ofSeconds(5)).doubled(true);
        JsonNode email = newsroom.mailed(published("Early")).at("/channels/email");
        assertThat(email.get("accepted")).isEqualTo(email.get("audience"));
        assertThat(email.get("bounced").asInt()).isZero();
    }

    @Test
    void aBounceAndAComplaintAreInTheReceiptAndTheirReadersAreMailedNoMore() {
        String gone = "gone@example.org";
        String angry = "angry@example.org";
        newsroom.subscribed(gone).subscribed(angry);
        stack.mailEvents()
                .fate(gone, Fate.BOUNCED)
                .fate(angry, Fate.COMPLAINED)
                .fate("reader-1@example.org", Fate.NOT_SPAM);
        JsonNode post = published("Bounced");
        email(post, "bounced", 1);
        JsonNode email = email(post, "complained", 1);
        assertThat(email.get("accepted")).isEqualTo(email.get("audience"));
        JsonNode next = published("After the bounce");
        newsroom.mailed(next);
        assertThat(titles(gone)).contains("Bounced").doesNotContain("After the bounce");
        assertThat(titles(angry)).contains("Bounced").doesNotContain("After the bounce");
        assertThat(titles("reader-1@example.org"))
                .as("a report of “not spam” is no complaint")
                .contains("After the bounce");
        newsroom.subscribe("{\"email\": \"" + angry + "\"}").is(202);
        newsroom.subscribed("later@example.org");
        assertThat(newsroom.mail(angry)).as("no letter to confirm").hasSize(2);
    }

    @Test
    void anUndeliverableLetterToConfirmIsTheLast() {
        String nobody = "bounce+letter@simulator.amazonses.com";
        newsroom.subscribe("{\"email\": \"" + nobody + "\"}").is(202);
        newsroom.mail(nobody, 1);
        for (int i = 0; ; i++) {
            String other = "other-" + i + "@example.org";
            newsroom.subscribe("{\"email\": \"" + nobody + "\"}").is(202);
            newsroom.subscribed(other);
            if (newsroom.mail(nobody).size() == i + 1) {
                return;
            }
            assertThat(i).as("letters to an address that bounces").isLessThan(2);
        }
    }

    @Test
    void whatNeverComesIsListedForAPerson() {
        stack.mailEvents().missing(Set.of("Send", "Delivery"));
        stack.mailFaults().loseReplies(1);
        JsonNode post = published("Never told");
        email(post, "uncertain", 1);
        String id = post.get("id").asText() + "-first";
        String batch = mailings(post).at("/toSettle/0/batch").asText();
        newsroom.post("/api/mailings/" + id + "/settle", "{\"batch\": \"" + batch + "\", \"outcome\": \"accepted\"}")
                .is(200);
        JsonNode email = email(post, "uncertain", 0);
        assertThat(email.get("accepted")).isEqualTo(email.get("audience"));
    }

    private static List<String> titles(String address) {
        return newsroom.mail(address).stream().map(Letter::subject).toList();
    }

    private static JsonNode mailings(JsonNode post) {
        for (JsonNode mailing : newsroom.ask("/api/mailings").is(200).json().get("items")) {
            if (mailing.get("post").equals(post.get("id"))) {
                return mailing;
            }
        }
        throw new AssertionError("The mailing is not among those under way");
    }

    /** The receipt's books, once a column is as wanted: at least so many, or none. */
    private static JsonNode email(JsonNode post, String column, int wanted) {
        return Eventually.see(
                column + " of " + post.at("/editions/en/title"),
                () -> {
                    JsonNode books = newsroom.receipt(post).at("/channels/email");
                    assertThat(books.isMissingNode()
                                    || Books.sum(books) == books.get("audience").asInt())
                            .as("%s", books)
                            .isTrue();
                    return books;
                },
                books -> books.path("state").asText().equals("sent")
                        && (wanted == 0
                                ? books.get(column).asInt() == 0
                                : books.get(column).asInt() >= wanted));
    }

    private static JsonNode published(String title) {
        return newsroom.published(
                "{\"type\": \"speech\", \"state\": \"published\", \"editions\": {\"en\": {\"title\": \"" + title
                        + "\"}}}");
    }
}

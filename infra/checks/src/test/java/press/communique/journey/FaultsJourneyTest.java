package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;

/** Whatever SES does, nobody is mailed twice, nobody is forgotten, and the books balance. */
class FaultsJourneyTest {

    private static final List<String> READERS =
            List.of("ada@example.org", "ben@example.org", "clara@example.org", "dirk@example.org");

    @TempDir
    private static Path data;

    private static LocalStack stack;
    private static Newsroom newsroom;

    @BeforeAll
    static void four_readers() throws Exception {
        stack = LocalStack.start(Stack.options(data));
        newsroom = new Newsroom(stack);
        newsroom.settings(Stack.SETTINGS);
        READERS.forEach(newsroom::subscribed);
    }

    @AfterEach
    void all_is_well_again() {
        stack.mailFaults().clear();
        stack.mailEvents().clear();
    }

    @AfterAll
    static void stop() {
        stack.close();
        assertThat(Files.exists(data.resolve("ready.json"))).isFalse();
    }

    private static JsonNode published(String title) {
        return newsroom.published(
                "{\"type\": \"speech\", \"state\": \"published\", \"editions\": {\"en\": {\"title\": \"" + title
                        + "\"}}}");
    }

    private static long copies(String reader, String title) {
        return newsroom.mail(reader).stream()
                .filter(letter -> letter.subject().equals(title))
                .count();
    }

    private static void everybody_has_one(String title) {
        for (String reader : READERS) {
            assertThat(copies(reader, title)).as("mails to %s", reader).isEqualTo(1);
        }
    }

    private static JsonNode books(JsonNode receipt) {
        JsonNode books = receipt.at("/channels/email");
        assertThat(Books.sum(books))
                .as("%s", books)
                .isEqualTo(books.get("audience").asInt());
        return books;
    }

    private static JsonNode closed(JsonNode post) {
        JsonNode books = books(newsroom.mailed(post));
        assertThat(books.get("audience").asInt()).isEqualTo(READERS.size());
        assertThat(books.get("pending").asInt()).isZero();
        return books;
    }

    @Test
    void throttled_mail_goes_out_later() {
        stack.mailFaults().throttle(2);
        JsonNode post = published("Throttled");
        JsonNode waiting = Eventually.see(
                "a mailing that waits",
                () -> newsroom.receipt(post),
                receipt -> receipt.at("/channels/email/pending").asInt() > 0);
        books(waiting);
        JsonNode books = closed(post);
        assertThat(books.get("accepted").asInt()).as("%s", books).isEqualTo(READERS.size());
        everybody_has_one("Throttled");
    }

    @Test
    void an_urgent_post_that_was_held_and_is_throttled_goes_out_to_everybody() {
        newsroom.post("/api/mailings/stop", "{}").is(200);
        JsonNode post = newsroom.published("{\"type\": \"speech\", \"state\": \"published\", \"urgent\": true,"
                + " \"editions\": {\"en\": {\"title\": \"Urgent\"}}}");
        Eventually.see(
                "a mailing that is held",
                () -> newsroom.receipt(post).at("/channels/email/pending").asInt(),
                pending -> pending == READERS.size());
        String mailing = "/api/mailings/" + post.get("id").asText() + "-first";
        newsroom.post(mailing + "/pause", "{}").is(200);
        newsroom.post("/api/mailings/start", "{}").is(200);
        stack.mailFaults().throttle(2);
        newsroom.post(mailing + "/resume", "{}").is(200);
        assertThat(closed(post).get("accepted").asInt()).isEqualTo(READERS.size());
        everybody_has_one("Urgent");
    }

    @Test
    void one_refused_address_does_not_keep_the_others_waiting() {
        stack.mailFaults().failEntry("ben@example.org", "MESSAGE_REJECTED");
        JsonNode post = published("Refused to one");
        JsonNode books = closed(post);
        assertThat(books.get("accepted").asInt()).isEqualTo(READERS.size() - 1);
        assertThat(books.get("rejected").asInt()).isEqualTo(1);
        assertThat(copies("ben@example.org", "Refused to one")).isZero();
        assertThat(copies("ada@example.org", "Refused to one")).isEqualTo(1);
    }

    @Test
    void a_passing_failure_of_one_is_tried_again_for_that_one_only() {
        stack.mailFaults().failEntry("clara@example.org", "TRANSIENT_FAILURE");
        JsonNode post = published("Passing trouble");
        JsonNode waiting = Eventually.see(
                "three of four accepted",
                () -> books(newsroom.receipt(post)),
                books -> books.get("accepted").asInt() == READERS.size() - 1);
        assertThat(waiting.get("pending").asInt()).isEqualTo(1);
        stack.mailFaults().clear();
        stack.mailEvents().clear();
        JsonNode books = closed(post);
        assertThat(books.get("accepted").asInt()).as("%s", books).isEqualTo(READERS.size());
        everybody_has_one("Passing trouble");
    }

    @Test
    void a_lost_reply_leaves_the_batch_uncertain_and_is_never_repeated() throws Exception {
        stack.mailEvents().missing(java.util.Set.of("Send", "Delivery"));
        stack.mailFaults().loseReplies(1);
        JsonNode post = published("Reply lost");
        JsonNode books = closed(post);
        assertThat(books.get("uncertain").asInt()).isEqualTo(READERS.size());
        assertThat(stack.runSchedule("MailSweepFunction").failed()).isFalse();
        // What is mailed after the sweep comes after whatever the sweep would have sent again.
        JsonNode next = published("After the lost reply");
        assertThat(closed(next).get("accepted").asInt()).isEqualTo(READERS.size());
        everybody_has_one("Reply lost");
        everybody_has_one("After the lost reply");
    }

    @Test
    void an_internal_error_is_uncertain_too() {
        stack.mailFaults().internalErrors(1);
        JsonNode post = published("Internal error");
        assertThat(closed(post).get("uncertain").asInt()).isEqualTo(READERS.size());
        for (String reader : READERS) {
            assertThat(copies(reader, "Internal error")).isZero();
        }
    }
}

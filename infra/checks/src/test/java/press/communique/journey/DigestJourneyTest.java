package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import press.communique.core.mail.DigestSlot;
import press.communique.store.aws.AwsClients;
import press.communique.store.digest.DigestHours;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A reader asks for a daily digest on the site's own page; at their hour one mail comes with what went live since. */
class DigestJourneyTest {

    private static final String TABLE = "AudienceTable";

    private Stack stack;
    private Newsroom newsroom;

    @BeforeEach
    void start() throws Exception {
        stack = Stack.fresh();
        newsroom = stack.newsroom;
        // From here on the schedule has nothing to do in this quarter of an hour.
        assertThat(stack.local.runSchedule("MailSweepFunction").failed()).isFalse();
    }

    @AfterEach
    void stop() throws Exception {
        stack.close();
    }

    @Test
    void one_mail_with_both_posts_at_the_hour_without_what_was_withdrawn() throws Exception {
        DigestSlot now = DigestSlot.of(Instant.now());
        subscribed("daily@example.org", "daily", now);
        newsroom.subscribed("at-once@example.org");
        JsonNode first = published("Bridge opened");
        JsonNode gone = published("Said too soon");
        JsonNode last = published("School built");
        newsroom.step(gone, "withdraw", "{\"reason\": {\"en\": \"By mistake.\"}}");
        newsroom.mailed(first);
        newsroom.mailed(last);
        Eventually.see(
                "nothing else is sent",
                () -> newsroom.ask("/api/mailings").is(200).json().findValuesAsText("state"),
                states -> !states.contains("sending"));
        assertThat(newsroom.mail("daily@example.org"))
                .as("only the letter to confirm with, until the hour comes")
                .hasSize(1);

        // SES takes it, but its answer gets lost, and all that it would tell of it.
        stack.local.mailEvents().missing(Set.of("Send", "Delivery"));
        stack.local.mailFaults().loseReplies(1);
        hourComes(now);
        Letter digest = newsroom.mail("daily@example.org", 2).get(0);
        assertThat(digest.subject()).isEqualTo("School built, and 1 more");
        assertThat(digest.text()).contains("Bridge opened", "School built").doesNotContain("Said too soon");
        List<String> links = digest.html().select("h3 a").eachAttr("abs:href");
        assertThat(links).hasSize(2);
        for (String link : links) {
            newsroom.get(URI.create(link).getPath()).is(200);
        }
        assertThat(digest.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        settleAsAccepted();
        JsonNode books = Eventually.see(
                "the digest in the books",
                () -> newsroom.receipt(first).at("/digests/daily"),
                daily -> daily.path("accepted").asInt() == 1);
        assertThat(books.get("audience").asInt()).isEqualTo(1);
        assertThat(books.get("pending").asInt()).isZero();
        assertThat(newsroom.receipt(first).at("/digests/weekly/audience").asInt())
                .isZero();
        assertThat(newsroom.mail("at-once@example.org"))
                .extracting(Letter::subject)
                .filteredOn(subject -> subject.contains("more"))
                .isEmpty();

        hourComes(now);
        assertThat(newsroom.mail("daily@example.org")).as("the same hour twice").hasSize(2);
        Newsroom.send(HttpRequest.newBuilder(digest.oneClick())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click")))
                .is(200);
    }

    /** By somebody who saw that it came. */
    private void settleAsAccepted() {
        JsonNode digest = Eventually.see("a digest to settle", this::toSettle, found -> found.at("/toSettle/0")
                .has("batch"));
        newsroom.post(
                        "/api/mailings/" + digest.get("id").asText() + "/settle",
                        "{\"batch\": \"" + digest.at("/toSettle/0/batch").asText() + "\", \"outcome\": \"accepted\"}")
                .is(200);
    }

    private JsonNode toSettle() {
        for (JsonNode mailing : newsroom.ask("/api/mailings").is(200).json().get("items")) {
            if (mailing.get("id").asText().startsWith("digest-")) {
                return mailing;
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode published(String title) {
        return newsroom.published("{\"type\":\"speech\",\"state\":\"published\",\"editions\":{\"en\":{\"title\":\""
                + title + "\",\"summary\":\"About it.\"}}}");
    }

    /** By a zone in which a whole hour strikes when this quarter begins. */
    private void subscribed(String address, String frequency, DigestSlot quarter) {
        var start = quarter.start().atOffset(ZoneOffset.UTC);
        String zone = start.getMinute() == 0 ? "UTC" : "-00" + start.getMinute();
        newsroom.subscribe("{\"email\": \"" + address + "\", \"interests\": [{\"frequency\": \"" + frequency
                        + "\"}], \"timeZone\": \"" + zone + "\", \"hour\": " + start.getHour() + "}")
                .is(202);
        Letter letter = newsroom.mail(address, 1).get(0);
        newsroom.press(Newsroom.send(HttpRequest.newBuilder(letter.link("/subscriptions/confirm")))
                        .is(200)
                        .page())
                .is(200);
    }

    /** The schedule comes again to a quarter of an hour that it had before anybody wanted anything. */
    private void hourComes(DigestSlot quarter) throws Exception {
        DynamoDbClient dynamo = new AwsClients(stack.local.endpoints().environment()).dynamoDb();
        dynamo.deleteItem(delete -> delete.tableName(TABLE)
                .key(Map.of("pk", AttributeValue.fromS("DIGESTS"), "sk", AttributeValue.fromS("CURSOR"))));
        new DigestHours(dynamo, TABLE)
                .open(Optional.empty(), DigestSlot.of(quarter.start().minusSeconds(1)));
        assertThat(stack.local.runSchedule("MailSweepFunction").failed()).isFalse();
    }
}

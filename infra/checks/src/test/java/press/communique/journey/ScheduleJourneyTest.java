package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import press.communique.local.engine.Clients;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A post becomes public at its second, and not before; whoever scheduled it is told. */
@ExtendWith(Stack.Shared.class)
class ScheduleJourneyTest {

    private final Stack stack;
    private final Newsroom newsroom;

    ScheduleJourneyTest(Stack stack) {
        this.stack = stack;
        this.newsroom = stack.newsroom;
    }

    private static Instant soon() {
        return Instant.now().plusMillis(4_000);
    }

    private static String draft(String title, String more) {
        return "{\"type\":\"speech\",\"editions\":{\"en\":{\"title\":\"" + title + "\",\"body\":\"Its text\"}}" + more
                + "}";
    }

    private JsonNode created(String title) {
        return newsroom.post("/api/posts", draft(title, "")).is(201).json();
    }

    private static String path(JsonNode post) {
        return "/api/posts/" + post.get("id").asText();
    }

    private Answer step(JsonNode post, String step, String json) {
        return newsroom.post(
                path(post) + "/" + step,
                json,
                "If-Match",
                "\"" + post.get("revision").asLong() + "\"");
    }

    private static String at(Instant moment) {
        return "{\"at\":\"" + moment + "\"}";
    }

    private JsonNode live(JsonNode post) {
        return Eventually.see(
                "the scheduled post " + path(post),
                () -> newsroom.ask(path(post)).is(200).json(),
                now -> !now.get("live").isNull());
    }

    private List<Letter> letters(String subject) {
        return newsroom.mail("editor@example.org").stream()
                .filter(letter -> letter.subject().equals(subject))
                .toList();
    }

    @Test
    void a_scheduled_post_is_public_at_its_second_and_its_editor_is_told_once() {
        Instant at = soon();
        JsonNode scheduled =
                step(created("The clock strikes"), "schedule", at(at)).is(200).json();
        assertThat(scheduled.get("state").asText()).isEqualTo("scheduled");
        assertThat(scheduled.at("/scheduled/at").asText()).isEqualTo(at.toString());
        assertThat(scheduled.get("urls")).isEmpty();
        String page = "/news/" + at.toString().substring(0, 7).replace('-', '/') + "/the-clock-strikes/";
        assertThat(newsroom.get(page).status()).isEqualTo(404);

        JsonNode post = live(scheduled);
        assertThat(Instant.parse(post.at("/live/at").asText())).isAfter(at);
        assertThat(post.get("publishedAt").asText()).isEqualTo(at.toString());
        assertThat(newsroom.get(newsroom.path(post, "en")).is(200).body()).contains("Its text");
        assertThat(newsroom.get("/news/").body()).contains("The clock strikes");

        JsonNode receipt = Eventually.see(
                "the lateness of " + path(post), () -> newsroom.receipt(post), found -> found.has("latenessMs"));
        assertThat(receipt.get("scheduledFor").asText()).isEqualTo(at.toString());
        assertThat(receipt.get("latenessMs").asLong()).isNotNegative();
        List<Letter> letters = Eventually.see(
                "the editor's letter", () -> letters("Live: The clock strikes"), found -> !found.isEmpty());
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).link("/news/").toString())
                .isEqualTo(post.at("/urls/en").asText());
    }

    @Test
    void the_sweep_makes_up_for_a_lost_message_and_for_a_lost_letter() throws Exception {
        // The clock's message waits in its queue until ten seconds before the time.
        Instant at = Instant.now().plusSeconds(13);
        JsonNode scheduled =
                step(created("Nearly forgotten"), "schedule", at(at)).is(200).json();
        try (Clients clients = new Clients(stack.local.endpoints())) {
            clients.sqs().purgeQueue(purge -> purge.queueUrl(stack.local.queueUrl("DueQueue")));
            assertThat(stack.local.runSchedule("SiteSweepFunction").failed()).isFalse();
            JsonNode post = live(scheduled);
            assertThat(Instant.parse(post.at("/live/at").asText())).isAfter(at);
            String subject = "Live: Nearly forgotten";
            Eventually.see("the editor's letter", () -> letters(subject), found -> found.size() == 1);

            // As if that letter's message had been lost two minutes ago.
            clients.dynamoDb().updateItem(update -> update.tableName("PostsTable")
                    .key(Map.of(
                            "pk", text("POST#" + post.get("id").asText()),
                            "sk",
                                    text(String.format(
                                            Locale.ROOT,
                                            "SCHEDULED#%010d",
                                            post.at("/live/revision").asLong()))))
                    .updateExpression(
                            "SET openKind = :kind, openSince = :since, tell = :tell REMOVE claimedBy, outcome")
                    .expressionAttributeValues(Map.of(
                            ":kind", text("scheduled"),
                            ":since", text(Instant.now().minusSeconds(120).toString()),
                            ":tell", text("editor@example.org"))));
            assertThat(stack.local.runSchedule("SiteSweepFunction").failed()).isFalse();
            Eventually.see("another letter", () -> letters(subject), found -> found.size() == 2);
        }
    }

    private static AttributeValue text(String text) {
        return AttributeValue.fromS(text);
    }

    @Test
    void a_post_is_created_and_scheduled_in_one_step() {
        Instant at = soon();
        JsonNode scheduled = newsroom.post(
                        "/api/posts", draft("In one step", ",\"state\":\"scheduled\",\"publishAt\":\"" + at + "\""))
                .is(201)
                .json();
        assertThat(scheduled.get("state").asText()).isEqualTo("scheduled");
        assertThat(Instant.parse(live(scheduled).at("/live/at").asText())).isAfter(at);
    }

    @Test
    void what_is_called_off_or_moved_does_not_become_public() {
        // Five calls are made before that second, on a machine that may be busy.
        Instant at = soon().plusSeconds(6);
        JsonNode calledOff =
                step(created("Called off"), "schedule", at(at)).is(200).json();
        JsonNode moved = step(created("Moved"), "schedule", at(at)).is(200).json();
        JsonNode witness = step(created("On time"), "schedule", at(at)).is(200).json();

        JsonNode draft = step(calledOff, "unschedule", "").is(200).json();
        assertThat(draft.get("state").asText()).isEqualTo("draft");
        assertThat(draft.get("scheduled").isNull()).isTrue();
        step(moved, "schedule", at(at.plusSeconds(3_600))).is(200);

        live(witness);
        assertThat(newsroom.ask(path(calledOff)).json().get("state").asText()).isEqualTo("draft");
        assertThat(newsroom.ask(path(moved)).json().get("state").asText()).isEqualTo("scheduled");
        String month = "/news/" + at.toString().substring(0, 7).replace('-', '/');
        assertThat(newsroom.get(month + "/called-off/").status()).isEqualTo(404);
        assertThat(newsroom.get(month + "/moved/").status()).isEqualTo(404);
        step(newsroom.ask(path(moved)).json(), "unschedule", "").is(200);
    }

    @Test
    void the_address_that_a_scheduled_update_is_to_have_tells_nobody_that_it_comes() {
        JsonNode post = newsroom.published(draft("Cabinet meets", ",\"state\":\"published\""));
        String present = newsroom.path(post, "en");
        String coming = present.replace("/cabinet-meets/", "/minister-resigns/");
        JsonNode renamed = newsroom.put(
                        path(post),
                        draft("Cabinet meets", "").replace("\"body\"", "\"slug\":\"minister-resigns\",\"body\""),
                        "If-Match",
                        "\"" + post.get("revision").asLong() + "\"")
                .is(200)
                .json();
        JsonNode waiting = step(renamed, "schedule", at(Instant.now().plusSeconds(3_600)))
                .is(200)
                .json();
        assertThat(newsroom.get(coming).status()).isEqualTo(404);
        assertThat(newsroom.get(present).is(200).body()).contains("Cabinet meets");
        step(waiting, "unschedule", "").is(200);
    }

    @Test
    void a_text_saved_after_the_schedule_stays_a_draft() {
        Instant at = soon();
        JsonNode scheduled = step(created("Pinned"), "schedule", at(at)).is(200).json();
        newsroom.put(
                        path(scheduled),
                        draft("Pinned", "").replace("Its text", "A later thought"),
                        "If-Match",
                        "\"" + scheduled.get("revision").asLong() + "\"")
                .is(200);
        JsonNode post = live(scheduled);
        assertThat(newsroom.get(newsroom.path(post, "en")).body())
                .contains("Its text")
                .doesNotContain("A later thought");
        assertThat(newsroom.ask(path(post)).json().at("/editions/en/body").asText())
                .isEqualTo("A later thought");
    }

    @Test
    void a_live_text_is_changed_at_a_second_with_a_correction() {
        JsonNode first = newsroom.published(draft("Amended", ",\"state\":\"published\""));
        JsonNode saved = newsroom.put(
                        path(first),
                        draft("Amended", "").replace("Its text", "The right text"),
                        "If-Match",
                        newsroom.ask(path(first)).header("ETag"))
                .is(200)
                .json();
        Instant at = soon();
        JsonNode scheduled = step(
                        saved, "schedule", "{\"at\":\"" + at + "\",\"correction\":{\"en\":\"The text was wrong.\"}}")
                .is(200)
                .json();
        assertThat(newsroom.get(newsroom.path(first, "en")).body()).contains("Its text");
        Eventually.see(
                "the correction of " + path(first),
                () -> newsroom.ask(path(first)).is(200).json(),
                post -> post.at("/live/revision").asLong()
                        > scheduled.get("revision").asLong());
        assertThat(newsroom.get(newsroom.path(first, "en")).body())
                .contains("The right text")
                .contains("The text was wrong.");
    }

    @Test
    void what_cannot_be_scheduled_is_refused() {
        JsonNode post = created("Refused");
        assertThat(step(post, "schedule", "{}").is(422).problems()).containsExactly("/at missing");
        assertThat(step(post, "schedule", at(Instant.now().minusSeconds(1)))
                        .is(422)
                        .problems())
                .containsExactly("/at in-the-past");
        assertThat(step(post, "schedule", "{\"at\":\"tomorrow\"}").is(422).problems())
                .containsExactly("/at bad-format");
        step(post, "unschedule", "").is(409);
        Answer author = Newsroom.send(newsroom.authorized(
                        path(post) + "/schedule", stack.local.tokens().author())
                .header("Content-Type", "application/json")
                .header("If-Match", "\"1\"")
                .POST(BodyPublishers.ofString(at(soon()))));
        assertThat(author.status()).isIn(403, 404);
    }
}

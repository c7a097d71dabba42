package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import press.communique.core.audience.FreshLink;
import press.communique.core.audience.FreshLink.Purpose;
import press.communique.core.audience.Reader;

/** What readers and others have a right to: never again, everything in one file, and to be forgotten. */
class ReaderDataTest extends ReaderFlow {

    private static final String PREFERENCES = "/subscriptions/preferences";
    private static final String LINK = "/subscriptions/preferences/link";

    @Test
    void whoWasNotMeantSaysNeverAgainByAButton() {
        subscribe("{\"email\":\"victim@example.org\",\"languages\":[\"fr\"]}");
        String token = token();
        var confirm = call("GET", "/subscriptions/confirm", token, "", "", Map.of());
        assertThat(Jsoup.parse(confirm.getBody()).select("main a[href*=never]").attr("href"))
                .isEqualTo("/subscriptions/never?token=" + token);
        int before = items().size();
        var page = call("GET", "/subscriptions/never", token, "", "", Map.of());
        assertThat(page.getBody()).contains("lang=\"fr\"", "<button");
        assertThat(items()).as("looking changes nothing").hasSize(before);

        for (int time = 0; time < 2; time++) {
            var done = call("POST", "/subscriptions/never", token, FORM, "", Map.of());
            assertThat(done.getStatusCode()).isEqualTo(200);
            assertThat(done.getBody()).contains("Nous ne vous écrirons plus");
        }
        assertThat(call("POST", "/subscriptions/confirm", token, FORM, "", Map.of())
                        .getStatusCode())
                .isEqualTo(404);
        assertThat(everybody()).isEmpty();
        assertThat(items().toString()).doesNotContain("victim@");
        subscribe("{\"email\":\"VICTIM@example.org\"}");
        assertThat(call("POST", "/subscriptions/confirm", token(), FORM, "", Map.of())
                        .getStatusCode())
                .isEqualTo(404);
        assertThat(everybody()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded, '', true",
        "application/x-www-form-urlencoded, subscription=true, false",
        "application/json, {}, true",
        "application/json, '{\"subscription\":true}', false",
        "'', '', true"
    })
    void aSubscriptionOfTheirOwnEndsIfTheySaySo(String type, String body, boolean goesOn) {
        subscribe("{\"email\":\"jane@example.org\"}");
        confirmLast();
        subscribe("{\"email\":\"jane@example.org\",\"types\":[\"speech\"]}");
        String token = token();
        assertThat(call("POST", "/subscriptions/never", token, type, body, Map.of())
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(everybody().get(0).active()).isEqualTo(goesOn);
        assertThat(call("POST", "/subscriptions/confirm", token, FORM, "", Map.of())
                        .getStatusCode())
                .as("the request has ended")
                .isEqualTo(404);
    }

    @Test
    void aKeyIsGoodForOnePostToALink() {
        Reader jane = reader();
        var key = Map.of("idempotency-key", "k");
        queue.drain();
        for (int time = 0; time < 2; time++) {
            assertThat(call("POST", LINK, preferences(jane), FORM, "for=download", key)
                            .getStatusCode())
                    .isEqualTo(200);
        }
        assertThat(queue.drain()).as("letters").hasSize(1);
        assertThat(call("POST", LINK, preferences(jane), FORM, "for=erase", key).getStatusCode())
                .as("another body")
                .isEqualTo(422);

        call("POST", LINK, preferences(jane), FORM, "for=erase", Map.of());
        String fresh = freshToken(Purpose.ERASE);
        for (int time = 0; time < 2; time++) {
            assertThat(call("POST", "/subscriptions/erase", fresh, FORM, "", key)
                            .getStatusCode())
                    .as("another link, another key")
                    .isEqualTo(200);
        }
        assertThat(everybody()).isEmpty();
    }

    @Test
    void everythingThatIsHeldComesInOneFileByAFreshLink() throws Exception {
        Reader jane = reader();
        var asked = call("POST", LINK, preferences(jane), FORM, "for=download", Map.of());
        assertThat(asked.getStatusCode()).isEqualTo(200);
        assertThat(asked.getBody()).contains("Check your mail").doesNotContain("download?token");
        String token = freshToken(Purpose.DOWNLOAD);
        var page = call("GET", "/subscriptions/download", token, "", "", Map.of());
        assertThat(page.getBody()).contains("<button").doesNotContain("jane@");
        APIGatewayV2HTTPResponse file = call("POST", "/subscriptions/download", token, FORM, "", Map.of());
        assertThat(file.getHeaders())
                .containsEntry("Content-Disposition", "attachment; filename=\"my-data.json\"")
                .containsEntry("Cache-Control", "no-store");
        JsonNode json = JSON.readTree(file.getBody());
        assertThat(json.get("address").asText()).isEqualTo("jane@example.org");
        assertThat(json.at("/preferences/languages/0").asText()).isEqualTo("en");
        assertThat(json.at("/record/confirmedAt").asText()).isEqualTo("2026-11-24T07:00:00Z");
        assertThat(json.get("mails").isArray()).isTrue();
    }

    @Test
    void whoIsErasedIsToldSoByEveryOldLinkAndMayBeginAnew() {
        Reader jane = reader();
        String unsubscribe = tokens.unsubscribe(jane.id(), jane.epoch());
        call("POST", LINK, preferences(jane), "application/json", "{\"for\":\"erase\"}", Map.of());
        String token = freshToken(Purpose.ERASE);
        call("GET", "/subscriptions/erase", token, "", "", Map.of());
        assertThat(everybody()).as("looking changes nothing").hasSize(1);
        assertThat(call("POST", "/subscriptions/erase", token, FORM, "", Map.of())
                        .getBody())
                .contains("You have been erased");
        assertThat(everybody()).isEmpty();
        for (var old : List.of(
                call("GET", PREFERENCES, preferences(jane), "", "", Map.of()),
                call("POST", PREFERENCES, preferences(jane), FORM, "", Map.of()),
                call("GET", "/subscriptions/unsubscribe", unsubscribe, "", "", Map.of()),
                call("POST", "/subscriptions/unsubscribe", unsubscribe, FORM, "", Map.of()),
                call("POST", "/subscriptions/erase", token, FORM, "", Map.of()))) {
            assertThat(old.getStatusCode()).isEqualTo(404);
            assertThat(old.getBody()).contains("You have been erased");
        }
        subscribe("{\"email\":\"jane@example.org\"}");
        confirmLast();
        assertThat(everybody()).hasSize(1).extracting(Reader::id).doesNotContain(jane.id());
        assertThat(call("POST", "/subscriptions/unsubscribe", unsubscribe, FORM, "", Map.of())
                        .getStatusCode())
                .as("no done for who subscribed anew: that goes on")
                .isEqualTo(404);
    }

    @Test
    void aFreshLinkOpensOneThingForOneHourAndEndsWithTheEpoch() {
        Reader jane = reader();
        call("POST", LINK, preferences(jane), FORM, "for=download", Map.of());
        String token = freshToken(Purpose.DOWNLOAD);
        assertThat(call("POST", "/subscriptions/erase", token, FORM, "", Map.of())
                        .getStatusCode())
                .isEqualTo(404);
        assertThat(everybody()).hasSize(1);
        now = now.plus(FreshLink.LIFE);
        assertThat(call("POST", "/subscriptions/download", token, FORM, "", Map.of())
                        .getStatusCode())
                .isEqualTo(404);
        call("POST", LINK, preferences(jane), FORM, "for=erase", Map.of());
        String erase = freshToken(Purpose.ERASE);
        endLinks("Jane@example.org", 1);
        assertThat(call("POST", "/subscriptions/erase", erase, FORM, "", Map.of())
                        .getStatusCode())
                .isEqualTo(404);
        assertThat(everybody()).hasSize(1);
    }

    @Test
    void afterAFewFreshLinksADayNoneIsSentAndTheAnswerIsTheSame() {
        Reader jane = reader();
        for (int i = 0; i < 8; i++) {
            assertThat(call("POST", LINK, preferences(jane), FORM, "for=erase", Map.of())
                            .getStatusCode())
                    .isEqualTo(200);
        }
        assertThat(queue.drain()).hasSize(5);
        now = now.plus(Duration.ofDays(1));
        call("POST", LINK, preferences(jane), FORM, "for=erase", Map.of());
        assertThat(queue.drain()).hasSize(1);
        assertThat(everybody().get(0)).as("is no change of the reader").isEqualTo(jane);
        assertThat(call("POST", LINK, preferences(jane), "application/json", "{\"for\":\"fun\"}", Map.of())
                        .getStatusCode())
                .isEqualTo(422);
    }

    @Test
    void linksInAMailOfTwoYearsAgoStillWorkUntilTheEpochIsRaised() {
        Reader jane = reader();
        String preferences = preferences(jane);
        String unsubscribe = tokens.unsubscribe(jane.id(), jane.epoch());
        now = now.plus(Duration.ofDays(731));
        assertThat(call("GET", PREFERENCES, preferences, "", "", Map.of()).getStatusCode())
                .isEqualTo(200);
        assertThat(call("GET", "/subscriptions/unsubscribe", unsubscribe, "", "", Map.of())
                        .getStatusCode())
                .isEqualTo(200);
        endLinks("nobody@example.org", 0);
        endLinks("Jane@example.org", 1);
        for (String method : List.of("GET", "POST")) {
            assertThat(call(method, PREFERENCES, preferences, FORM, "", Map.of())
                            .getStatusCode())
                    .isEqualTo(404);
            assertThat(call(method, "/subscriptions/unsubscribe", unsubscribe, FORM, "", Map.of())
                            .getStatusCode())
                    .isEqualTo(404);
        }
        assertThat(everybody().get(0).active()).isTrue();
        String after = tokens.unsubscribe(jane.id(), jane.epoch() + 1);
        assertThat(call("POST", "/subscriptions/unsubscribe", after, FORM, "", Map.of())
                        .getStatusCode())
                .isEqualTo(200);
        assertThat(everybody().get(0).active()).isFalse();
    }

    @Test
    void anHourIsANumberHoweverItIsWritten() {
        subscribe(
                "{\"email\":\"jane@example.org\",\"frequency\":\"daily\",\"timeZone\":\"Europe/Brussels\",\"hour\":8.0}");
        confirmLast();
        assertThat(everybody().get(0).preferences().hour()).hasValue(8);
    }

    private Reader reader() {
        subscribe("{\"email\":\"jane@example.org\"}");
        confirmLast();
        return everybody().get(0);
    }

    private String preferences(Reader reader) {
        return tokens.preferences(reader.id(), reader.epoch());
    }

    /** The token that the letter for the link asked for last would carry. */
    private String freshToken(Purpose purpose) {
        List<String> messages = queue.drain();
        assertThat(messages).hasSize(1);
        String id = messages.get(0).replaceAll("\\{\"link\":\"(.*)\"}", "$1");
        return tokens.fresh(new FreshLink(id, purpose, "", 1, now.plus(FreshLink.LIFE)));
    }

    private void endLinks(String address, int readersEnded) {
        var editors = new EditorApi(Environments.of(tables, "SECRET", SECRET), clock);
        Http.Answer ended = new Http(editors, "root", "[admin]")
                .send("POST", "/api/subscribers/end-links", "{\"email\":\"" + address + "\"}");
        assertThat(ended.status()).as(ended.body()).isEqualTo(200);
        assertThat(ended.json().path("readers").asInt()).isEqualTo(readersEnded);
    }
}

package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.api.http.Route;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.ReaderTokens;

/** Readers' requests through the handler, as the gateway sends them. */
class ReaderApiTest extends ReaderFlow {

    @Test
    void aRequestIsAnsweredInTheSameWordsWhetherOrNotTheAddressIsKnown() {
        APIGatewayV2HTTPResponse unknown = subscribe("{\"email\":\"jane@example.org\"}");
        confirmLast();
        APIGatewayV2HTTPResponse known = subscribe("{\"email\":\"jane@example.org\"}");
        assertThat(unknown.getStatusCode()).isEqualTo(202);
        assertThat(known).isEqualTo(unknown);
        assertThat(unknown.getHeaders()).containsEntry("Cache-Control", "no-store");
        assertThat(queue.drain()).as("a letter goes to the known one as well").hasSize(1);
    }

    @Test
    void theQueueHoldsNoAddressAndNoToken() throws Exception {
        subscribe("{\"email\":\"jane@example.org\"}");
        String message = queue.drain().get(0);
        assertThat(message).doesNotContain("jane").doesNotContain("example.org");
        assertThat(tokens.readConfirm(JSON.readTree(message).get("request").asText(), now))
                .isEmpty();
    }

    @Test
    void onlyThePostConfirms() {
        subscribe("{\"email\":\"jane@example.org\",\"languages\":[\"fr\"]}");
        String token = token();
        for (int scanner = 0; scanner < 3; scanner++) {
            APIGatewayV2HTTPResponse page = call("GET", "/subscriptions/confirm", token, "", "", Map.of());
            assertThat(page.getStatusCode()).isEqualTo(200);
            assertThat(page.getBody()).contains("lang=\"fr\"", "<form", token);
        }
        assertThat(everybody()).isEmpty();
        APIGatewayV2HTTPResponse done = call("POST", "/subscriptions/confirm", token, FORM, "", Map.of());
        assertThat(done.getStatusCode()).isEqualTo(200);
        assertThat(done.getBody()).contains("lang=\"fr\"");
        assertThat(everybody()).hasSize(1);
        assertThat(call("POST", "/subscriptions/confirm", token, FORM, "", Map.of())
                        .getStatusCode())
                .as("twice is fine")
                .isEqualTo(200);
        assertThat(everybody()).hasSize(1);
    }

    @Test
    void aLinkEndsAfterSevenDays() {
        subscribe("{\"email\":\"jane@example.org\"}");
        String token = token();
        now = now.plus(Duration.ofDays(7));
        assertThat(call("GET", "/subscriptions/confirm", token, "", "", Map.of())
                        .getStatusCode())
                .isEqualTo(404);
        assertThat(call("POST", "/subscriptions/confirm", token, FORM, "", Map.of())
                        .getStatusCode())
                .isEqualTo(404);
        assertThat(everybody()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /subscriptions/confirm",
        "POST, /subscriptions/confirm",
        "GET, /subscriptions/unsubscribe",
        "POST, /subscriptions/unsubscribe",
        "GET, /subscriptions/preferences",
        "POST, /subscriptions/preferences",
        "POST, /subscriptions/preferences/link",
        "GET, /subscriptions/never",
        "POST, /subscriptions/never",
        "GET, /subscriptions/download",
        "POST, /subscriptions/download",
        "GET, /subscriptions/erase",
        "POST, /subscriptions/erase"
    })
    void aForgedOrMissingTokenIsADeadLink(String method, String path) {
        for (String token : Arrays.asList(
                null, "", "x", "A".repeat(76), new ReaderTokens("z".repeat(40)).unsubscribe(Reader.newId(), 1))) {
            assertThat(call(method, path, token, "", "", Map.of()).getStatusCode())
                    .isEqualTo(404);
            APIGatewayV2HTTPResponse json = call(method, path, token, "", "", Map.of("accept", "application/json"));
            assertThat(json.getStatusCode()).isEqualTo(404);
            assertThat(json.getHeaders()).containsEntry("Content-Type", "application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FORM + "|List-Unsubscribe=One-Click",
                "multipart/form-data; boundary=b|--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n",
                "|",
                FORM + "|"
            })
    void oneClickUnsubscribesBeforeItIsAnsweredWithoutRedirectOrCookie(String typeAndBody) {
        subscribe("{\"email\":\"jane@example.org\"}");
        confirmLast();
        Reader jane = everybody().get(0);
        String token = tokens.unsubscribe(jane.id(), jane.epoch());
        String type = typeAndBody.substring(0, typeAndBody.indexOf('|'));
        String body = typeAndBody.substring(typeAndBody.indexOf('|') + 1);
        for (int time = 0; time < 2; time++) {
            APIGatewayV2HTTPResponse answer = call("POST", "/subscriptions/unsubscribe", token, type, body, Map.of());
            assertThat(answer.getStatusCode()).isEqualTo(200);
            assertThat(answer.getHeaders()).doesNotContainKeys("Location", "Set-Cookie");
            assertThat(answer.getCookies()).isNull();
            assertThat(everybody().get(0).active()).isFalse();
        }
    }

    @Test
    void aPageAsksBeforeItUnsubscribesAndChangesNothing() {
        subscribe("{\"email\":\"jane@example.org\"}");
        confirmLast();
        Reader jane = everybody().get(0);
        APIGatewayV2HTTPResponse page = call(
                "GET", "/subscriptions/unsubscribe", tokens.unsubscribe(jane.id(), jane.epoch()), "", "", Map.of());
        assertThat(page.getStatusCode()).isEqualTo(200);
        assertThat(page.getBody()).contains("<form").doesNotContain("example.org\"");
        assertThat(everybody()).containsExactly(jane);
    }

    @Test
    void preferencesAreShownAndChangedByTheLinkInTheMail() throws Exception {
        subscribe("{\"email\":\"jane@example.org\",\"languages\":[\"fr\",\"en\"],\"types\":[\"speech\"]}");
        confirmLast();
        Reader jane = everybody().get(0);
        String path = "/subscriptions/preferences";
        String token = tokens.preferences(jane.id(), jane.epoch());

        APIGatewayV2HTTPResponse page = call("GET", path, token, "", "", Map.of());
        assertThat(page.getStatusCode()).isEqualTo(200);
        Document shown = Jsoup.parse(page.getBody());
        assertThat(shown.selectFirst("html").attr("lang")).isEqualTo("fr");
        assertThat(shown.select("option[selected]").eachAttr("value")).startsWith("fr", "en");
        assertThat(shown.select("input[name=types-1][checked]").eachAttr("value"))
                .containsExactly("speech");
        assertThat(shown.select("input[name=email]")).isEmpty();
        assertThat(shown.selectFirst("form").attr("action")).isEqualTo(path + "?token=" + token);
        assertThat(page.getBody()).contains("/subscriptions/unsubscribe?token=").doesNotContain("jane@");
        assertThat(everybody()).as("looking changes nothing").containsExactly(jane);

        APIGatewayV2HTTPResponse bad =
                call("POST", path, token, FORM, "languages=xx&frequency-1=immediate&types-1=poem", Map.of());
        assertThat(bad.getStatusCode()).isEqualTo(422);
        assertThat(bad.getBody()).contains("lang=\"fr\"", "href=\"#types-1-1\"");
        assertThat(everybody()).containsExactly(jane);

        APIGatewayV2HTTPResponse saved = call(
                "POST",
                path,
                token,
                FORM,
                "language=fr&languages=en&languages=&frequency-1=immediate&types-1=news-item&frequency-2=",
                Map.of());
        assertThat(saved.getStatusCode()).as(saved.getBody()).isEqualTo(200);
        assertThat(saved.getBody()).contains("lang=\"en\"", "Saved");
        assertThat(everybody().get(0).preferences())
                .isEqualTo(Preferences.of(
                        List.of("en"), List.of(new Interest(List.of("news-item"), List.of(), Frequency.IMMEDIATE))));

        String two = "{\"languages\":[\"en\"],\"hour\":7,\"interests\":[{\"types\":[\"speech\"],\"topics\":[],"
                + "\"frequency\":\"immediate\"},{\"types\":[\"news-item\"],\"topics\":[],\"frequency\":\"daily\"}]}";
        assertThat(call("POST", path, token, "application/json", two, Map.of()).getStatusCode())
                .isEqualTo(200);
        APIGatewayV2HTTPResponse json = call("GET", path, token, "", "", Map.of("accept", "application/json"));
        assertThat(JSON.readTree(json.getBody())).isEqualTo(JSON.readTree(two));
        APIGatewayV2HTTPResponse hour = call("POST", path, token, "application/json", "{\"hour\":24}", Map.of());
        assertThat(hour.getStatusCode()).isEqualTo(422);
        assertThat(hour.getBody()).contains("/hour");

        call("POST", "/subscriptions/unsubscribe", tokens.unsubscribe(jane.id(), jane.epoch()), FORM, "", Map.of());
        assertThat(call("GET", path, token, "", "", Map.of()).getStatusCode()).isEqualTo(404);
        assertThat(call("POST", path, token, FORM, "languages=en", Map.of()).getStatusCode())
                .isEqualTo(404);
        assertThat(everybody().get(0).active()).isFalse();
    }

    @Test
    void theFormLeadsToCheckYourMailInItsLanguage() {
        APIGatewayV2HTTPResponse french =
                form("email=jane%40example.org&language=fr&languages=fr&languages=en&frequency=immediate&types=speech");
        assertThat(french.getStatusCode()).isEqualTo(303);
        assertThat(french.getHeaders()).containsEntry("Location", "/fr/subscribe/check-your-mail/");
        confirmLast();
        assertThat(everybody().get(0).preferences())
                .isEqualTo(Preferences.of(
                        List.of("fr", "en"), List.of(new Interest(List.of("speech"), List.of(), Frequency.IMMEDIATE))));
        assertThat(form("email=john%40example.org&language=en&languages=en&languages=&languages=")
                        .getHeaders())
                .containsEntry("Location", "/subscribe/check-your-mail/");
    }

    @Test
    void aFormWithProblemsComesBackFilledIn() {
        APIGatewayV2HTTPResponse answer =
                form("email=%3Cscript%3Ejane&language=fr&languages=fr&types=speech&types=poem");
        assertThat(answer.getStatusCode()).isEqualTo(422);
        assertThat(answer.getHeaders()).containsEntry("Content-Type", "text/html; charset=utf-8");
        assertThat(answer.getBody()).contains("lang=\"fr\"", "&lt;script>jane").doesNotContain("<script>jane");
        assertThat(answer.getBody().indexOf("href=\"#email\""))
                .isPositive()
                .isLessThan(answer.getBody().indexOf("id=\"email\""));
        assertThat(queue.drain()).isEmpty();
        assertThat(items()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                              | /email
                    {"email":""}                                                    | /email
                    {"email":7}                                                     | /email
                    {"email":"jane"}                                                | /email
                    {"email":"a@example.org\\r\\nBcc: b@example.org"}               | /email
                    {"email":"j@example.org","langages":["fr"]}                     | /langages
                    {"email":"j@example.org","languages":["xx"]}                    | /languages/0
                    {"email":"j@example.org","languages":[]}                        | /languages
                    {"email":"j@example.org","interests":[{"types":["poem"]}]}      | /interests/0/types/0
                    {"email":"j@example.org","types":["poem"]}                      | /types/0
                    {"email":"j@example.org","frequency":"hourly"}                  | /frequency
                    {"email":"j@example.org","timeZone":"Mars/Olympus"}             | /timeZone
                    {"email":"j@example.org","hour":24}                             | /hour
                    {"email":"j@example.org","types":[],"interests":[{"types":[]}]} | /interests
                    """)
    void eachProblemIsNamedAndNothingIsWritten(String body, String pointer) throws Exception {
        APIGatewayV2HTTPResponse answer = subscribe(body);
        assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(422);
        assertThat(answer.getHeaders()).containsEntry("Content-Type", "application/problem+json");
        JsonNode problem = JSON.readTree(answer.getBody());
        assertThat(problem.findValuesAsText("pointer")).contains(pointer);
        assertThat(items()).isEmpty();
        assertThat(queue.drain()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, '{', 400",
        "text/plain, a@b.example, 415",
        "application/json, '[]', 422",
        "'', '', 415"
    })
    void whatCannotBeReadIsRefused(String type, String body, int status) {
        assertThat(call("POST", "/subscriptions", null, type, body, Map.of()).getStatusCode())
                .isEqualTo(status);
        assertThat(items()).isEmpty();
    }

    @Test
    void everyAddressCostsTheSameWorkAndAFloodFromOneSourceIsDampedInTheSameWords() {
        var answers = new HashSet<APIGatewayV2HTTPResponse>();
        for (int i = 0; i < 70; i++) {
            answers.add(subscribe("{\"email\":\"jane@example.org\"}"));
        }
        assertThat(answers).hasSize(1);
        assertThat(queue.drain())
                .as("how many letters an address gets is for the letters' function to say")
                .hasSize(60);
        peer = "198.51.100.9";
        subscribe("{\"email\":\"jane@example.org\"}");
        assertThat(queue.drain()).as("from elsewhere").hasSize(1);

        for (int i = 0; i < 70; i++) {
            forwarded = "203.0.113." + i + ", 192.0.2.77, 198.51.100.9";
            subscribe("{\"email\":\"jane@example.org\"}");
        }
        assertThat(queue.drain())
                .as("what a reader claims to have come by does not count")
                .hasSize(60);
        assertThat(items().toString()).doesNotContain("192.0.2.", "198.51.100", "203.0.113");
    }

    @Test
    void aRepeatedRequestWithItsKeyWritesOneLetter() {
        Map<String, String> key = Map.of("idempotency-key", "k1");
        String body = "{\"email\":\"jane@example.org\"}";
        APIGatewayV2HTTPResponse first = call("POST", "/subscriptions", null, "application/json", body, key);
        assertThat(call("POST", "/subscriptions", null, "application/json", body, key))
                .isEqualTo(first);
        assertThat(queue.drain()).hasSize(1);
        assertThat(items().toString()).doesNotContain("jane");
    }

    @Test
    void otherAddressesAndMethodsAreProblemDocuments() {
        assertThat(call("GET", "/subscriptions/x", null, "", "", Map.of()).getStatusCode())
                .isEqualTo(404);
        APIGatewayV2HTTPResponse answer = call("DELETE", "/subscriptions/confirm", null, "", "", Map.of());
        assertThat(answer.getStatusCode()).isEqualTo(405);
        assertThat(answer.getHeaders()).containsEntry("Allow", "GET, POST");
        assertThat(ReaderApi.routes()).extracting(Route::path).contains("/subscriptions", "/subscriptions/confirm");
    }
}

package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Pause;
import press.communique.core.audience.Preferences;

/** The page of preferences as a browser without script handles it: what it shows is what it sends. */
class PreferencesFormTest extends ReaderFlow {

    private static final String PATH = "/subscriptions/preferences";
    private static final Interest SPEECHES = new Interest(List.of("speech"), List.of(), Frequency.IMMEDIATE);
    private static final Interest NEWS = new Interest(List.of("news-item"), List.of(), Frequency.WEEKLY);

    private String token;

    @Test
    void whatIsShownAndSentBackUnchangedChangesNothing() {
        Preferences before = reader(new Preferences(
                List.of("fr", "en"),
                List.of(SPEECHES, NEWS),
                Optional.of(ZoneId.of("Asia/Beirut")),
                OptionalInt.of(0),
                OptionalInt.of(5),
                Optional.of(new Pause(Optional.of(Instant.parse("2026-12-23T22:00:00Z"))))));
        Document page = page();
        assertThat(page.select("input[type=date]").attr("value")).isEqualTo("2026-12-24");
        assertThat(send(fields(page)).getStatusCode()).isEqualTo(200);
        assertThat(everybody().get(0).preferences()).isEqualTo(before);
    }

    @Test
    void anInterestIsAddedChangedAndTakenOut() {
        reader(Preferences.of(List.of("en"), List.of(SPEECHES)));
        send(fields(page()) + "&frequency-2=weekly&types-2=news-item");
        assertThat(interests()).containsExactly(SPEECHES, NEWS);
        send(fields(page()).replace("frequency-1=immediate", "frequency-1=daily"));
        assertThat(interests()).containsExactly(new Interest(List.of("speech"), List.of(), Frequency.DAILY), NEWS);
        send(fields(page()).replace("frequency-1=daily", "frequency-1=never"));
        assertThat(interests()).containsExactly(NEWS);
    }

    @Test
    void aPauseIsUntilADayOfTheReadersOrUntilItIsEnded() {
        reader(Preferences.of(List.of("en"), List.of(SPEECHES)));
        String until = fields(page()).replaceAll("&?(pause|pausedUntil|timeZone)=[^&]*", "");
        send(until + "&timeZone=Pacific/Auckland&pause=until&pausedUntil=2026-12-24");
        assertThat(everybody().get(0).preferences().pause())
                .contains(new Pause(Optional.of(Instant.parse("2026-12-23T11:00:00Z"))));
        now = now.plus(Duration.ofDays(40));
        assertThat(page().select("input[name=pause][checked]").attr("value"))
                .as("over by itself")
                .isEqualTo("none");
        send(until + "&pause=open");
        assertThat(everybody().get(0).preferences().paused(now.plus(Duration.ofDays(1_000))))
                .isTrue();
        assertThat(page().select("input[name=pause][checked]").attr("value")).isEqualTo("open");
        send(until + "&pause=none");
        assertThat(everybody().get(0).preferences().paused(now)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            frequency-1=never                                         | #frequency-1
            frequency-1=immediate&types-2=speech&frequency-2=         | #frequency-2
            frequency-1=hourly                                        | #frequency-1
            frequency-1=never&frequency-2=daily&types-2=poem          | #types-2-1
            frequency-1=immediate&topics-1=unheard-of                 | #topics-1-1
            frequency-1=immediate&timeZone=Mars/Olympus               | #zone
            frequency-1=immediate&hour=24                             | #hour
            frequency-1=immediate&hour=x                              | #hour
            frequency-1=immediate&weekday=8                           | #hour
            frequency-1=immediate&pause=until&pausedUntil=            | #until
            frequency-1=immediate&pause=until&pausedUntil=tomorrow    | #until
            frequency-1=immediate&pause=until&pausedUntil=2026-11-24  | #until
            frequency-1=immediate&languages=xx                        | #languages-1
            frequency-1=immediate&surprise=1                          | #form
            """)
    void whatIsWrongComesFirstWithALinkToItsFieldAndNothingIsLost(String fields, String link) {
        Preferences before = reader(Preferences.of(List.of("fr"), List.of(SPEECHES)));
        APIGatewayV2HTTPResponse answer = send(fields);
        assertThat(answer.getStatusCode()).isEqualTo(422);
        Document page = Jsoup.parse(answer.getBody());
        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("fr");
        assertThat(page.selectFirst("main [role=alert]").select("a").eachAttr("href"))
                .containsExactly(link);
        for (String field : fields.split("&")) {
            String[] sent = field.split("=", 2);
            if (sent[0].startsWith("types-") && sent[1].equals("speech")) {
                assertThat(page.select("input[name=" + sent[0] + "][checked]").eachAttr("value"))
                        .as("filled in again")
                        .containsExactly(sent[1]);
            }
        }
        assertThat(everybody().get(0).preferences()).isEqualTo(before);
    }

    @Test
    void everyLinkOfTheSummaryAndEveryLabelLeadsToAControl() {
        reader(Preferences.of(List.of("en"), List.of(SPEECHES, NEWS)));
        Document page = Jsoup.parse(send("frequency-1=&types-1=speech&frequency-2=daily&topics-2=x&timeZone=x&hour=99"
                        + "&pause=until&pausedUntil=x&languages=xx")
                .getBody());
        assertThat(page.select("[role=alert] a").size()).isEqualTo(6);
        List<String> ids = new ArrayList<>(page.select("[role=alert] a").eachAttr("href"));
        ids.replaceAll(href -> href.substring(1));
        ids.addAll(page.select("label").eachAttr("for"));
        page.select("[aria-describedby]")
                .eachAttr("aria-describedby")
                .forEach(all -> ids.addAll(List.of(all.split(" "))));
        assertThat(ids)
                .filteredOn(id -> !id.equals("topics-2-1"))
                .allSatisfy(id -> assertThat(page.getElementById(id)).as(id).isNotNull());
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    @Test
    void jsonSaysWhatTheFormSays() throws Exception {
        reader(Preferences.of(List.of("en"), List.of(SPEECHES)));
        String all = "{\"languages\":[\"en\"],\"interests\":[{\"types\":[],\"topics\":[],\"frequency\":\"daily\"}],"
                + "\"timeZone\":\"Asia/Beirut\",\"hour\":6,\"weekday\":7,\"paused\":true,"
                + "\"pausedUntil\":\"2026-12-24T00:00:00Z\"}";
        assertThat(json(all).getStatusCode()).isEqualTo(200);
        APIGatewayV2HTTPResponse read = call("GET", PATH, token, "", "", Map.of("accept", "application/json"));
        assertThat(JSON.readTree(read.getBody())).isEqualTo(JSON.readTree(all));
        assertThat(json("{\"pausedUntil\":\"2026-12-24T00:00:00Z\"}").getBody()).contains("/pausedUntil", "not-paused");
        assertThat(json("{\"paused\":true,\"pausedUntil\":\"2026-11-24T00:00:00Z\"}")
                        .getBody())
                .contains("in-the-past");
        assertThat(json("{\"paused\":\"yes\"}").getStatusCode()).isEqualTo(422);
    }

    private Preferences reader(Preferences preferences) {
        subscribe("{\"email\":\"jane@example.org\"}");
        confirmLast();
        readers.choose(everybody().get(0), preferences, now);
        token = tokens.preferences(everybody().get(0).id(), everybody().get(0).epoch());
        return preferences;
    }

    private List<Interest> interests() {
        return everybody().get(0).preferences().interests();
    }

    private Document page() {
        return Jsoup.parse(call("GET", PATH, token, "", "", Map.of()).getBody());
    }

    private APIGatewayV2HTTPResponse send(String fields) {
        return call("POST", PATH, token, FORM, fields, Map.of());
    }

    private APIGatewayV2HTTPResponse json(String body) {
        return call("POST", PATH, token, "application/json", body, Map.of());
    }

    /** As a browser encodes the form, in the order of its controls; the empty selection at its end left alone. */
    private static String fields(Document page) {
        var pairs = new ArrayList<String>();
        for (Element control : page.selectFirst("#form").select("input, select")) {
            if (control.tagName().equals("select")) {
                Element chosen = control.selectFirst("option[selected]");
                pairs.add(pair(control, (chosen == null ? control.selectFirst("option") : chosen).attr("value")));
            } else if (!List.of("checkbox", "radio").contains(control.attr("type")) || control.hasAttr("checked")) {
                pairs.add(pair(control, control.attr("value")));
            }
        }
        pairs.removeIf(pair -> pair.matches("frequency-\\d+="));
        return String.join("&", pairs);
    }

    private static String pair(Element control, String value) {
        return control.attr("name") + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}

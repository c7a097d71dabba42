package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;

/** What readers do with their own hands, from the links in their mails: refuse, choose, pause, download, go for good. */
class ReadersJourneyTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    private Newsroom newsroom;

    @Test
    void refused_chosen_paused_downloaded_erased(@TempDir Path data) throws Exception {
        try (LocalStack stack = LocalStack.start(Stack.options(data))) {
            newsroom = new Newsroom(stack);
            newsroom.settings("""
                    {"names": {"en": "Ministry"}, "languages": ["en", "ar"], "defaultLanguage": "en",
                     "timeZone": "Europe/Brussels", "sender": "newsroom@example.org",
                     "types": [{"id": "speech", "names": {"en": "Speech"}}],
                     "topics": [{"id": "lakes", "names": {"en": "Lakes"}}]}
                    """);
            a_topics_form_comes_back_filled_in();
            somebody_else_is_never_written_to_again();
            newsroom.subscribed("ada@example.org").subscribed("ben@example.org");
            newsroom.mailed(newsroom.published(speech("First")));
            URI preferences = newsroom.mail("ada@example.org", 2).get(0).link("/subscriptions/preferences");
            who_pauses_gets_nothing_until_the_pause_is_ended(preferences);
            everything_comes_in_one_file(preferences);
            who_was_erased_is_out_of_every_mailing(preferences);
        }
    }

    private void a_topics_form_comes_back_filled_in() {
        Document again = send(
                        URI.create(newsroom.site() + "subscriptions"),
                        "email=ada&language=ar&languages=ar&topics=lakes&frequency=weekly")
                .is(422)
                .page();
        assertThat(again.selectFirst("html").attr("dir")).isEqualTo("rtl");
        assertThat(again.selectFirst("input[name=topics]").hasAttr("checked")).isTrue();
        assertThat(again.select("input[name=frequency][checked]").attr("value")).isEqualTo("weekly");
        assertThat(again.selectFirst("main a").attr("href")).isEqualTo("#email");
    }

    private void somebody_else_is_never_written_to_again() {
        newsroom.subscribe("{\"email\": \"victim@example.org\"}").is(202);
        Letter letter = newsroom.mail("victim@example.org", 1).get(0);
        Document page = newsroom.get(letter.link("/subscriptions/never").getPath() + "?"
                        + letter.link("/subscriptions/never").getRawQuery())
                .is(200)
                .page();
        newsroom.press(page).is(200);
        newsroom.subscribe("{\"email\": \"Victim@example.org\"}").is(202);
        // Letters go in turn: once another's is there, this one's is not to come any more.
        newsroom.subscribe("{\"email\": \"another@example.org\"}").is(202);
        newsroom.mail("another@example.org", 1);
        newsroom.mail("victim@example.org", 1);
    }

    private void who_pauses_gets_nothing_until_the_pause_is_ended(URI preferences) {
        send(preferences, "languages=en&frequency-1=immediate&types-1=speech&pause=open")
                .is(200);
        newsroom.mailed(newsroom.published(speech("Second")));
        newsroom.mail("ben@example.org", 3);
        newsroom.mail("ada@example.org", 2);
        send(preferences, "languages=en&frequency-1=immediate&types-1=speech&pause=none")
                .is(200);
        newsroom.mailed(newsroom.published(speech("Third")));
        newsroom.mail("ada@example.org", 3);
    }

    private void everything_comes_in_one_file(URI preferences) throws Exception {
        send(link(preferences), "for=download").is(200);
        URI fresh = newsroom.mail("ada@example.org", 4).get(0).link("/subscriptions/download");
        Document page = newsroom.get(fresh.getPath() + "?" + fresh.getRawQuery())
                .is(200)
                .page();
        JsonNode file = new ObjectMapper().readTree(newsroom.press(page).is(200).body());
        assertThat(file.get("address").asText()).isEqualTo("ada@example.org");
        assertThat(file.get("mails"))
                .hasSize(2)
                .allSatisfy(mail -> assertThat(mail.get("outcome").asText()).isEqualTo("accepted"));
    }

    private void who_was_erased_is_out_of_every_mailing(URI preferences) {
        send(link(preferences), "for=erase").is(200);
        URI fresh = newsroom.mail("ada@example.org", 5).get(0).link("/subscriptions/erase");
        Document page = newsroom.get(fresh.getPath() + "?" + fresh.getRawQuery())
                .is(200)
                .page();
        assertThat(newsroom.press(page).is(200).page().selectFirst("h1").text()).isEqualTo("You have been erased");
        JsonNode receipt = newsroom.mailed(newsroom.published(speech("Fourth")));
        assertThat(receipt.at("/channels/email/audience").asInt()).isEqualTo(1);
        newsroom.mail("ada@example.org", 5);
        assertThat(newsroom.get(preferences.getPath() + "?" + preferences.getRawQuery())
                        .is(404)
                        .page()
                        .selectFirst("h1")
                        .text())
                .isEqualTo("You have been erased");
    }

    private static URI link(URI preferences) {
        return URI.create(preferences.toString().replace("/preferences?", "/preferences/link?"));
    }

    private static Answer send(URI address, String fields) {
        return Newsroom.send(
                HttpRequest.newBuilder(address).header("Content-Type", FORM).POST(BodyPublishers.ofString(fields)));
    }

    private static String speech(String title) {
        return "{\"type\": \"speech\", \"state\": \"published\", \"editions\": {\"en\": {\"title\": \"" + title
                + "\"}}}";
    }
}

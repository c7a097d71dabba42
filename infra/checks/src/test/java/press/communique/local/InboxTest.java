package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The inbox is a list for programs and pages for people, and hostile mail does nothing to them. */
@ExtendWith(SmallStack.Shared.class)
class InboxTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Test
    void a_message_is_listed_shown_and_raw(SmallStack small) throws Exception {
        String sent = """
                {"FromEmailAddress": "newsroom@example.org", "Destination": {"ToAddresses": ["reader@example.org"]},
                 "Content": {"Simple": {"Subject": {"Data": "<b>Hallo</b> Zoë"}, "Body": {"Text": {"Data": "see https://example.org/x?y=1."},
                 "Html": {"Data": "<script>alert(1)</script><p>Hi</p>"}}}}}""";
        HttpResponse<String> accepted = HTTP.send(
                HttpRequest.newBuilder(small.stack.endpoints().ses().resolve("/v2/email/outbound-emails"))
                        .POST(BodyPublishers.ofString(sent))
                        .build(),
                BodyHandlers.ofString());
        String id = JSON.readTree(accepted.body()).path("MessageId").asText();

        JsonNode list =
                JSON.readTree(get(small, "/_local/mail", "application/json").body());
        JsonNode listed = list.get(0);
        assertThat(listed.path("id").asText()).isEqualTo(id);
        assertThat(listed.path("from").asText()).isEqualTo("newsroom@example.org");
        assertThat(listed.path("to").get(0).asText()).isEqualTo("reader@example.org");
        assertThat(listed.path("subject").asText()).isEqualTo("<b>Hallo</b> Zoë");
        assertThat(Instant.parse(listed.path("at").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(listed.path("raw").asText()).isEqualTo("/_local/mail/" + id + ".eml");

        HttpResponse<String> raw = get(small, listed.path("raw").asText(), "*/*");
        assertThat(raw.headers().firstValue("Content-Type")).hasValue("message/rfc822");
        assertThat(raw.body()).contains("To: reader@example.org");

        HttpResponse<String> inbox = get(small, "/_local/mail", "text/html,application/xhtml+xml,*/*;q=0.8");
        assertThat(inbox.body())
                .contains("&lt;b&gt;Hallo&lt;/b&gt; Zoë", "/_local/mail/" + id)
                .doesNotContain("<b>Hallo");
        HttpResponse<String> page = get(small, "/_local/mail/" + id, "text/html");
        assertThat(page.body())
                .contains("<iframe", "sandbox=", "href=\"https://example.org/x?y=1\"")
                .doesNotContain("<script");
        HttpResponse<String> body = get(small, "/_local/mail/" + id + ".html", "text/html");
        assertThat(body.headers().firstValue("Content-Security-Policy").orElse(""))
                .startsWith("sandbox")
                .doesNotContain("allow-scripts");
        assertThat(body.body()).contains("<p>Hi</p>");
        assertThat(get(small, "/_local/mail/..%2fkeys%2ftokens.json", "*/*").statusCode())
                .isIn(400, 404);
        assertThat(get(small, "/_local/", "text/html").body()).contains("/_local/mail");
    }

    private static HttpResponse<String> get(SmallStack small, String path, String accept) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(small.stack.site().resolve(path))
                        .header("Accept", accept)
                        .build(),
                BodyHandlers.ofString());
    }
}

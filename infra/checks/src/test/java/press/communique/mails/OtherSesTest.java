package press.communique.mails;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import press.communique.core.mail.Outcome;
import press.communique.mail.outbox.Sender;
import press.communique.mail.outbox.SesMailer;
import press.communique.store.aws.AwsClients;

/**
 * The same mails through an SES that is not ours, so that ours is not its own judge: {@code aws-ses-v2-local}, which
 * {@code .ci/other-ses} starts and names in {@code AWS_ENDPOINT_URL_SESV2}.
 */
class OtherSesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private String endpoint;

    @BeforeEach
    void another_is_given() {
        endpoint = System.getenv("AWS_ENDPOINT_URL_SESV2");
        Assumptions.assumeTrue(endpoint != null, "AWS_ENDPOINT_URL_SESV2 is not set, so there is no other SES to ask.");
    }

    @Test
    void it_takes_and_shows_each_mail_as_it_was_meant() throws Exception {
        var mailer = new SesMailer(
                new AwsClients(Map.of(
                        "AWS_ENDPOINT_URL_SESV2", endpoint,
                        "AWS_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "k",
                        "AWS_SECRET_ACCESS_KEY", "s")),
                "none");
        Sender sender = Sender.of(SampleMails.SITE, "en");
        List<SampleMails.Sample> samples = SampleMails.all();
        var outcomes = new ArrayList<Outcome>();
        for (int from = 0; from < samples.size(); from += 50) {
            var part = samples.subList(from, Math.min(samples.size(), from + 50)).stream()
                    .map(SampleMails.Sample::mail)
                    .toList();
            outcomes.addAll(mailer.send(sender, part).outcomes(part.size()));
        }
        SampleMails.Sample letter = samples.stream()
                .filter(sample -> sample.kind().equals("confirmation"))
                .findFirst()
                .orElseThrow();
        samples.add(letter);
        outcomes.addAll(mailer.send(sender, letter.mail()).outcomes(1));

        Map<String, JsonNode> kept = kept();
        for (int i = 0; i < samples.size(); i++) {
            SampleMails.Sample sample = samples.get(i);
            String name = sample.kind() + " in " + sample.language();
            assertThat(outcomes.get(i).kind()).as(name).isEqualTo(Outcome.Kind.ACCEPTED);
            JsonNode mail = kept.get(outcomes.get(i).detail());
            assertThat(mail).as(name).isNotNull();
            assertThat(mail.path("subject").asText())
                    .as(name)
                    .isEqualTo(sample.mail().subject());
            assertThat(mail.at("/destination/to/0").asText())
                    .as(name)
                    .isEqualTo(sample.mail().to().value());
            assertThat(mail.at("/body/text").asText())
                    .as(name)
                    .isEqualTo(sample.mail().text());
            assertThat(mail.at("/body/html").asText())
                    .as(name)
                    .isEqualTo(sample.mail().html());
            var headers = new HashMap<String, String>();
            mail.path("headers")
                    .forEach(header -> headers.put(
                            header.path("name").asText(), header.path("value").asText()));
            assertThat(headers).as(name).containsAllEntriesOf(sample.mail().headers());
        }
    }

    private Map<String, JsonNode> kept() throws Exception {
        String store = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(endpoint + "/store")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        var kept = new HashMap<String, JsonNode>();
        JSON.readTree(store)
                .path("emails")
                .forEach(mail -> kept.put(mail.path("messageId").asText(), mail));
        return kept;
    }
}

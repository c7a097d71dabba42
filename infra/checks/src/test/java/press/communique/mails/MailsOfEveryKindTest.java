package press.communique.mails;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import press.communique.checks.Folder;
import press.communique.core.mail.Outcome;
import press.communique.local.mail.Outbox;
import press.communique.local.mail.SesEndpoint;
import press.communique.mail.outbox.Sender;
import press.communique.mail.outbox.SesMailer;
import press.communique.store.aws.AwsClients;

/**
 * Sends a mail of every kind to the local SES and leaves what it wrote in {@code target/mails}, with what was meant in
 * {@code index.json}; {@code .ci/mails.py} reads the one by another parser and compares it with the other.
 */
class MailsOfEveryKindTest {

    private static final Path FOLDER = Path.of("target", "mails");

    @Test
    void every_kind_is_accepted_and_written() throws Exception {
        empty(FOLDER);
        var outbox = new Outbox(FOLDER.resolve("outbox"));
        var json = new ObjectMapper();
        ArrayNode index = json.createArrayNode();
        // Not closed: it would wait for the connection that the mailer keeps.
        var ses = new SesEndpoint(outbox, note -> {});
        var mailer = new SesMailer(
                new AwsClients(Map.of(
                        "AWS_ENDPOINT_URL_SESV2", ses.endpoint().toString(),
                        "AWS_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "k",
                        "AWS_SECRET_ACCESS_KEY", "s")),
                "none");
        for (SampleMails.Sample sample : SampleMails.all()) {
            Sender sender = Sender.of(SampleMails.SITE, sample.language());
            Outcome outcome =
                    mailer.send(sender, List.of(sample.mail())).outcomes(1).get(0);
            assertThat(outcome.kind())
                    .as("%s in %s", sample.kind(), sample.language())
                    .isEqualTo(Outcome.Kind.ACCEPTED);
            String file = sample.kind() + "-" + sample.language();
            Files.write(
                    FOLDER.resolve(file + ".eml"), outbox.eml(outcome.detail()).orElseThrow());
            Files.writeString(FOLDER.resolve(file + ".html"), sample.mail().html());
            var entry = index.addObject()
                    .put("file", file)
                    .put("kind", sample.kind())
                    .put("language", sample.language())
                    .put("subject", sample.mail().subject())
                    .put("fromName", SampleMails.SITE.name(sample.language()))
                    .put("from", SampleMails.SITE.sender())
                    .put("to", sample.mail().to().value())
                    .put("text", sample.mail().text())
                    .put("html", sample.mail().html());
            sample.mail().headers().forEach(entry.putObject("headers")::put);
        }
        json.writerWithDefaultPrettyPrinter()
                .writeValue(FOLDER.resolve("index.json").toFile(), index);
        assertThat(index.size()).isGreaterThan(50);
    }

    private static void empty(Path folder) throws IOException {
        Folder.delete(folder);
        Files.createDirectories(folder);
    }
}

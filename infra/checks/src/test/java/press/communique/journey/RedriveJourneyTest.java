package press.communique.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.LocalStack;
import press.communique.local.engine.Clients;
import press.communique.redrive.Main;
import press.communique.redrive.Redrive;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What was given up is listed, sent again by one command, and done; once more changes nothing. */
class RedriveJourneyTest {

    private static final String READER = "patient@example.org";

    @Test
    void what_was_given_up_is_sent_again(@TempDir Path data) throws Exception {
        try (LocalStack stack = LocalStack.start(Stack.options(data));
                Clients clients = new Clients(stack.endpoints())) {
            var newsroom = new Newsroom(stack);
            newsroom.settings(Stack.SETTINGS);
            newsroom.subscribed(READER);
            // A mailing whose message got lost on the way: it lies among the dead letters instead.
            newsroom.post("/api/mailings/stop", "{}").is(200);
            JsonNode post = newsroom.published(
                    "{\"type\": \"speech\", \"state\": \"published\", \"editions\": {\"en\": {\"title\": \"Given up\"}}}");
            Eventually.see(
                    "a mailing that waits",
                    () -> newsroom.receipt(post).at("/channels/email/pending").asInt(),
                    pending -> pending == 1);
            clients.dynamoDb().deleteItem(delete -> delete.tableName("AudienceTable")
                    .key(Map.of("pk", AttributeValue.fromS("CONTROL"), "sk", AttributeValue.fromS("STOP"))));
            String share = "{\"mailing\":\"" + post.get("id").asText() + "-first\",\"share\":0}";
            clients.sqs().sendMessage(send -> send.queueUrl(stack.queueUrl("MailDeadLetters"))
                    .messageBody(share));
            clients.sqs().sendMessage(send -> send.queueUrl(stack.queueUrl("StreamFailures"))
                    .messageBody(
                            "{\"requestContext\":{\"functionArn\":\"arn:aws:lambda:x:1:function:PublishFunction\"}}"));

            var said = new ByteArrayOutputStream();
            var redrive = new Redrive(
                    clients.sqs(),
                    "MailDeadLetters," + stack.queueUrl("MailDeadLetters") + "," + stack.queueUrl("MailQueue")
                            + " StreamFailures," + stack.queueUrl("StreamFailures") + ",",
                    new PrintStream(said, true, StandardCharsets.UTF_8));
            assertThat(redrive.list()).isEqualTo(2);
            assertThat(said.toString(StandardCharsets.UTF_8))
                    .contains("MailDeadLetters: 1 since", "mailing, share", "stream record of PublishFunction")
                    .doesNotContain(READER)
                    .doesNotContain("Given up");

            Eventually.see("one that can be taken again", () -> redrive.again(() -> false), sent -> sent == 1);
            newsroom.mailed(post);
            Eventually.see("nothing behind", () -> Main.isNothingBehind(stack.site()), Boolean.TRUE::equals);
            Eventually.see(
                    "the stream's failure is cleared",
                    () -> redrive.again(() -> Main.isNothingBehind(stack.site())),
                    sent -> sent == 1);
            assertThat(redrive.list()).isZero();

            // Whoever sends it once more has nobody mailed once more.
            clients.sqs().sendMessage(send -> send.queueUrl(stack.queueUrl("MailDeadLetters"))
                    .messageBody(share));
            assertThat(redrive.again(() -> true)).isEqualTo(1);
            newsroom.published(
                    "{\"type\": \"speech\", \"state\": \"published\", \"editions\": {\"en\": {\"title\": \"Later\"}}}");
            newsroom.mail(READER, 3);
        }
    }
}

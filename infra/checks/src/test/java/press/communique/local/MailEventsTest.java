package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import press.communique.local.event.EventBus;
import press.communique.local.mail.Outbox;
import press.communique.local.mail.SesEndpoint;
import press.communique.local.template.StackTemplate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.Destination;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Our SES tells of mails as SES documents it, and template.yaml's rules leave no address in what the queue gets. */
class MailEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StackTemplate TEMPLATE = StackTemplate.read(
            Path.of("../../template.yaml"),
            Map.of("SiteUrl", "http://localhost", "TokenIssuer", "http://localhost/t", "TokenAudience", "a"));

    @TempDir
    private Path directory;

    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final List<String> queued = new ArrayList<>();
    private SesEndpoint ses;
    private SesV2Client client;
    private EventBus bus;

    @BeforeEach
    void start() throws Exception {
        ses = new SesEndpoint(new Outbox(directory), note -> {});
        client = SesV2Client.builder()
                .endpointOverride(ses.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("k", "s")))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
        var destination = TEMPLATE.eventDestinations().get(0);
        ses.events().tell(events::addAll, Map.of(destination.configurationSet(), destination.types()));
        bus = new EventBus(TEMPLATE.rules(), Map.of("FeedbackQueue", "feedback"), new Queue());
    }

    @AfterEach
    void stop() {
        client.close();
        ses.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ada@example.org,                            Send;Delivery,        Email Sent;Email Delivered",
        "success@simulator.amazonses.com,            Send;Delivery,        Email Sent;Email Delivered",
        "bounce+7@simulator.amazonses.com,           Send;Bounce,          Email Sent;Email Bounced",
        "suppressionlist@simulator.amazonses.com,    Send;Bounce,          Email Sent;Email Bounced",
        "softbounce@simulator.amazonses.com,         Send;Bounce,          Email Sent;Email Bounced",
        "ooto@simulator.amazonses.com,               Send;Delivery;Bounce, Email Sent;Email Delivered;Email Bounced",
        "complaint@simulator.amazonses.com,          Send;Delivery;Complaint, "
                + "Email Sent;Email Delivered;Email Complaint Received",
        "reject@simulator.amazonses.com,             Reject,               Email Rejected",
        "unrendered@simulator.amazonses.com,         Rendering Failure,    Email Rendering Failed",
    })
    void whatBecomesOfAMailIsSaidByItsAddress(String address, String types, String detailTypes) throws Exception {
        String id = send(address, "newsroom");
        for (int i = 0; i < types.split(";").length; i++) {
            JsonNode event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event.path("source").asText()).isEqualTo("aws.ses");
            assertThat(event.path("detail-type").asText()).isEqualTo(detailTypes.split(";")[i]);
            assertThat(event.at("/detail/eventType").asText()).isEqualTo(types.split(";")[i]);
            assertThat(event.at("/detail/mail/messageId").asText()).isEqualTo(id);
            assertThat(event.at("/detail/mail/destination/0").asText()).isEqualTo(address);
            assertThat(event.at("/detail/mail/tags/reader/0").asText()).isEqualTo("r-1");

            bus.publish(List.of(event));
            JsonNode message = JSON.readTree(queued.get(i));
            assertThat(message.path("type").asText()).isEqualTo(types.split(";")[i]);
            assertThat(message.path("message").asText()).isEqualTo(id);
            assertThat(message.at("/tags/mailing/0").asText()).isEqualTo("01KB-first");
            assertThat(message.toString())
                    .as("what the queue holds")
                    .doesNotContain("@", address.substring(0, address.indexOf('@')) + "\"", "A subject");
            if (types.split(";")[i].equals("Bounce")) {
                assertThat(message.path("bounce").asText()).isIn("Permanent", "Transient");
            }
        }
        assertThat(events).isEmpty();
    }

    @Test
    void whoOnlyGetsACopyIsToldOfToo() throws Exception {
        String copied = "bounce@simulator.amazonses.com";
        send(Destination.builder().ccAddresses(copied).build(), "newsroom");
        assertThat(events.poll(10, TimeUnit.SECONDS)
                        .at("/detail/mail/destination/0")
                        .asText())
                .isEqualTo(copied);
        assertThat(events.poll(10, TimeUnit.SECONDS)
                        .at("/detail/bounce/bouncedRecipients/0/emailAddress")
                        .asText())
                .isEqualTo(copied);
    }

    @Test
    void mailOfAnotherConfigurationSetIsNotOurs() throws Exception {
        ses.events().tell(events::addAll, Map.of("other", Set.of("send")));
        send("ada@example.org", "other");
        bus.publish(List.of(events.poll(10, TimeUnit.SECONDS)));
        assertThat(queued).isEmpty();
    }

    @Test
    void eventsComeLateTwiceOrNeverAsTheSwitchesSay() throws Exception {
        ses.events().doubled(true).missing(Set.of("Delivery")).hold(true);
        send("ada@example.org", "newsroom");
        assertThat(events.poll(300, TimeUnit.MILLISECONDS)).as("held back").isNull();
        ses.events().hold(false);
        assertThat(events.poll(10, TimeUnit.SECONDS).at("/detail/eventType").asText())
                .isEqualTo("Send");
        assertThat(events.poll(10, TimeUnit.SECONDS).at("/detail/eventType").asText())
                .isEqualTo("Send");
        ses.events().clear().early(Duration.ofMillis(500));
        long before = System.nanoTime();
        send("ada@example.org", "newsroom");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(450));
        assertThat(events).as("before the answer").isNotEmpty();
    }

    private String send(String address, String set) {
        return send(Destination.builder().toAddresses(address).build(), set);
    }

    private String send(Destination destination, String set) {
        String name =
                set.equals("newsroom") ? TEMPLATE.eventDestinations().get(0).configurationSet() : set;
        return client.sendEmail(mail -> mail.fromEmailAddress("News <newsroom@example.org>")
                        .configurationSetName(name)
                        .destination(destination)
                        .emailTags(tag("reader", "r-1"), tag("mailing", "01KB-first"), tag("batch", "0-1"))
                        .content(content -> content.simple(simple -> simple.subject(text -> text.data("A subject"))
                                .body(body -> body.text(text -> text.data("Text"))))))
                .messageId();
    }

    private static MessageTag tag(String name, String value) {
        return MessageTag.builder().name(name).value(value).build();
    }

    private final class Queue implements SqsClient {
        @Override
        public SendMessageBatchResponse sendMessageBatch(
                java.util.function.Consumer<SendMessageBatchRequest.Builder> request) {
            var built = SendMessageBatchRequest.builder().applyMutation(request).build();
            built.entries().forEach(entry -> queued.add(entry.messageBody()));
            return SendMessageBatchResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {}
    }
}

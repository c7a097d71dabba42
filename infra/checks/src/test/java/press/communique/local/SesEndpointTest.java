package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.lang.Thread.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.mail.Outbox;
import press.communique.local.mail.SesEndpoint;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BadRequestException;
import software.amazon.awssdk.services.sesv2.model.BulkEmailEntry;
import software.amazon.awssdk.services.sesv2.model.BulkEmailEntryResult;
import software.amazon.awssdk.services.sesv2.model.BulkEmailStatus;
import software.amazon.awssdk.services.sesv2.model.MessageHeader;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendBulkEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendingPausedException;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;
import software.amazon.awssdk.services.sesv2.model.TooManyRequestsException;

/** The local SES takes, refuses and writes mail as the real one does. */
class SesEndpointTest {

    @TempDir
    private Path directory;

    private final List<String> notes = new CopyOnWriteArrayList<>();
    /** Mails are written as long as this is open; else up to the next one that cannot be rendered. */
    private CountDownLatch writing = new CountDownLatch(0);

    private Outbox outbox;
    private SesEndpoint ses;
    private SesV2Client client;

    @BeforeEach
    void start() throws Exception {
        outbox = new Outbox(directory);
        ses = new SesEndpoint(outbox, this::note);
        client = SesV2Client.builder()
                .endpointOverride(ses.endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("k", "s")))
                .httpClientBuilder(Apache5HttpClient.builder())
                .overrideConfiguration(once -> once.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    private void note(String text) {
        notes.add(text);
        try {
            writing.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        writing.countDown();
        client.close();
        ses.close();
    }

    private static BulkEmailEntry entry(String address, String data, MessageHeader... headers) {
        return BulkEmailEntry.builder()
                .destination(to -> to.toAddresses(address))
                .replacementEmailContent(
                        content -> content.replacementTemplate(template -> template.replacementTemplateData(data)))
                .replacementHeaders(headers)
                .build();
    }

    private static SendBulkEmailRequest.Builder bulk(BulkEmailEntry... entries) {
        return SendBulkEmailRequest.builder()
                .fromEmailAddress("Nouvelles <newsroom@example.org>")
                .defaultContent(content ->
                        content.template(template -> template.templateContent(text -> text.subject("{{subject}}")
                                        .text("{{text}}")
                                        .html("<p>{{html}}</p>{{#if more}}<b>{{more}}</b>{{/if}}"))
                                .templateData("{\"text\": \"default text\"}")
                                .headers(header("X-Default", "yes"), header("X-Both", "default"))))
                .bulkEmailEntries(entries);
    }

    private static MessageHeader header(String name, String value) {
        return MessageHeader.builder().name(name).value(value).build();
    }

    private MimeMessage message(String id) throws Exception {
        byte[] eml = outbox.eml(id).orElseThrow();
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(eml));
    }

    private static String part(MimeMessage message, int index) throws Exception {
        return (String) ((Multipart) message.getContent()).getBodyPart(index).getContent();
    }

    @Test
    void a_bulk_has_its_own_headers_and_data_for_each_entry_and_escapes_nothing() throws Exception {
        String unsubscribe = "<https://example.org/subscriptions/unsubscribe?token=abc>";
        List<BulkEmailEntryResult> results = client.sendBulkEmail(bulk(
                                entry(
                                        "a@example.org",
                                        "{\"subject\": \"Été & more\", \"html\": \"<i>5 < 6</i>\", \"more\": \"yes\"}",
                                        header("List-Unsubscribe", unsubscribe),
                                        header("X-Both", "own")),
                                entry(
                                        "b@example.org",
                                        "{\"subject\": \"Two\", \"text\": \"own text\", \"html\": \"b\", \"more\": \"\"}"))
                        .build())
                .bulkEmailEntryResults();
        assertThat(results).allMatch(result -> result.status() == BulkEmailStatus.SUCCESS);

        MimeMessage first = message(results.get(0).messageId());
        assertThat(first.getSubject()).isEqualTo("Été & more");
        assertThat(first.getHeader("List-Unsubscribe")).containsExactly(unsubscribe);
        assertThat(first.getHeader("X-Default")).containsExactly("yes");
        assertThat(first.getHeader("X-Both")).containsExactly("own");
        assertThat(first.getFrom()[0]).hasToString("Nouvelles <newsroom@example.org>");
        assertThat(part(first, 0)).isEqualTo("default text");
        assertThat(part(first, 1)).isEqualTo("<p><i>5 < 6</i></p><b>yes</b>");
        MimeMessage second = message(results.get(1).messageId());
        assertThat(part(second, 0)).isEqualTo("own text");
        assertThat(part(second, 1)).isEqualTo("<p>b</p>");

        assertThat(outbox.newestFirst()).extracting(Outbox.Entry::subject).containsExactly("Two", "Été & more");
        assertThat(new Outbox(directory).newestFirst()).as("after a restart").isEqualTo(outbox.newestFirst());
    }

    @Test
    void a_simple_message_is_written_with_its_headers() throws Exception {
        String id = client.sendEmail(send -> send.fromEmailAddress("newsroom@example.org")
                        .destination(to -> to.toAddresses("Zoë <z@example.org>"))
                        .replyToAddresses("desk@example.org")
                        .content(content -> content.simple(simple -> simple.subject(subject -> subject.data("Grüße"))
                                .body(body ->
                                        body.text(text -> text.data("Text")).html(html -> html.data("<p>Html</p>")))
                                .headers(header("X-Kind", "letter")))))
                .messageId();
        MimeMessage message = message(id);
        assertThat(message.getSubject()).isEqualTo("Grüße");
        assertThat(message.getHeader("X-Kind")).containsExactly("letter");
        assertThat(message.getReplyTo()[0]).hasToString("desk@example.org");
        assertThat(message.getMessageID()).contains(id);
        assertThat(part(message, 0)).isEqualTo("Text");
    }

    @Test
    void a_message_to_nobody_but_those_who_get_a_copy_is_in_the_inbox_as_theirs() throws Exception {
        String id = client.sendEmail(send -> send.fromEmailAddress("newsroom@example.org")
                        .destination(to -> to.ccAddresses("c@example.org").bccAddresses("b@example.org"))
                        .content(content -> content.simple(simple -> simple.subject(subject -> subject.data("Copy"))
                                .body(body -> body.text(text -> text.data("Text"))))))
                .messageId();
        MimeMessage message = message(id);
        assertThat(message.getHeader("To")).isNull();
        assertThat(message.getHeader("Cc")).containsExactly("c@example.org");
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(outbox.newestFirst()).singleElement().satisfies(entry -> assertThat(entry.to())
                .containsExactly("c@example.org", "b@example.org"));
    }

    @Test
    void a_missing_variable_is_accepted_and_comes_to_nothing() {
        BulkEmailEntryResult result = client.sendBulkEmail(bulk(entry("a@example.org", "{\"subject\": \"no html\"}"))
                        .build())
                .bulkEmailEntryResults()
                .get(0);
        assertThat(result.status()).isEqualTo(BulkEmailStatus.SUCCESS);
        assertThat(outbox.newestFirst()).isEmpty();
        assertThat(notes).singleElement().asString().contains("rendering failure", result.messageId());
    }

    @Test
    void a_call_is_answered_before_its_mails_are_written_and_whoever_reads_waits_for_them() throws Exception {
        String id = acceptedOnly();
        AtomicReference<List<Outbox.Entry>> read = new AtomicReference<>();
        Thread reader = new Thread(() -> read.set(outbox.newestFirst()));
        reader.start();
        awaitStandstill(reader);
        assertThat(read).as("read before it is written").hasNullValue();
        writing.countDown();
        reader.join();
        assertThat(read.get()).extracting(Outbox.Entry::id).containsExactly(id);
        assertThat(message(id).getSubject()).isEqualTo("s");
        assertThat(directory.resolve("accepted")).isEmptyDirectory();
    }

    @Test
    void what_was_accepted_when_it_was_killed_is_written_when_it_starts_again(@TempDir Path left) throws Exception {
        String id = acceptedOnly();
        Path accepted = Files.createDirectory(left.resolve("accepted"));
        try (Stream<Path> files = Files.list(directory.resolve("accepted"))) {
            for (Path file : files.toList()) {
                Files.copy(file, accepted.resolve(file.getFileName()));
            }
        }
        Files.writeString(accepted.resolve("cut-short.json"), "{\"at\":");
        Files.createFile(accepted.resolve("empty.json"));
        Files.writeString(accepted.resolve("0-of-another-version.json"), "{}");
        writing.countDown();

        Outbox again = new Outbox(left);
        List<String> unrendered = new ArrayList<>();
        try (var next = new SesEndpoint(again, unrendered::add)) {
            next.goOn();
            next.goOn();
        }
        assertThat(again.newestFirst()).extracting(Outbox.Entry::id).containsExactly(id);
        assertThat(again.eml(id).orElseThrow()).asString().contains("Subject: s\r\n", "To: b@example.org\r\n");
        assertThat(unrendered).hasSize(1);
        assertThat(accepted)
                .as("what cannot be written holds up neither the others nor the next start")
                .isDirectoryNotContaining(file -> !file.toString().endsWith("0-of-another-version.json.unwritten"))
                .isNotEmptyDirectory();
    }

    @Test
    void nothing_is_lost_when_it_stops() throws Exception {
        String id = acceptedOnly();
        client.close();
        Thread stopping = new Thread(ses::close);
        stopping.start();
        awaitStandstill(stopping);
        writing.countDown();
        stopping.join();
        assertThat(new Outbox(directory).newestFirst())
                .extracting(Outbox.Entry::id)
                .containsExactly(id);
    }

    /** A mail whose call is answered, behind one at which writing stands still. */
    private String acceptedOnly() {
        writing = new CountDownLatch(1);
        client.sendBulkEmail(bulk(entry("a@example.org", "{}")).build());
        return client.sendBulkEmail(
                        bulk(entry("b@example.org", "{\"subject\": \"s\", \"html\": \"h\", \"more\": \"\"}"))
                                .build())
                .bulkEmailEntryResults()
                .get(0)
                .messageId();
    }

    private static void awaitStandstill(Thread thread) {
        while (thread.getState() != State.WAITING && thread.getState() != State.TERMINATED) {
            Thread.onSpinWait();
        }
    }

    @Test
    void an_entry_can_fail_within_a_200() {
        ses.faults().failEntry("b@example.org", "TRANSIENT_FAILURE").failEntry("c@example.org", "MESSAGE_REJECTED");
        String data = "{\"subject\": \"s\", \"html\": \"h\", \"more\": \"\"}";
        List<BulkEmailEntryResult> results = client.sendBulkEmail(
                        bulk(entry("a@example.org", data), entry("b@example.org", data), entry("c@example.org", data))
                                .build())
                .bulkEmailEntryResults();
        assertThat(results)
                .extracting(BulkEmailEntryResult::status)
                .containsExactly(
                        BulkEmailStatus.SUCCESS, BulkEmailStatus.TRANSIENT_FAILURE, BulkEmailStatus.MESSAGE_REJECTED);
        assertThat(outbox.newestFirst()).hasSize(1);
    }

    @Test
    void throttling_pausing_and_the_quota_are_as_ses_says_them() {
        SendBulkEmailRequest request = bulk(entry(
                        "a@example.org", "{\"subject\": \"s\", \"html\": \"h\", \"more\": \"\"}"))
                .build();
        ses.faults().throttle(1);
        assertThatThrownBy(() -> client.sendBulkEmail(request)).isInstanceOf(TooManyRequestsException.class);
        ses.faults().pause(true);
        assertThatThrownBy(() -> client.sendBulkEmail(request)).isInstanceOf(SendingPausedException.class);
        assertThat(client.getAccount(get -> {}).sendingEnabled()).isFalse();
        ses.faults().clear().internalErrors(1);
        assertThatThrownBy(() -> client.sendBulkEmail(request))
                .isInstanceOfSatisfying(
                        SesV2Exception.class, e -> assertThat(e.statusCode()).isEqualTo(500));
        ses.faults().quota(14, 1);
        assertThat(client.sendBulkEmail(request).bulkEmailEntryResults().get(0).status())
                .isEqualTo(BulkEmailStatus.SUCCESS);
        assertThat(client.sendBulkEmail(request).bulkEmailEntryResults().get(0).status())
                .isEqualTo(BulkEmailStatus.ACCOUNT_DAILY_QUOTA_EXCEEDED);
        var quota = client.getAccount(get -> {}).sendQuota();
        assertThat(quota.maxSendRate()).isEqualTo(14);
        assertThat(quota.max24HourSend()).isEqualTo(1);
        assertThat(quota.sentLast24Hours()).isEqualTo(1);
        ses.faults().quota(0.001, 100);
        assertThat(client.sendBulkEmail(bulk(
                                        entry("a@example.org", "{\"subject\": \"s\", \"html\": \"h\", \"more\": \"\"}"),
                                        entry("b@example.org", "{\"subject\": \"s\", \"html\": \"h\", \"more\": \"\"}"))
                                .build())
                        .bulkEmailEntryResults())
                .extracting(BulkEmailEntryResult::status)
                .containsExactly(BulkEmailStatus.SUCCESS, BulkEmailStatus.ACCOUNT_THROTTLED);
    }

    @Test
    void a_reply_can_get_lost_after_the_mail_was_accepted() {
        ses.faults().loseReplies(1);
        assertThatThrownBy(() -> client.sendBulkEmail(
                        bulk(entry("a@example.org", "{\"subject\": \"s\", \"html\": \"h\", \"more\": \"\"}"))
                                .build()))
                .isInstanceOf(SdkClientException.class);
        assertThat(outbox.newestFirst()).hasSize(1);
    }

    @Test
    void what_ses_refuses_is_refused() {
        String data = "{\"subject\": \"s\", \"html\": \"h\"}";
        List<BulkEmailEntry> tooMany = new ArrayList<>();
        for (int i = 0; i < 51; i++) {
            tooMany.add(entry("r" + i + "@example.org", data));
        }
        refused("51 entries", bulk(tooMany.toArray(new BulkEmailEntry[0])));
        refused("no entries", bulk());
        refused("a header of 871 characters", bulk(entry("a@example.org", data, header("X-Long", "x".repeat(871)))));
        refused("a header that is not ASCII", bulk(entry("a@example.org", data, header("X-Name", "é"))));
        refused("a split header", bulk(entry("a@example.org", data, header("X-Name", "a\r\nBcc: x@example.org"))));
        refused("a header that SES sets itself", bulk(entry("a@example.org", data, header("Subject", "x"))));
        refused("a header's name", bulk(entry("a@example.org", data, header("X Name", "x"))));
        refused(
                "a tag",
                bulk(entry("a@example.org", data))
                        .defaultEmailTags(
                                MessageTag.builder().name("post").value("a b").build()));
        refused(
                "data that is no JSON",
                bulk(entry("a@example.org", data))
                        .defaultContent(content ->
                                content.template(template -> template.templateContent(text -> text.subject("s"))
                                        .templateData("{"))));
        refused("data of 262,145 characters", bulk(entry("a@example.org", "{\"a\": \"" + "x".repeat(262_136) + "\"}")));
        assertThat(client.sendBulkEmail(bulk(entry("a@example.org", data, header("X-Long", "x".repeat(870))))
                                .build())
                        .bulkEmailEntryResults())
                .as("870 characters are fine")
                .extracting(BulkEmailEntryResult::status)
                .containsExactly(BulkEmailStatus.SUCCESS);
    }

    private void refused(String what, SendBulkEmailRequest.Builder request) {
        assertThatThrownBy(() -> client.sendBulkEmail(request.build()))
                .as(what)
                .isInstanceOf(BadRequestException.class);
        assertThat(outbox.newestFirst()).as(what).isEmpty();
    }
}

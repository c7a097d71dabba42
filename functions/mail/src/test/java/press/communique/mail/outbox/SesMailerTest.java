package press.communique.mail.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import press.communique.core.mail.Outcome;
import press.communique.store.aws.AwsClients;

/** The real mailer against a stand-in for SES that speaks its wire format. */
class SesMailerTest extends MailerContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<String> accepted = new CopyOnWriteArrayList<>();
    private final HttpServer ses = start();
    private Next next = Next.WELL;
    private int refusal;
    private String refusalType = "";
    private String entryStatus = "";
    private int busy;

    @AfterEach
    void stop() {
        ses.stop(0);
    }

    @Override
    Mailer mailer(Next how) {
        next = how;
        return new SesMailer(new AwsClients(environment()), "newsroom");
    }

    @Override
    List<String> accepted() {
        return accepted;
    }

    @Test
    void theTemplateIsConstantAndEverythingIsItsData() throws Exception {
        mailer(Next.WELL).send(SENDER, mails(2));
        JsonNode request = requests.get(0);
        assertThat(request.at("/DefaultContent/Template/TemplateContent"))
                .isEqualTo(JSON.readTree("{\"Subject\":\"{{subject}}\",\"Text\":\"{{text}}\",\"Html\":\"{{html}}\"}"));
        assertThat(request.get("ConfigurationSetName").asText()).isEqualTo("newsroom");
        assertThat(request.get("FromEmailAddress").asText()).isEqualTo("\"Ministry\" <newsroom@example.org>");
        JsonNode entry = request.at("/BulkEmailEntries/1");
        assertThat(entry.at("/Destination/ToAddresses/0").asText()).isEqualTo("reader-1@example.org");
        JsonNode data = JSON.readTree(entry.at("/ReplacementEmailContent/ReplacementTemplate/ReplacementTemplateData")
                .asText());
        assertThat(data.get("subject").asText()).isEqualTo("Agréement \"on\" {{it}} 1");
        assertThat(data.get("html").asText()).isEqualTo("<p>Text &amp; &lt;b&gt; {{text}}</p>");
        assertThat(data.get("text").asText()).isEqualTo("Text & <b> {{text}}");
        assertThat(entry.at("/ReplacementHeaders/1/Name").asText()).isEqualTo("List-Unsubscribe");
        assertThat(entry.at("/ReplacementHeaders/1/Value").asText()).isEqualTo("<https://news.example.org/u?token=1>");
        assertThat(entry.at("/ReplacementTags/1/Value").asText()).isEqualTo("r1");
    }

    @ParameterizedTest
    @CsvSource({
        "400, BadRequestException, AGAIN",
        "400, LimitExceededException, AGAIN",
        "400, SendingPausedException, AGAIN",
        "403, AccessDeniedException, AGAIN",
        "429, TooManyRequestsException, AGAIN",
        "500, InternalServiceErrorException, UNCERTAIN",
        "503, ServiceUnavailable, UNCERTAIN"
    })
    void aRefusalTookNothingButOfATroubleWithinNobodyKnows(int status, String type, Outcome.Kind kind) {
        refusal = status;
        refusalType = type;
        assertThat(mailer(Next.WELL).send(SENDER, mails(2)).outcomes(2))
                .extracting(Outcome::kind)
                .containsExactly(kind, kind);
        assertThat(requests).as("asked once").hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "ACCOUNT_SUSPENDED, AGAIN, account-suspended",
        "ACCOUNT_SENDING_PAUSED, AGAIN, account-sending-paused",
        "MAIL_FROM_DOMAIN_NOT_VERIFIED, AGAIN, mail-from-domain-not-verified",
        "ACCOUNT_DAILY_QUOTA_EXCEEDED, AGAIN, account-daily-quota-exceeded",
        "MESSAGE_REJECTED, REJECTED, message-rejected",
        "INVALID_PARAMETER, REJECTED, invalid-parameter",
        "SOMETHING_NEW, UNCERTAIN, ''"
    })
    void whatIsWrongWithTheAccountLeavesNoReaderOut(String status, Outcome.Kind kind, String why) {
        entryStatus = status;
        assertThat(mailer(Next.WELL).send(SENDER, mails(2)).outcomes(2)).allSatisfy(outcome -> {
            assertThat(outcome.kind()).isEqualTo(kind);
            assertThat(outcome.detail()).isEqualTo(why);
        });
    }

    @Test
    void aSingleMailThatIsRefusedForItselfIsSettled() {
        refusal = 400;
        refusalType = "MessageRejected";
        assertThat(mailer(Next.WELL).send(SENDER, mails(1).get(0)).outcomes(1))
                .containsExactly(Outcome.rejected("MessageRejected"));
    }

    @Test
    void whereNobodyListensNothingWasSent() {
        Mailer mailer = mailer(Next.WELL);
        ses.stop(0);
        assertThat(mailer.send(SENDER, mails(2))).isEqualTo(new Reply.NotSent("unreachable"));
    }

    /** Of such questions SES takes one a second, and the workers of a mailing ask together. */
    @Test
    void the_rate_is_asked_again_while_others_ask() {
        busy = 2;
        assertThat(mailer(Next.WELL).pace().perSecond()).isEqualTo(14);
    }

    private Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("AWS_ACCESS_KEY_ID", "local");
        environment.put("AWS_SECRET_ACCESS_KEY", "local");
        environment.put(
                "AWS_ENDPOINT_URL_SESV2", "http://localhost:" + ses.getAddress().getPort());
        return environment;
    }

    private HttpServer start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v2/email/outbound-bulk-emails", this::bulk);
            server.createContext("/v2/email/outbound-emails", this::single);
            server.createContext("/v2/email/account", this::account);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void bulk(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        requests.add(request);
        if (refused(exchange)) {
            return;
        }
        var answer = JSON.createObjectNode();
        var results = answer.putArray("BulkEmailEntryResults");
        var entries = new ArrayList<JsonNode>();
        request.get("BulkEmailEntries").forEach(entries::add);
        for (int i = 0; i < entries.size(); i++) {
            String status = next == Next.PARTLY && i % 3 == 2
                    ? "ACCOUNT_THROTTLED"
                    : next == Next.PARTLY && i % 4 == 3
                            ? "MESSAGE_REJECTED"
                            : entryStatus.isEmpty() ? "SUCCESS" : entryStatus;
            ObjectNode result = results.addObject().put("Status", status);
            if (status.equals("SUCCESS")) {
                accept(entries.get(i));
                result.put("MessageId", "id-" + accepted.size());
            }
        }
        reply(exchange, answer);
    }

    private void single(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        requests.add(request);
        if (!refused(exchange)) {
            accept(request);
            reply(exchange, JSON.createObjectNode().put("MessageId", "id-" + accepted.size()));
        }
    }

    private void account(HttpExchange exchange) throws IOException {
        if (busy-- > 0) {
            exchange.getResponseHeaders().add("x-amzn-ErrorType", "TooManyRequestsException");
            send(exchange, 429, JSON.createObjectNode().put("message", "Too many."));
            return;
        }
        var answer = JSON.createObjectNode();
        answer.putObject("SendQuota").put("MaxSendRate", 14.0);
        send(exchange, 200, answer);
    }

    private void accept(JsonNode mail) {
        accepted.add(mail.at("/Destination/ToAddresses/0").asText());
    }

    private boolean refused(HttpExchange exchange) throws IOException {
        int status = next == Next.THROTTLED ? 429 : refusal;
        if (status == 0) {
            return false;
        }
        exchange.getResponseHeaders()
                .add("x-amzn-ErrorType", next == Next.THROTTLED ? "TooManyRequestsException" : refusalType);
        send(exchange, status, JSON.createObjectNode().put("message", "No."));
        return true;
    }

    private void reply(HttpExchange exchange, ObjectNode answer) throws IOException {
        if (next == Next.REPLY_LOST) {
            exchange.close();
        } else {
            send(exchange, 200, answer);
        }
    }

    private static void send(HttpExchange exchange, int status, ObjectNode answer) throws IOException {
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}

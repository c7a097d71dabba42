package press.communique.local.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import press.communique.local.engine.Engine;
import press.communique.local.engine.LoopbackServer;

/**
 * Speaks the part of SES v2 that sends: {@code SendEmail}, {@code SendBulkEmail} and {@code GetAccount}. It checks as SES
 * checks, answers, and then renders inline templates as SES renders them; what it accepted is in an {@link Outbox}.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/Welcome.html">SES API v2</a>
 */
public final class SesEndpoint implements Engine {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LoopbackServer server;
    private final SesFaults faults = new SesFaults();
    private final MailEvents events = new MailEvents();
    private final SendingQuota quota = new SendingQuota(faults);
    private final Backlog backlog;
    private final Sender sender;

    /** {@code note} is told what SES would tell by an event: messages that could not be rendered. */
    public SesEndpoint(Outbox outbox, Consumer<String> note) throws Exception {
        backlog = outbox.backlog(new CallWriter(outbox, note, events)::write);
        sender = new Sender(outbox, faults, quota, backlog);
        server = LoopbackServer.start("ses", 0, 16, new Api());
    }

    /** Switches to make it fail. */
    public SesFaults faults() {
        return faults;
    }

    /** What becomes of mails that are accepted from now on, and how that is told. */
    public MailEvents events() {
        backlog.awaitWritten();
        return events;
    }

    /** Writes what it had accepted when it was killed; before it is used. */
    public void goOn() {
        backlog.goOn();
    }

    /** Comes back when all mails that were accepted are written, and their events told. */
    public void settle() {
        backlog.awaitWritten();
        events.flush();
    }

    @Override
    public URI endpoint() {
        return server.uri();
    }

    @Override
    public void close() {
        try {
            server.close(); // Throws where clients keep connections.
        } finally {
            backlog.close();
            events.close();
        }
    }

    private final class Api extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String call = request.getMethod() + " " + Request.getPathInContext(request);
            try {
                if (faults.takeInternalError()) {
                    // Left unread, the body would cost the client its connection as well, at its next request.
                    Content.Source.consumeAll(request);
                    answer(response, callback, 500, "InternalServiceErrorException", message("Switched on."));
                    return true;
                }
                switch (call) {
                    case "GET /v2/email/account" -> answer(response, callback, 200, null, account());
                    case "POST /v2/email/outbound-emails" -> send(request, response, callback, false);
                    case "POST /v2/email/outbound-bulk-emails" -> send(request, response, callback, true);
                    default -> throw SesProblem.notFound("The local SES does not know " + call + ".");
                }
            } catch (SesProblem e) {
                answer(response, callback, e.status(), e.type(), message(e.getMessage()));
            }
            return true;
        }
    }

    private void send(Request request, Response response, Callback callback, boolean bulk) throws Exception {
        JsonNode body;
        try {
            body = JSON.readTree(Content.Source.asInputStream(request));
        } catch (JsonProcessingException e) {
            throw SesProblem.badRequest("The request is not JSON.");
        }
        if (faults.paused()) {
            throw SesProblem.paused();
        }
        if (faults.takeThrottle()) {
            throw SesProblem.tooManyRequests("Maximum sending rate exceeded.");
        }
        ObjectNode answer = bulk ? sender.bulk(body) : sender.one(body);
        if (!events.heldBack().isZero()) {
            backlog.awaitWritten();
            Thread.sleep(events.heldBack().toMillis());
        }
        if (faults.takeLostReply()) {
            request.getConnectionMetaData().getConnection().getEndPoint().close();
            callback.failed(new java.io.EOFException("The reply is lost"));
            return;
        }
        answer(response, callback, 200, null, answer);
    }

    private ObjectNode account() {
        ObjectNode account = JSON.createObjectNode();
        account.put("DedicatedIpAutoWarmupEnabled", false);
        account.put("EnforcementStatus", "HEALTHY");
        account.put("ProductionAccessEnabled", true);
        account.put("SendingEnabled", !faults.paused());
        account.putObject("SendQuota")
                .put("Max24HourSend", (double) faults.perDay())
                .put("MaxSendRate", faults.ratePerSecond())
                .put("SentLast24Hours", (double) quota.sentLastDay());
        return account;
    }

    private static ObjectNode message(String text) {
        return JSON.createObjectNode().put("message", text);
    }

    private static void answer(Response response, Callback callback, int status, String errorType, ObjectNode body)
            throws JsonProcessingException {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put("x-amzn-RequestId", UUID.randomUUID().toString());
        if (errorType != null) {
            response.getHeaders().put("x-amzn-ErrorType", errorType);
        }
        response.write(true, ByteBuffer.wrap(JSON.writeValueAsBytes(body)), callback);
    }
}

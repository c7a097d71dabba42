package press.communique.simulation.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sesv2.SesV2Client;
import software.amazon.awssdk.services.sesv2.model.BulkEmailEntry;
import software.amazon.awssdk.services.sesv2.model.BulkEmailEntryResult;
import software.amazon.awssdk.services.sesv2.model.BulkEmailStatus;
import software.amazon.awssdk.services.sesv2.model.GetAccountRequest;
import software.amazon.awssdk.services.sesv2.model.GetAccountResponse;
import software.amazon.awssdk.services.sesv2.model.MessageTag;
import software.amazon.awssdk.services.sesv2.model.SendBulkEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendBulkEmailResponse;
import software.amazon.awssdk.services.sesv2.model.SendEmailRequest;
import software.amazon.awssdk.services.sesv2.model.SendEmailResponse;
import software.amazon.awssdk.services.sesv2.model.SesV2Exception;

/**
 * SES: knows no idempotency key, takes some mails of a call and others not, and tells later what became of them; twice, late
 * or not at all.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html">SendBulkEmail</a>
 */
public final class Mails implements SesV2Client {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A mail that was accepted: SES's own log.
     *
     * @param claimedAt when whoever sent it had made its last transaction before
     * @param content what it says, as one text
     */
    public record Accepted(
            String id,
            long at,
            long claimedAt,
            String to,
            Map<String, String> tags,
            Map<String, String> headers,
            String content) {}

    private final World world;
    private final String configurationSet;
    private final Consumer<JsonNode> bus;
    private final List<Accepted> accepted = new ArrayList<>();
    private final Map<String, Double> bounces = new LinkedHashMap<>();
    private Consumer<Accepted> watch = mail -> {};
    private double rate = 200;

    /** @param bus hears of what became of mails */
    public Mails(World world, String configurationSet, Consumer<JsonNode> bus) {
        this.world = world;
        this.configurationSet = configurationSet;
        this.bus = bus;
    }

    public List<Accepted> accepted() {
        return accepted;
    }

    public void watch(Consumer<Accepted> each) {
        watch = each;
    }

    public void rate(double perSecond) {
        rate = perSecond;
    }

    /** Mail to this address comes back, or is called spam. */
    public void bounces(String address, double kind) {
        bounces.put(address, kind);
    }

    /** Never repeated by the client: a second try would mail everybody twice. */
    private <T> T call(String what, boolean isWrite, Supplier<T> effect) {
        return world.call(
                "ses " + what,
                isWrite,
                false,
                effect,
                () -> world.dice().nextBoolean()
                        ? refusal(429, "TooManyRequestsException")
                        : refusal(400, "LimitExceededException"),
                () -> SdkClientException.builder()
                        .message("No answer in time")
                        .writableStackTrace(false)
                        .build());
    }

    @Override
    public SendBulkEmailResponse sendBulkEmail(SendBulkEmailRequest send) {
        return call("SendBulkEmail", true, () -> {
            if (send.bulkEmailEntries().isEmpty() || send.bulkEmailEntries().size() > 50) {
                throw refusal(400, "BadRequestException");
            }
            var results = new ArrayList<BulkEmailEntryResult>();
            for (BulkEmailEntry entry : send.bulkEmailEntries()) {
                results.add(result(entry));
            }
            return SendBulkEmailResponse.builder()
                    .bulkEmailEntryResults(results)
                    .build();
        });
    }

    private BulkEmailEntryResult result(BulkEmailEntry entry) {
        if (world.faults().happens(world.dice(), world.faults().entry())) {
            world.reached("a mail of a call was refused");
            return BulkEmailEntryResult.builder()
                    .status(
                            world.dice().nextInt(3) == 0
                                    ? BulkEmailStatus.MESSAGE_REJECTED
                                    : world.dice().nextBoolean()
                                            ? BulkEmailStatus.ACCOUNT_THROTTLED
                                            : BulkEmailStatus.TRANSIENT_FAILURE)
                    .build();
        }
        var headers = new LinkedHashMap<String, String>();
        entry.replacementHeaders().forEach(header -> headers.put(header.name(), header.value()));
        Accepted mail = accept(
                entry.destination().toAddresses().get(0),
                entry.replacementTags(),
                headers,
                entry.replacementEmailContent().replacementTemplate().replacementTemplateData());
        return BulkEmailEntryResult.builder()
                .status(BulkEmailStatus.SUCCESS)
                .messageId(mail.id)
                .build();
    }

    @Override
    public SendEmailResponse sendEmail(SendEmailRequest send) {
        return call("SendEmail", true, () -> {
            var headers = new LinkedHashMap<String, String>();
            send.content().simple().headers().forEach(header -> headers.put(header.name(), header.value()));
            Accepted mail = accept(
                    send.destination().toAddresses().get(0),
                    send.emailTags(),
                    headers,
                    send.content().simple().subject().data() + "\n"
                            + send.content().simple().body().text().data());
            return SendEmailResponse.builder().messageId(mail.id).build();
        });
    }

    @Override
    public GetAccountResponse getAccount(GetAccountRequest get) {
        return call("GetAccount", false, () -> GetAccountResponse.builder()
                .sendQuota(
                        quota -> quota.maxSendRate(rate).max24HourSend(50_000.0).sentLast24Hours(0.0))
                .build());
    }

    private Accepted accept(String to, List<MessageTag> tags, Map<String, String> headers, String content) {
        var named = new LinkedHashMap<String, String>();
        tags.forEach(tag -> named.put(tag.name(), tag.value()));
        var mail = new Accepted(
                "0100" + (accepted.size() + 1),
                world.now(),
                world.running().lastTransaction(),
                to,
                named,
                headers,
                content);
        accepted.add(mail);
        watch.accept(mail);
        tell(mail, "Send", "Email Sent", null);
        double kind = bounces.getOrDefault(to, 0.0);
        if (kind == 1) {
            tell(mail, "Bounce", "Email Bounced", "Permanent");
        } else if (kind == 2) {
            tell(mail, "Bounce", "Email Bounced", "Transient");
        } else {
            tell(mail, "Delivery", "Email Delivered", null);
            if (kind == 3) {
                tell(mail, "Complaint", "Email Complaint Received", null);
            }
        }
        return mail;
    }

    private void tell(Accepted mail, String type, String detailType, String bounce) {
        if (world.faults().happens(world.dice(), world.faults().missing())) {
            world.reached("an event of a mail never came");
            return;
        }
        int times = world.faults().happens(world.dice(), world.faults().duplicate()) ? 2 : 1;
        if (times == 2) {
            world.reached("an event of a mail came twice");
        }
        for (int i = 0; i < times; i++) {
            world.after(world.faults().delay(world.dice()), () -> bus.accept(event(mail, type, detailType, bounce)));
        }
    }

    private JsonNode event(Accepted mail, String type, String detailType, String bounce) {
        ObjectNode event = JSON.createObjectNode().put("source", "aws.ses").put("detail-type", detailType);
        ObjectNode detail = event.putObject("detail").put("eventType", type);
        ObjectNode about = detail.putObject("mail").put("messageId", mail.id);
        ObjectNode tags = about.putObject("tags");
        tags.putArray("ses:configuration-set").add(configurationSet);
        mail.tags.forEach((name, value) -> tags.putArray(name).add(value));
        if (bounce != null) {
            detail.putObject("bounce").put("bounceType", bounce);
        }
        if (type.equals("Complaint")) {
            detail.putObject("complaint").put("complaintFeedbackType", "abuse");
        }
        return event;
    }

    private static RuntimeException refusal(int status, String code) {
        return SesV2Exception.builder()
                .message(code)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .writableStackTrace(false)
                .build();
    }

    @Override
    public String serviceName() {
        return "ses";
    }

    @Override
    public void close() {}
}

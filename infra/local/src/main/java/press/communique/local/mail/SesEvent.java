package press.communique.local.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A mail of which SES tells something, and how: the event on EventBridge's bus, its detail in the form that SES documents
 * for its event publishing.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html">Contents of
 *     event data</a>
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html">SES events on EventBridge</a>
 */
public record SesEvent(
        String configurationSet,
        String messageId,
        Instant at,
        String from,
        List<String> to,
        String subject,
        Map<String, String> tags) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCOUNT = "000000000000";
    private static final String REGION = "eu-central-1";

    /** What SES may tell. */
    enum Kind {
        SEND("Send", "Email Sent", "send"),
        DELIVERY("Delivery", "Email Delivered", "delivery"),
        HARD_BOUNCE("Bounce", "Email Bounced", "bounce"),
        SUPPRESSED("Bounce", "Email Bounced", "bounce"),
        SOFT_BOUNCE("Bounce", "Email Bounced", "bounce"),
        OUT_OF_OFFICE("Bounce", "Email Bounced", "bounce"),
        COMPLAINT("Complaint", "Email Complaint Received", "complaint"),
        NOT_SPAM("Complaint", "Email Complaint Received", "complaint"),
        REJECT("Reject", "Email Rejected", "reject"),
        RENDERING_FAILURE("Rendering Failure", "Email Rendering Failed", "renderingFailure");

        private final String eventType;
        private final String detailType;
        private final String published;

        Kind(String eventType, String detailType, String published) {
            this.eventType = eventType;
            this.detailType = detailType;
            this.published = published;
        }

        String eventType() {
            return eventType;
        }

        /** As an event destination calls it. */
        String published() {
            return published;
        }
    }

    /** What becomes of a mail that was accepted. */
    public enum Fate {
        DELIVERED(Kind.SEND, Kind.DELIVERY),
        BOUNCED(Kind.SEND, Kind.HARD_BOUNCE),
        SUPPRESSED(Kind.SEND, Kind.SUPPRESSED),
        SOFTLY_BOUNCED(Kind.SEND, Kind.SOFT_BOUNCE),
        OUT_OF_OFFICE(Kind.SEND, Kind.DELIVERY, Kind.OUT_OF_OFFICE),
        COMPLAINED(Kind.SEND, Kind.DELIVERY, Kind.COMPLAINT),
        NOT_SPAM(Kind.SEND, Kind.DELIVERY, Kind.NOT_SPAM),
        REJECTED(Kind.REJECT),
        UNRENDERED(Kind.RENDERING_FAILURE);

        private final List<Kind> events;

        Fate(Kind... events) {
            this.events = List.of(events);
        }

        List<Kind> events() {
            return events;
        }

        static Fate of(String mailbox) {
            return switch (mailbox) {
                case "bounce" -> BOUNCED;
                case "suppressionlist" -> SUPPRESSED;
                case "softbounce" -> SOFTLY_BOUNCED;
                case "ooto" -> OUT_OF_OFFICE;
                case "complaint" -> COMPLAINED;
                case "reject" -> REJECTED;
                case "unrendered" -> UNRENDERED;
                default -> DELIVERED;
            };
        }
    }

    JsonNode json(Kind kind) {
        ObjectNode event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", kind.detailType)
                .put("source", "aws.ses")
                .put("account", ACCOUNT)
                .put("time", at.toString())
                .put("region", REGION);
        event.putArray("resources")
                .add("arn:aws:ses:" + REGION + ":" + ACCOUNT + ":configuration-set/" + configurationSet);
        ObjectNode detail = event.putObject("detail").put("eventType", kind.eventType());
        mail(detail.putObject("mail"));
        what(detail, kind);
        return event;
    }

    private void mail(ObjectNode mail) {
        mail.put("timestamp", at.toString())
                .put("source", from)
                .put("sendingAccountId", ACCOUNT)
                .put("messageId", messageId);
        to.forEach(mail.putArray("destination")::add);
        mail.put("headersTruncated", false);
        mail.putArray("headers").addObject().put("name", "Subject").put("value", subject);
        ObjectNode common = mail.putObject("commonHeaders");
        common.putArray("from").add(from);
        to.forEach(common.putArray("to")::add);
        common.put("messageId", messageId).put("subject", subject);
        ObjectNode all = mail.putObject("tags");
        all.putArray("ses:configuration-set").add(configurationSet);
        all.putArray("ses:source-ip").add("192.0.2.0");
        all.putArray("ses:from-domain").add(from.replaceFirst(".*@", "").replaceFirst(">$", ""));
        all.putArray("ses:caller-identity").add("local");
        tags.forEach((name, value) -> all.putArray(name).add(value));
    }

    private void what(ObjectNode detail, Kind kind) {
        switch (kind) {
            case SEND -> detail.putObject("send");
            case DELIVERY -> {
                ObjectNode delivery = detail.putObject("delivery")
                        .put("timestamp", at.plusMillis(546).toString())
                        .put("processingTimeMillis", 546)
                        .put("smtpResponse", "250 2.6.0 Message received")
                        .put("reportingMTA", "mta.example.com");
                to.forEach(delivery.putArray("recipients")::add);
            }
            case HARD_BOUNCE -> bounce(detail, "Permanent", "General");
            case SUPPRESSED -> bounce(detail, "Permanent", "Suppressed");
            case SOFT_BOUNCE -> bounce(detail, "Transient", "MailboxFull");
            case OUT_OF_OFFICE -> bounce(detail, "Transient", "General");
            case COMPLAINT -> complaint(detail).put("complaintFeedbackType", "abuse");
            case NOT_SPAM -> complaint(detail).put("complaintFeedbackType", "not-spam");
            case REJECT -> detail.putObject("reject").put("reason", "Bad content");
            case RENDERING_FAILURE ->
                detail.putObject("failure")
                        .put("errorMessage", "Attribute is not present in the rendering data.")
                        .put("templateName", "inline");
        }
    }

    private void bounce(ObjectNode detail, String type, String subType) {
        ObjectNode bounce = detail.putObject("bounce")
                .put("bounceType", type)
                .put("bounceSubType", subType)
                .put("timestamp", at.plus(Duration.ofSeconds(1)).toString())
                .put("feedbackId", "feedback-" + messageId)
                .put("reportingMTA", "dsn; mta.example.com");
        var bounced = bounce.putArray("bouncedRecipients");
        to.forEach(address -> bounced.addObject()
                .put("emailAddress", address)
                .put("action", "failed")
                .put("status", type.equals("Permanent") ? "5.1.1" : "4.2.2"));
    }

    private ObjectNode complaint(ObjectNode detail) {
        ObjectNode complaint = detail.putObject("complaint")
                .put("timestamp", at.plus(Duration.ofSeconds(2)).toString())
                .put("feedbackId", "feedback-" + messageId)
                .put("userAgent", "Local SES mailbox simulator");
        var complained = complaint.putArray("complainedRecipients");
        to.forEach(address -> complained.addObject().put("emailAddress", address));
        return complaint;
    }
}

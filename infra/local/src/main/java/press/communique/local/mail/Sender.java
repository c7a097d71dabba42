package press.communique.local.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Takes the requests of SES v2 that send, and puts what they send into the outbox. */
final class Sender {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Outbox outbox;
    private final SesFaults faults;
    private final SendingQuota quota;
    private final Consumer<String> note;
    private final MailEvents events;
    private final InlineTemplates templates = new InlineTemplates();
    private final MimeWriter mime = new MimeWriter();

    Sender(Outbox outbox, SesFaults faults, SendingQuota quota, Consumer<String> note, MailEvents events) {
        this.events = events;
        this.outbox = outbox;
        this.faults = faults;
        this.quota = quota;
        this.note = note;
    }

    /** SendEmail. */
    ObjectNode one(JsonNode request) throws SesProblem {
        SesRules.tags(request.path("EmailTags"));
        List<String> recipients = SesRules.recipients(request.path("Destination"));
        JsonNode content = request.path("Content");
        take(recipients.get(0));
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        String id = outbox.newId(at);
        if (content.has("Raw")) {
            byte[] eml = Base64.getMimeDecoder()
                    .decode(content.path("Raw").path("Data").asText());
            outbox.keep(new Outbox.Entry(id, request.path("FromEmailAddress").asText(), recipients, "", at), eml);
        } else if (content.has("Template")) {
            JsonNode template = content.path("Template");
            String data = template.path("TemplateData").asText("{}");
            SesRules.data(data);
            render(
                    request,
                    request.path("Destination"),
                    template,
                    InlineTemplates.data(data),
                    SesRules.headers(template.path("Headers")),
                    request.path("EmailTags"),
                    id,
                    at);
        } else {
            JsonNode simple = content.path("Simple");
            String subject = SesRules.required(simple.path("Subject"), "Data");
            keep(
                    request,
                    request.path("Destination"),
                    subject,
                    text(simple.path("Body").path("Text").path("Data")),
                    text(simple.path("Body").path("Html").path("Data")),
                    SesRules.headers(simple.path("Headers")),
                    request.path("EmailTags"),
                    id,
                    at);
        }
        return JSON.createObjectNode().put("MessageId", id);
    }

    /** SendBulkEmail. */
    ObjectNode bulk(JsonNode request) throws SesProblem {
        JsonNode entries = request.path("BulkEmailEntries");
        if (entries.isEmpty()) {
            throw SesProblem.badRequest("BulkEmailEntries is missing.");
        }
        if (entries.size() > SesRules.MOST_ENTRIES) {
            throw SesProblem.badRequest("There are more than " + SesRules.MOST_ENTRIES + " entries.");
        }
        SesRules.required(request, "FromEmailAddress");
        SesRules.tags(request.path("DefaultEmailTags"));
        JsonNode template = request.path("DefaultContent").path("Template");
        SesRules.headers(template.path("Headers"));
        InlineTemplates.data(template.path("TemplateData").asText("{}"));
        for (JsonNode entry : entries) {
            SesRules.recipients(entry.path("Destination"));
            SesRules.tags(entry.path("ReplacementTags"));
            SesRules.headers(entry.path("ReplacementHeaders"));
            SesRules.data(replacement(entry));
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode results = answer.putArray("BulkEmailEntryResults");
        // A call is one moment, however long its mails take to be written.
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (JsonNode entry : entries) {
            results.add(entry(request, template, entry, at));
        }
        return answer;
    }

    private static String replacement(JsonNode entry) {
        return entry.path("ReplacementEmailContent")
                .path("ReplacementTemplate")
                .path("ReplacementTemplateData")
                .asText("{}");
    }

    private ObjectNode entry(JsonNode request, JsonNode template, JsonNode entry, Instant at) {
        ObjectNode result = JSON.createObjectNode();
        try {
            String address = SesRules.recipients(entry.path("Destination")).get(0);
            String failure = faults.failureFor(address);
            if (failure != null) {
                return result.put("Status", failure).put("Error", "Switched on for this address.");
            }
            switch (quota.take()) {
                case TOO_FAST -> {
                    return result.put("Status", "ACCOUNT_THROTTLED").put("Error", "Maximum sending rate exceeded.");
                }
                case DAY_IS_FULL -> {
                    return result.put("Status", "ACCOUNT_DAILY_QUOTA_EXCEEDED")
                            .put("Error", "Daily message quota exceeded.");
                }
                default -> {}
            }
            Map<String, Object> data =
                    InlineTemplates.data(template.path("TemplateData").asText("{}"));
            data.putAll(InlineTemplates.data(replacement(entry)));
            JsonNode own = entry.path("ReplacementHeaders");
            List<Map.Entry<String, String>> headers = new ArrayList<>(SesRules.headers(template.path("Headers")));
            for (Map.Entry<String, String> header : SesRules.headers(own)) {
                headers.removeIf(present -> present.getKey().equalsIgnoreCase(header.getKey()));
                headers.add(header);
            }
            String id = outbox.newId(at);
            JsonNode tags =
                    entry.has("ReplacementTags") ? entry.path("ReplacementTags") : request.path("DefaultEmailTags");
            render(request, entry.path("Destination"), template, data, headers, tags, id, at);
            return result.put("Status", "SUCCESS").put("MessageId", id);
        } catch (SesProblem e) {
            return result.put("Status", "INVALID_PARAMETER").put("Error", e.getMessage());
        }
    }

    private void render(
            JsonNode request,
            JsonNode destination,
            JsonNode template,
            Map<String, Object> data,
            List<Map.Entry<String, String>> headers,
            JsonNode tags,
            String id,
            Instant at)
            throws SesProblem {
        JsonNode content = template.path("TemplateContent");
        if (content.isMissingNode()) {
            throw SesProblem.notFound(
                    "Template " + template.path("TemplateName").asText() + " does not exist; the local"
                            + " SES knows inline templates only.");
        }
        try {
            keep(
                    request,
                    destination,
                    templates.render(text(content.path("Subject")), data),
                    templates.render(text(content.path("Text")), data),
                    templates.render(text(content.path("Html")), data),
                    headers,
                    tags,
                    id,
                    at);
        } catch (InlineTemplates.RenderingFailure e) {
            // SES has accepted by now; that it came to nothing it tells by an event only.
            note.accept("SES: rendering failure of " + id + ": " + e.getMessage());
            events.happened(event(request, destination, "", tags, id, at), SesEvent.Fate.UNRENDERED);
        }
    }

    private void keep(
            JsonNode request,
            JsonNode destination,
            String subject,
            String text,
            String html,
            List<Map.Entry<String, String>> headers,
            JsonNode tags,
            String id,
            Instant at)
            throws SesProblem {
        String from = SesRules.required(request, "FromEmailAddress");
        List<String> to = SesRules.texts(destination.path("ToAddresses"));
        Mail mail = new Mail(
                from,
                to,
                SesRules.texts(destination.path("CcAddresses")),
                SesRules.texts(request.path("ReplyToAddresses")),
                subject,
                text,
                html,
                headers);
        byte[] eml = mime.write(mail, id, at);
        outbox.keep(new Outbox.Entry(id, from, to, subject == null ? "" : subject, at), eml);
        events.happened(event(request, destination, subject, tags, id, at), events.fate(to.get(0)));
    }

    private static SesEvent event(
            JsonNode request, JsonNode destination, String subject, JsonNode tags, String id, Instant at) {
        var named = new LinkedHashMap<String, String>();
        tags.forEach(
                tag -> named.put(tag.path("Name").asText(), tag.path("Value").asText()));
        return new SesEvent(
                request.path("ConfigurationSetName").asText(""),
                id,
                at,
                request.path("FromEmailAddress").asText(""),
                SesRules.texts(destination.path("ToAddresses")),
                subject == null ? "" : subject,
                named);
    }

    private void take(String address) throws SesProblem {
        String failure = faults.failureFor(address);
        if (failure != null) {
            throw failure.equals("TRANSIENT_FAILURE")
                    ? SesProblem.tooManyRequests("Switched on for this address.")
                    : SesProblem.rejected("Switched on for this address: " + failure);
        }
        switch (quota.take()) {
            case TOO_FAST -> throw SesProblem.tooManyRequests("Maximum sending rate exceeded.");
            case DAY_IS_FULL -> throw SesProblem.limitExceeded("Daily message quota exceeded.");
            default -> {}
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }
}

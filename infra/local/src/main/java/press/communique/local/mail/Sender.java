package press.communique.local.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the requests of SES v2 that send. As SES does, it answers as soon as a request is checked and accepted; the mails
 * are written after that, by {@link CallWriter}.
 */
final class Sender {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Outbox outbox;
    private final SesFaults faults;
    private final SendingQuota quota;
    private final Backlog backlog;

    Sender(Outbox outbox, SesFaults faults, SendingQuota quota, Backlog backlog) {
        this.outbox = outbox;
        this.faults = faults;
        this.quota = quota;
        this.backlog = backlog;
    }

    /** SendEmail. */
    ObjectNode one(JsonNode request) throws SesProblem {
        SesRules.tags(request.path("EmailTags"));
        List<String> recipients = SesRules.recipients(request.path("Destination"));
        JsonNode content = request.path("Content");
        if (content.has("Template")) {
            JsonNode template = content.path("Template");
            String data = template.path("TemplateData").asText("{}");
            SesRules.data(data);
            InlineTemplates.data(data);
            SesRules.headers(template.path("Headers"));
            SesRules.template(template);
        } else if (!content.has("Raw")) {
            SesRules.required(content.path("Simple").path("Subject"), "Data");
            SesRules.headers(content.path("Simple").path("Headers"));
        }
        if (!content.has("Raw")) {
            SesRules.sender(request);
            SesRules.addresses(recipients);
        }
        take(recipients.get(0));
        Instant at = now();
        String id = outbox.newId(at);
        accept(at, List.of(id), request);
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
        SesRules.sender(request);
        SesRules.tags(request.path("DefaultEmailTags"));
        JsonNode template = request.path("DefaultContent").path("Template");
        SesRules.headers(template.path("Headers"));
        InlineTemplates.data(template.path("TemplateData").asText("{}"));
        for (JsonNode entry : entries) {
            SesRules.recipients(entry.path("Destination"));
            SesRules.tags(entry.path("ReplacementTags"));
            SesRules.headers(entry.path("ReplacementHeaders"));
            SesRules.data(SesRules.replacement(entry));
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode results = answer.putArray("BulkEmailEntryResults");
        var ids = new ArrayList<String>();
        Instant at = now();
        for (JsonNode entry : entries) {
            ObjectNode result = entry(template, entry, at);
            results.add(result);
            ids.add(result.path("MessageId").asText(""));
        }
        accept(at, ids, request);
        return answer;
    }

    /** A call is one moment, however long its mails take to be written. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    /** @param ids of the request's mails, each empty that is refused */
    private void accept(Instant at, List<String> ids, JsonNode request) {
        ObjectNode call = JSON.createObjectNode().put("at", at.toString());
        ids.forEach(call.putArray("ids")::add);
        call.set("request", request);
        ids.stream().filter(id -> !id.isEmpty()).findFirst().ifPresent(first -> backlog.add(first, call));
    }

    private ObjectNode entry(JsonNode template, JsonNode entry, Instant at) {
        ObjectNode result = JSON.createObjectNode();
        try {
            List<String> recipients = SesRules.recipients(entry.path("Destination"));
            SesRules.addresses(recipients);
            SesRules.template(template);
            InlineTemplates.data(SesRules.replacement(entry));
            String failure = faults.failureFor(recipients.get(0));
            if (failure != null) {
                return result.put("Status", failure).put("Error", "Switched on for this address.");
            }
        } catch (SesProblem e) {
            return result.put("Status", "INVALID_PARAMETER").put("Error", e.getMessage());
        }
        return switch (quota.take()) {
            case TOO_FAST -> result.put("Status", "ACCOUNT_THROTTLED").put("Error", "Maximum sending rate exceeded.");
            case DAY_IS_FULL ->
                result.put("Status", "ACCOUNT_DAILY_QUOTA_EXCEEDED").put("Error", "Daily message quota exceeded.");
            case GRANTED -> result.put("Status", "SUCCESS").put("MessageId", outbox.newId(at));
        };
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
}

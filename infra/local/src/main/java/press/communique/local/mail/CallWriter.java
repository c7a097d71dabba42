package press.communique.local.mail;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes the mails of a call that was accepted, and tells what becomes of them. */
final class CallWriter {

    private final Outbox outbox;
    private final Consumer<String> note;
    private final MailEvents events;
    private final InlineTemplates templates = new InlineTemplates();
    private final MimeWriter mime = new MimeWriter();

    CallWriter(Outbox outbox, Consumer<String> note, MailEvents events) {
        this.outbox = outbox;
        this.note = note;
        this.events = events;
    }

    /** One mail of a call: to whom, with which tags, under which id. */
    private record One(JsonNode request, JsonNode destination, JsonNode tags, String id, Instant at) {

        String from() {
            return request.path("FromEmailAddress").asText("");
        }

        List<String> to() {
            return SesRules.texts(destination.path("ToAddresses"));
        }

        List<String> everybody() {
            return SesRules.everybody(destination);
        }

        SesEvent event(String subject) {
            var named = new LinkedHashMap<String, String>();
            tags.forEach(tag ->
                    named.put(tag.path("Name").asText(), tag.path("Value").asText()));
            return new SesEvent(
                    request.path("ConfigurationSetName").asText(""), id, at, from(), everybody(), subject, named);
        }
    }

    /** @param call as {@link Sender} puts it into the backlog */
    void write(JsonNode call) {
        JsonNode request = call.path("request");
        Instant at = Instant.parse(call.path("at").asText());
        JsonNode entries = request.path("BulkEmailEntries");
        for (int i = 0; i < call.path("ids").size(); i++) {
            String id = call.path("ids").path(i).asText();
            if (id.isEmpty()) {
                continue; // An entry that was refused.
            }
            JsonNode entry = entries.isMissingNode() ? request : entries.path(i);
            var one = new One(request, entry.path("Destination"), tags(request, entry), id, at);
            try {
                if (entries.isMissingNode()) {
                    single(one, request.path("Content"));
                } else {
                    entry(one, request.path("DefaultContent").path("Template"), entry);
                }
            } catch (InlineTemplates.RenderingFailure | SesProblem | IllegalArgumentException e) {
                // SES has accepted by now; that it came to nothing it tells by an event only.
                note.accept("SES: rendering failure of " + id + ": " + e.getMessage());
                events.happened(one.event(""), SesEvent.Fate.UNRENDERED);
            }
        }
    }

    private static JsonNode tags(JsonNode request, JsonNode entry) {
        if (entry == request) {
            return request.path("EmailTags");
        }
        return entry.has("ReplacementTags") ? entry.path("ReplacementTags") : request.path("DefaultEmailTags");
    }

    private void single(One one, JsonNode content) throws SesProblem, InlineTemplates.RenderingFailure {
        if (content.has("Raw")) {
            byte[] eml = Base64.getMimeDecoder()
                    .decode(content.path("Raw").path("Data").asText());
            outbox.keep(new Outbox.Entry(one.id(), one.from(), one.everybody(), "", one.at()), eml);
        } else if (content.has("Template")) {
            JsonNode template = content.path("Template");
            render(
                    one,
                    template,
                    InlineTemplates.data(template.path("TemplateData").asText("{}")),
                    SesRules.headers(template.path("Headers")));
        } else {
            JsonNode simple = content.path("Simple");
            keep(
                    one,
                    text(simple.path("Subject").path("Data")),
                    text(simple.path("Body").path("Text").path("Data")),
                    text(simple.path("Body").path("Html").path("Data")),
                    SesRules.headers(simple.path("Headers")));
        }
    }

    private void entry(One one, JsonNode template, JsonNode entry) throws SesProblem, InlineTemplates.RenderingFailure {
        Map<String, Object> data =
                InlineTemplates.data(template.path("TemplateData").asText("{}"));
        data.putAll(InlineTemplates.data(SesRules.replacement(entry)));
        List<Map.Entry<String, String>> headers = new ArrayList<>(SesRules.headers(template.path("Headers")));
        for (Map.Entry<String, String> header : SesRules.headers(entry.path("ReplacementHeaders"))) {
            headers.removeIf(present -> present.getKey().equalsIgnoreCase(header.getKey()));
            headers.add(header);
        }
        render(one, template, data, headers);
    }

    private void render(One one, JsonNode template, Map<String, Object> data, List<Map.Entry<String, String>> headers)
            throws SesProblem, InlineTemplates.RenderingFailure {
        JsonNode content = template.path("TemplateContent");
        keep(
                one,
                templates.render(text(content.path("Subject")), data),
                templates.render(text(content.path("Text")), data),
                templates.render(text(content.path("Html")), data),
                headers);
    }

    private void keep(One one, String subject, String text, String html, List<Map.Entry<String, String>> headers)
            throws SesProblem {
        Mail mail = new Mail(
                one.from(),
                one.to(),
                SesRules.texts(one.destination().path("CcAddresses")),
                SesRules.texts(one.request().path("ReplyToAddresses")),
                subject,
                text,
                html,
                headers);
        byte[] eml = mime.write(mail, one.id(), one.at());
        String shown = subject == null ? "" : subject;
        outbox.keep(new Outbox.Entry(one.id(), one.from(), one.everybody(), shown, one.at()), eml);
        events.happened(one.event(shown), events.fate(one.everybody().get(0)));
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : node.asText();
    }
}

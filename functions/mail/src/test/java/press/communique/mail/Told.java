package press.communique.mail;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import press.communique.mail.outbox.Mail;

/** What SES tells of a mail, as the rules in template.yaml leave it in the feedback queue. */
final class Told {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Told() {}

    static String of(Mail mail, String type) {
        var message = JSON.createObjectNode().put("type", type.split("/")[0]).put("message", "ses-1");
        if (type.startsWith("Bounce/")) {
            message.put("type", "Bounce").put("bounce", type.split("/")[1]);
        }
        var tags = message.putObject("tags");
        tags.putArray("ses:configuration-set").add("newsroom");
        for (Map.Entry<String, String> tag : mail.tags().entrySet()) {
            tags.putArray(tag.getKey()).add(tag.getValue());
        }
        return message.toString();
    }

    static SQSEvent event(List<String> bodies) {
        var records = new ArrayList<SQSEvent.SQSMessage>();
        for (String body : bodies) {
            var message = new SQSEvent.SQSMessage();
            message.setMessageId("m" + records.size());
            message.setBody(body);
            records.add(message);
        }
        var event = new SQSEvent();
        event.setRecords(records);
        return event;
    }
}

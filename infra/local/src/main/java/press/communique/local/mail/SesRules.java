package press.communique.local.mail;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What SES checks before it accepts.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageHeader.html">MessageHeader</a>
 * @see <a href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html">MessageTag</a>
 * @see <a href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html">SendBulkEmail</a>
 */
final class SesRules {

    static final int MOST_ENTRIES = 50;
    private static final int MOST_RECIPIENTS = 50;
    private static final int MOST_DATA = 262_144;
    private static final int MOST_HEADERS = 15;
    private static final Pattern HEADER_NAME = Pattern.compile("[!-9;-~]{1,126}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]{1,870}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    private static final Set<String> RESERVED = Set.of(
            "bcc",
            "cc",
            "content-disposition",
            "content-type",
            "date",
            "from",
            "message-id",
            "mime-version",
            "reply-to",
            "return-path",
            "sender",
            "subject",
            "to");

    private SesRules() {}

    static List<Map.Entry<String, String>> headers(JsonNode list) throws SesProblem {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (JsonNode header : list) {
            String name = header.path("Name").asText("");
            String value = header.path("Value").asText("");
            if (!HEADER_NAME.matcher(name).matches()) {
                throw SesProblem.badRequest("Invalid header name: " + name);
            }
            if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
                throw SesProblem.badRequest("The header " + name + " cannot be set with Headers.");
            }
            if (!HEADER_VALUE.matcher(value).matches()) {
                throw SesProblem.badRequest(
                        "The value of header " + name + " must be 1 to 870 printable ASCII characters.");
            }
            headers.add(Map.entry(name, value));
        }
        if (headers.size() > MOST_HEADERS) {
            throw SesProblem.badRequest("There are more than " + MOST_HEADERS + " headers.");
        }
        return headers;
    }

    static void tags(JsonNode list) throws SesProblem {
        for (JsonNode tag : list) {
            if (!TAG.matcher(tag.path("Name").asText("")).matches()
                    || !TAG.matcher(tag.path("Value").asText("")).matches()) {
                throw SesProblem.badRequest("Invalid tag: names and values are 1 to 256 of A-Z, a-z, 0-9, _ and -.");
            }
        }
    }

    static void data(String json) throws SesProblem {
        if (json != null && json.length() > MOST_DATA) {
            throw SesProblem.badRequest("Template data is longer than " + MOST_DATA + " characters.");
        }
    }

    /** Everybody whom it is delivered to, whichever line names them. */
    static List<String> everybody(JsonNode destination) {
        List<String> all = new ArrayList<>();
        for (String kind : List.of("ToAddresses", "CcAddresses", "BccAddresses")) {
            all.addAll(texts(destination.path(kind)));
        }
        return all;
    }

    static List<String> recipients(JsonNode destination) throws SesProblem {
        List<String> all = everybody(destination);
        if (all.isEmpty()) {
            throw SesProblem.badRequest("Destination must have at least one recipient.");
        }
        if (all.size() > MOST_RECIPIENTS) {
            throw SesProblem.limitExceeded("Recipient count exceeds " + MOST_RECIPIENTS + ".");
        }
        return all;
    }

    static void addresses(List<String> texts) throws SesProblem {
        for (String text : texts) {
            address(text);
        }
    }

    static InternetAddress address(String text) throws SesProblem {
        try {
            InternetAddress[] all = InternetAddress.parse(text, true);
            if (all.length == 1) {
                return all[0];
            }
            throw SesProblem.badRequest("Illegal address: " + text);
        } catch (AddressException e) {
            throw SesProblem.badRequest("Illegal address: " + e.getMessage());
        }
    }

    /** From whom, and to whom answers go. */
    static void sender(JsonNode request) throws SesProblem {
        address(required(request, "FromEmailAddress"));
        addresses(texts(request.path("ReplyToAddresses")));
    }

    static void template(JsonNode template) throws SesProblem {
        if (!template.has("TemplateContent")) {
            throw SesProblem.notFound(
                    "Template " + template.path("TemplateName").asText() + " does not exist; the local"
                            + " SES knows inline templates only.");
        }
    }

    /** The data of one entry of a bulk. */
    static String replacement(JsonNode entry) {
        return entry.path("ReplacementEmailContent")
                .path("ReplacementTemplate")
                .path("ReplacementTemplateData")
                .asText("{}");
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    static String required(JsonNode node, String field) throws SesProblem {
        String text = node.path(field).asText("");
        if (text.isBlank()) {
            throw SesProblem.badRequest(field + " is missing.");
        }
        return text;
    }
}

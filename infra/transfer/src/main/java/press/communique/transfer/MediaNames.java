package press.communique.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The uploads that a post names: its image, its attachments, and {@code media:<id>} in its texts. */
final class MediaNames {

    private static final String ID = "[0-9A-HJKMNP-TV-Z]{26}";
    private static final Pattern IN_TEXT = Pattern.compile("\\bmedia:(" + ID + ")");

    private MediaNames() {}

    static Set<String> in(JsonNode post) {
        var names = new TreeSet<String>();
        add(post.at("/image/media"), names);
        post.path("attachments").forEach(attachment -> add(attachment.path("media"), names));
        for (JsonNode edition : post.path("editions")) {
            Matcher named = IN_TEXT.matcher(edition.path("body").asText());
            while (named.find()) {
                names.add(named.group(1));
            }
        }
        return names;
    }

    private static void add(JsonNode media, Set<String> names) {
        if (media.isTextual() && media.asText().matches(ID)) {
            names.add(media.asText());
        }
    }

    /** Puts other ids in their place; what has none is taken out, and what it is called stays in the text. */
    static void replace(ObjectNode post, Map<String, Optional<String>> others) {
        others.forEach((name, other) -> {
            if (post.at("/image/media").asText().equals(name)) {
                other.ifPresentOrElse(
                        id -> ((ObjectNode) post.path("image")).put("media", id), () -> post.remove("image"));
            }
            if (post.path("attachments") instanceof ArrayNode attachments) {
                for (int i = attachments.size() - 1; i >= 0; i--) {
                    if (attachments.path(i).path("media").asText().equals(name)) {
                        int at = i;
                        other.ifPresentOrElse(
                                id -> ((ObjectNode) attachments.path(at)).put("media", id),
                                () -> attachments.remove(at));
                    }
                }
            }
            for (JsonNode edition : post.path("editions")) {
                String body = edition.path("body").asText();
                if (body.contains("media:" + name)) {
                    ((ObjectNode) edition)
                            .set(
                                    "body",
                                    TextNode.valueOf(other.map(id -> body.replace("media:" + name, "media:" + id))
                                            .orElseGet(() -> body.replaceAll(
                                                    "!?\\[([^\\]]*)\\]\\(media:" + name + "[^)]*\\)", "$1"))));
                }
            }
        });
    }
}

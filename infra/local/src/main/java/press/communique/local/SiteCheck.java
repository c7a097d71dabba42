package press.communique.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import press.communique.site.publish.Publishing;
import press.communique.site.publish.RebuildCheck;

/**
 * Compares the site with what a rebuild would make of it, byte for byte, without changing anything: {@code
 * {"files": 41, "differences": {}}}.
 */
final class SiteCheck {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Publishing publishing;

    /** @param environment of the function that rebuilds */
    SiteCheck(Map<String, String> environment) {
        this.publishing = new Publishing(environment);
    }

    String json() {
        RebuildCheck.Result result = publishing.check().run(Instant.now());
        ObjectNode json = JSON.createObjectNode().put("files", result.files());
        ObjectNode differences = json.putObject("differences");
        result.differences().forEach(differences::put);
        return json.toString();
    }
}

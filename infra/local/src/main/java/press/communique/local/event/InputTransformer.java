package press.communique.local.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.local.template.EventRule;

/** Fills a target's template: a variable becomes its JSON, and one that the event has not leaves a hole. */
final class InputTransformer {

    private static final Pattern VARIABLE = Pattern.compile("<([A-Za-z0-9_-]+)>");

    private InputTransformer() {}

    static String apply(EventRule.Target target, JsonNode event) {
        if (target.template() == null) {
            return event.toString();
        }
        return VARIABLE.matcher(target.template())
                .replaceAll(found ->
                        Matcher.quoteReplacement(value(event, target.paths().get(found.group(1)))));
    }

    private static String value(JsonNode event, String path) {
        JsonNode node = path == null ? MissingNode.getInstance() : event;
        if (path != null) {
            for (String step : path.replaceFirst("^\\$\\.", "").split("\\.")) {
                node = node.path(step);
            }
        }
        return node.isMissingNode() ? "" : node.toString();
    }
}

package press.communique.local.template;

import java.util.List;
import java.util.Map;
import press.communique.local.StackMistake;

/**
 * A rule of the default event bus.
 *
 * @param pattern the event pattern, as it stands in the template
 */
public record EventRule(String id, Map<String, Object> pattern, List<Target> targets) {

    /**
     * Who hears of it.
     *
     * @param queue its name
     * @param paths of an input transformer: variables and where in the event they are
     * @param template what the queue gets, with {@code <variables>}; null for the whole event
     */
    public record Target(String queue, Map<String, String> paths, String template) {}

    static EventRule of(String id, Map<String, Object> properties) {
        return new EventRule(
                id,
                Nodes.map(properties, "EventPattern"),
                Nodes.list(properties.get("Targets")).stream()
                        .map(Nodes::map)
                        .map(target -> target(id, target))
                        .toList());
    }

    private static Target target(String rule, Map<String, Object> target) {
        String arn = Nodes.text(target, "Arn", "");
        if (!arn.startsWith("arn:aws:sqs:")) {
            throw new StackMistake(
                    "The rule " + rule + " has a target that is no queue; the local stack knows queues.");
        }
        Map<String, Object> transformer = Nodes.map(target, "InputTransformer");
        var paths = new java.util.LinkedHashMap<String, String>();
        Nodes.map(transformer, "InputPathsMap").forEach((name, path) -> paths.put(name, String.valueOf(path)));
        return new Target(StorageReader.nameIn(arn), paths, Nodes.text(transformer, "InputTemplate", null));
    }
}

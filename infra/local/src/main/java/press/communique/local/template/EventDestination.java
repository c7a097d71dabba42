package press.communique.local.template;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events SES publishes to the default event bus.
 *
 * @param configurationSet of the mails
 * @param types such as {@code send} and {@code renderingFailure}
 */
public record EventDestination(String configurationSet, Set<String> types) {

    static EventDestination of(Map<String, Object> properties) {
        Map<String, Object> destination = Nodes.map(properties, "EventDestination");
        boolean isOn = Nodes.flag(destination, "Enabled") && destination.containsKey("EventBridgeDestination");
        return new EventDestination(
                Nodes.text(properties, "ConfigurationSetName", ""),
                isOn
                        ? Nodes.list(destination.get("MatchingEventTypes")).stream()
                                .map(String::valueOf)
                                .collect(Collectors.toSet())
                        : Set.of());
    }
}

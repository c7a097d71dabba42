package press.communique.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The headers that a CloudFront distribution adds to its answers: those of the first cache behaviour whose pattern fits the
 * path, else those of the default behaviour.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern">Path
 *     patterns</a>
 */
public final class CdnHeaders {

    /** For a template without a CDN. */
    static final CdnHeaders NONE = new CdnHeaders(List.of(), Map.of());

    private final List<Behaviour> behaviours;
    private final Map<String, String> otherwise;

    private record Behaviour(String pattern, Map<String, String> headers) {

        /** {@code *} stands for any characters, {@code ?} for one. */
        boolean fits(String path) {
            StringBuilder expression = new StringBuilder();
            for (char c : pattern.toCharArray()) {
                expression.append(c == '*' ? ".*" : c == '?' ? "." : java.util.regex.Pattern.quote(String.valueOf(c)));
            }
            return path.matches(expression.toString());
        }
    }

    private CdnHeaders(List<Behaviour> behaviours, Map<String, String> otherwise) {
        this.behaviours = behaviours;
        this.otherwise = otherwise;
    }

    /**
     * @param policies headers by the logical id of their {@code AWS::CloudFront::ResponseHeadersPolicy}
     * @param distribution properties of the {@code AWS::CloudFront::Distribution}, unresolved; may be empty
     */
    static CdnHeaders of(Map<String, Map<String, String>> policies, Map<String, Object> distribution) {
        if (distribution.isEmpty()) {
            return policies.isEmpty()
                    ? NONE
                    : new CdnHeaders(List.of(), policies.values().iterator().next());
        }
        Map<String, Object> config = Nodes.map(distribution, "DistributionConfig");
        List<Behaviour> behaviours = new ArrayList<>();
        for (Object node : Nodes.list(config.get("CacheBehaviors"))) {
            Map<String, Object> behaviour = Nodes.map(node);
            behaviours.add(new Behaviour(Nodes.text(behaviour, "PathPattern", "*"), policy(policies, behaviour)));
        }
        return new CdnHeaders(behaviours, policy(policies, Nodes.map(config, "DefaultCacheBehavior")));
    }

    private static Map<String, String> policy(
            Map<String, Map<String, String>> policies, Map<String, Object> behaviour) {
        Object id = Nodes.map(behaviour, "ResponseHeadersPolicyId").get("Ref");
        return policies.getOrDefault(String.valueOf(id), Map.of());
    }

    /** What is added to an answer from this path. */
    public Map<String, String> at(String path) {
        return behaviours.stream()
                .filter(behaviour -> behaviour.fits(path))
                .findFirst()
                .map(Behaviour::headers)
                .orElse(otherwise);
    }

    /** The same with every value changed, such as addresses that are others on this machine. */
    public CdnHeaders with(UnaryOperator<String> change) {
        return new CdnHeaders(
                behaviours.stream()
                        .map(behaviour -> new Behaviour(behaviour.pattern(), changed(behaviour.headers(), change)))
                        .toList(),
                changed(otherwise, change));
    }

    private static Map<String, String> changed(Map<String, String> headers, UnaryOperator<String> change) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.replaceAll((name, value) -> change.apply(value));
        return changed;
    }
}

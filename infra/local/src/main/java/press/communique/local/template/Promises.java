package press.communique.local.template;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import press.communique.local.StackMistake;

/** What {@code infra/openapi.yaml} promises to clients: each of its operations must be a route that a function serves. */
public final class Promises {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "options", "head");

    private Promises() {}

    /**
     * Compares the contract beside a template with its routes, if there is one.
     *
     * @throws StackMistake naming the first operation that no function serves
     */
    public static void check(Path template, List<Function> functions) {
        Path contract = template.toAbsolutePath().resolveSibling("infra").resolve("openapi.yaml");
        if (!Files.exists(contract)) {
            return;
        }
        Set<String> served = functions.stream()
                .flatMap(function -> function.routes().stream())
                .map(route -> shape(route.method(), route.path()))
                .collect(Collectors.toSet());
        Map<String, Object> paths = Nodes.map(CloudFormationYaml.read(contract), "paths");
        paths.forEach((path, item) -> Nodes.map(item).keySet().stream()
                .filter(METHODS::contains)
                .map(method -> method.toUpperCase(Locale.ROOT))
                .filter(method -> !served.contains(shape(method, path)) && !served.contains(shape("ANY", path)))
                .findFirst()
                .ifPresent(method -> {
                    throw new StackMistake(
                            "infra/openapi.yaml promises " + method + " " + path + ", which no function in " + template
                                    + " serves; give a function an HttpApi event for it, or take it out of the contract.");
                }));
    }

    /** Variables may be called differently on both sides. */
    private static String shape(String method, String path) {
        return method + " " + path.replaceAll("\\{[^}]*}", "{}");
    }
}

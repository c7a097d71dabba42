package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import press.communique.checks.RecordedCalls.Call;

/**
 * Each function's policy holds what its code asked for in the journeys, and nothing else. Runs after all other tests of this
 * module, in a turn of its own (see the pom), on what {@link RecordedCalls} wrote down, if it is asked for:
 * {@code ./mvnw verify -Dcommunique.policies=true}.
 */
class PoliciesInUseTest {

    private static final Template TEMPLATE = Template.main();
    private static final Pattern SUB = Pattern.compile("\\$\\{(\\w+)(?:\\.Arn)?}");

    /** Allowed and never called: without it S3 answers 403 instead of 404 for what is not there. */
    private static final String LISTING = "s3:ListBucket";

    /**
     * One action on one resource, as a policy allows it.
     *
     * @param shared the name of a managed policy that several functions have
     * @param keys patterns of leading keys; empty for any
     */
    private record Grant(String function, String shared, String action, String resource, List<String> keys) {

        boolean allows(Call call) {
            return call.function().equals(function)
                    && call.action().equals(action)
                    && matches(resource, call.resource())
                    && (keys.isEmpty()
                            || call.leadingKey().isEmpty()
                            || keys.stream().anyMatch(key -> matches(key, call.leadingKey())));
        }

        private static boolean matches(String pattern, String text) {
            return pattern.equals("*")
                    || pattern.equals(text)
                    || pattern.endsWith("*") && text.startsWith(pattern.substring(0, pattern.length() - 1));
        }

        String line() {
            return (shared.isEmpty() ? function : shared) + " " + action + " " + resource + " " + keys;
        }
    }

    @Test
    void nothing_is_missing() throws IOException {
        assumeAsked();
        Set<Call> calls = calls();
        List<Grant> grants = grants();
        Set<String> missing = calls.stream()
                .filter(call -> grants.stream().noneMatch(grant -> grant.allows(call)))
                .map(Call::line)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing).as("calls that no policy allows").isEmpty();
    }

    @Test
    void nothing_is_unused() throws IOException {
        assumeTrue(System.getProperty("test") == null, "Only some of the journeys ran");
        assumeAsked();
        Set<Call> calls = calls();
        assertThat(RecordedCalls.functions(calls))
                .as("functions that did anything")
                .containsExactlyInAnyOrderElementsOf(TEMPLATE.functions().keySet());
        var unused = new TreeSet<String>();
        var used = new HashSet<String>();
        for (Grant grant : grants()) {
            if (grant.action().equals(LISTING) || calls.stream().anyMatch(grant::allows)) {
                used.add(grant.line());
            } else {
                unused.add(grant.line());
            }
        }
        unused.removeAll(used);
        assertThat(unused).as("what policies allow and nobody asked for").isEmpty();
    }

    private static void assumeAsked() {
        assumeTrue(Boolean.getBoolean("communique.policies"), "Not asked for");
    }

    /** Not those of the small stacks that other tests make up. */
    private static Set<Call> calls() throws IOException {
        return RecordedCalls.all().stream()
                .filter(call -> TEMPLATE.functions().containsKey(call.function()))
                .collect(Collectors.toSet());
    }

    private static List<Grant> grants() {
        var grants = new ArrayList<Grant>();
        TEMPLATE.functions().forEach((function, resource) -> {
            for (Tree policy : resource.at("Properties", "Policies").items()) {
                boolean isShared = !policy.at("Ref").isMissing();
                String shared = isShared ? policy.refersTo() : "";
                Tree document =
                        isShared ? TEMPLATE.tree().at("Resources", shared, "Properties", "PolicyDocument") : policy;
                for (Tree statement : document.at("Statement").items()) {
                    List<String> keys = keys(statement.at("Condition"));
                    for (Tree action : several(statement.at("Action"))) {
                        if (action.text().startsWith("xray:") || action.text().startsWith("kms:")) {
                            continue;
                        }
                        for (Tree on : several(statement.at("Resource"))) {
                            String name = action.text().matches("(ses|cloudfront):.*") ? "*" : name(on);
                            grants.add(new Grant(function, shared, action.text(), name, keys));
                        }
                    }
                }
            }
        });
        return grants;
    }

    private static List<String> keys(Tree condition) {
        return condition.entries().values().stream()
                .flatMap(operator -> several(operator.at("dynamodb:LeadingKeys")).stream())
                .filter(key -> !key.isMissing())
                .map(Tree::text)
                .toList();
    }

    private static List<Tree> several(Tree tree) {
        return tree.items().isEmpty() ? List.of(tree) : tree.items();
    }

    private static String name(Tree resource) {
        if (resource.value() instanceof String text) {
            return text;
        }
        return resource.value() instanceof Map<?, ?> map && map.containsKey("Fn::Sub")
                ? SUB.matcher(resource.text("Fn::Sub")).replaceAll("$1")
                : resource.refersTo();
    }
}

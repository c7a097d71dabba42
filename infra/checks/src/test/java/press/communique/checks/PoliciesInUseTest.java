package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import press.communique.checks.RecordedCalls.Call;

/**
 * Each function's policy holds what its code asked for in the journeys, and nothing else: by action, and by table, index,
 * leading key, bucket and prefix, queue, sender and distribution. Runs after all other tests of this module, in a turn of its
 * own (see the pom), on what {@link RecordedCalls} wrote down in the same run. Where something is allowed that no journey
 * needs, the right goes, or a journey is missing.
 */
class PoliciesInUseTest {

    private static final Template TEMPLATE = Template.main();

    /** {@code ${PostsTable.Arn}}, {@code ${Mail.Outputs.Letters}} */
    private static final Pattern SUB = Pattern.compile("\\$\\{(?:\\w+\\.Outputs\\.)?(\\w+)(?:\\.Arn)?}");

    /** May be allowed and never called: without it S3 answers 403 instead of 404 for what is not there. */
    private static final String LISTING = "s3:ListBucket";

    /**
     * What a statement allows.
     *
     * @param owner the function, or the managed policy that several functions have
     * @param keys patterns of leading keys, or of a listing's prefix; empty for any
     */
    private record Statement(
            String function, String owner, List<String> actions, List<String> resources, List<String> keys) {

        boolean allows(Call call) {
            return actions.contains(call.action())
                    && resources.stream().anyMatch(resource -> matches(resource, call.resource()))
                    && isFor(call);
        }

        private boolean isFor(Call call) {
            return call.function().equals(function)
                    && (keys.isEmpty()
                            || call.leadingKey().isEmpty()
                            || keys.stream().anyMatch(key -> matches(key, call.leadingKey())));
        }

        /** Every action on every resource, and every key, each with whether one of these calls needs it. */
        Map<String, Boolean> uses(Set<Call> all) {
            var uses = new TreeMap<String, Boolean>();
            List<Call> calls = all.stream().filter(this::allows).toList();
            for (String action : actions) {
                for (String resource : resources) {
                    boolean used = action.equals(LISTING) && keys.isEmpty()
                            || calls.stream()
                                    .anyMatch(
                                            call -> call.action().equals(action) && matches(resource, call.resource()));
                    uses.put(String.join(" ", owner, action, resource, keys.toString()), used);
                }
            }
            for (String key : keys) {
                boolean used = calls.stream().anyMatch(call -> matches(key, call.leadingKey()));
                uses.put(String.join(" ", owner, "any of", actions.toString(), resources.toString(), key), used);
            }
            return uses;
        }

        private static boolean matches(String pattern, String text) {
            return pattern.equals("*")
                    || pattern.equals(text)
                    || pattern.endsWith("*") && text.startsWith(pattern.substring(0, pattern.length() - 1));
        }
    }

    @Test
    void nothing_is_missing() throws IOException {
        Set<Call> calls = calls();
        List<Statement> statements = statements();
        Set<String> missing = calls.stream()
                .filter(call -> statements.stream().noneMatch(statement -> statement.allows(call)))
                .map(Call::line)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(missing).as("calls that no policy allows").isEmpty();
    }

    @Test
    void nothing_is_unused() throws IOException {
        assumeThatAllJourneysRan();
        Set<Call> calls = calls();
        assertThat(RecordedCalls.functions(calls))
                .as("functions that did anything")
                .containsExactlyInAnyOrderElementsOf(TEMPLATE.functions().keySet());
        var unused = new TreeSet<String>();
        var used = new HashSet<String>();
        for (Statement statement : statements()) {
            statement.uses(calls).forEach((what, isUsed) -> (isUsed ? used : unused).add(what));
        }
        // Of a policy that several functions have it is enough that one of them asks for it.
        unused.removeAll(used);
        assertThat(unused).as("what policies allow and nobody asked for").isEmpty();
    }

    /** Maven hands {@code -Dtest} on to the tests' own JVM; outside of Maven no run has a name. */
    private static void assumeThatAllJourneysRan() {
        String some = System.getProperty("communique.run") == null ? "outside of Maven" : System.getProperty("test");
        if (some != null) {
            System.out.println(
                    "Skipped: whether policies allow too much, since only some of the journeys ran: " + some);
        }
        assumeTrue(some == null, "Only some of the journeys ran");
    }

    /** Not those of the small stacks that other tests make up. */
    private static Set<Call> calls() throws IOException {
        return RecordedCalls.all().stream()
                .filter(call -> TEMPLATE.functions().containsKey(call.function()))
                .collect(Collectors.toSet());
    }

    private static List<Statement> statements() {
        var statements = new ArrayList<Statement>();
        TEMPLATE.functions().forEach((function, resource) -> {
            for (Tree policy : resource.at("Properties", "Policies").items()) {
                boolean isShared = !policy.at("Ref").isMissing();
                String owner = isShared ? policy.refersTo() : function;
                Tree document =
                        isShared ? TEMPLATE.tree().at("Resources", owner, "Properties", "PolicyDocument") : policy;
                for (Tree statement : document.at("Statement").items()) {
                    statements.add(new Statement(
                            function,
                            owner,
                            several(statement.at("Action")).stream()
                                    .map(Tree::text)
                                    .toList(),
                            several(statement.at("Resource")).stream()
                                    .map(PoliciesInUseTest::name)
                                    .toList(),
                            keys(statement.at("Condition"))));
                }
            }
        });
        return statements;
    }

    /** No other condition is known, so that none is passed over. The sender is each newsroom's own. */
    private static List<String> keys(Tree condition) {
        var keys = new ArrayList<String>();
        condition.entries().values().forEach(operator -> operator.entries().forEach((on, values) -> {
            assertThat(on).as(values.where()).isIn("dynamodb:LeadingKeys", "s3:prefix", "ses:FromAddress");
            if (!on.equals("ses:FromAddress")) {
                several(values).forEach(value -> keys.add(value.text()));
            }
        }));
        return keys;
    }

    private static List<Tree> several(Tree tree) {
        return tree.items().isEmpty() ? List.of(tree) : tree.items();
    }

    /** Without what is before it in an ARN. */
    private static String name(Tree resource) {
        if (resource.value() instanceof String text) {
            return text;
        }
        if (resource.at("Fn::Sub").isMissing()) {
            return resource.refersTo();
        }
        String arn = resource.text("Fn::Sub");
        return SUB.matcher(arn.substring(arn.lastIndexOf(':') + 1)).replaceAll("$1");
    }
}

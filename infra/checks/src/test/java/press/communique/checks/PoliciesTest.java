package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A function may do what is named, to what it is told of: its policies and its variables speak of the same things. */
class PoliciesTest {

    private static final Template TEMPLATE = Template.main();
    /** Actions that take no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
    private static final Set<String> ABOUT_THE_ACCOUNT = Set.of("ses:GetAccount");

    private static final Pattern NAMED_IN_SUB = Pattern.compile("\\$\\{(\\w+)(\\.[\\w.]+)?}");

    static Stream<String> functions() {
        return TEMPLATE.functions().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void actionsAndResourcesAreNamed(String function) {
        for (Tree statement : statements(function)) {
            assertThat(texts(statement.at("Action")))
                    .as(statement.where())
                    .isNotEmpty()
                    .noneMatch(a -> a.contains("*"));
            if (ABOUT_THE_ACCOUNT.containsAll(texts(statement.at("Action")))) {
                assertThat(statement.at("Resource").text())
                        .as(statement.where())
                        .isEqualTo("*");
            } else {
                assertThat(resources(statement)).as(statement.where()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void policiesAreAboutWhatTheVariablesName(String function) {
        var allowed = new TreeSet<String>();
        statements(function).forEach(statement -> allowed.addAll(resources(statement)));
        var told = new TreeSet<String>();
        TEMPLATE.functions()
                .get(function)
                .at("Properties", "Environment", "Variables")
                .entries()
                .values()
                .forEach(variable -> told.addAll(named(variable)));
        // The secret is handed over when the stack is deployed.
        told.remove("Secret");
        // Whoever issues tokens is named in the desk's settings; no function asks it anything.
        told.remove("Identity");
        told.remove("OriginSecret");

        assertThat(allowed).isEqualTo(told);
    }

    private static List<Tree> statements(String function) {
        var statements = new ArrayList<Tree>();
        for (Tree policy :
                TEMPLATE.functions().get(function).at("Properties", "Policies").items()) {
            Tree document = policy.at("Ref").isMissing()
                    ? policy
                    : TEMPLATE.tree().at("Resources", policy.refersTo(), "Properties", "PolicyDocument");
            statements.addAll(document.at("Statement").items());
        }
        return statements;
    }

    private static Set<String> resources(Tree statement) {
        Tree resource = statement.at("Resource");
        var named = new TreeSet<String>();
        (resource.items().isEmpty() ? List.of(resource) : resource.items()).forEach(one -> named.addAll(named(one)));
        return named;
    }

    private static List<String> texts(Tree tree) {
        return tree.items().isEmpty()
                ? List.of(tree.text())
                : tree.items().stream().map(Tree::text).toList();
    }

    /** The template's own resources that a value names, by {@code Ref}, {@code GetAtt} or within {@code Sub}. */
    private static Set<String> named(Tree value) {
        var named = new TreeSet<String>();
        Tree sub = value.at("Fn::Sub");
        if ("*".equals(value.value())) {
            return named;
        }
        if (!value.at("Fn::If").isMissing()) {
            value.at("Fn::If").items().stream().skip(1).forEach(branch -> named.addAll(named(branch)));
            return named;
        }
        if (sub.isMissing()) {
            named.add(value.refersTo());
        } else {
            NAMED_IN_SUB.matcher(sub.text()).results().forEach(found -> named.add(found.group(1)));
        }
        named.removeIf(name -> TEMPLATE.tree().at("Resources", name).isMissing());
        return named;
    }
}

package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A published version keeps its values for good, so another value of a parameter must make another version.
 *
 * @see <a href="https://github.com/aws/serverless-application-model/issues/1640">SAM compares names of parameters, not
 *     values</a>
 */
class VersionsTest {

    /** Lambda's longest description. */
    private static final int LONGEST = 256;

    private static final Pattern NAMED = Pattern.compile("\\$\\{(\\w+)}");

    static Stream<String> published() {
        return Template.main().functions().entrySet().stream()
                .filter(function -> !function.getValue()
                        .at("Properties", "AutoPublishAlias")
                        .isMissing())
                .map(Map.Entry::getKey);
    }

    @Test
    void some_functions_are_published() {
        assertThat(published()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("published")
    void description_names_every_parameter_that_a_version_keeps(String function) {
        Tree properties = Template.main().functions().get(function).at("Properties");
        Set<String> kept = new TreeSet<>(parameters(properties.at("Environment").value()));
        for (String global : Set.of("Tracing", "MemorySize", "Timeout")) {
            kept.addAll(parameters(properties.at(global).value()));
            kept.addAll(parameters(
                    Template.main().tree().at("Globals", "Function", global).value()));
        }
        // Names the log group, which a version keeps too.
        kept.add("Stage");

        assertThat(parameters(properties.at("VersionDescription").value())).isEqualTo(kept);
    }

    @ParameterizedTest
    @MethodSource("published")
    void description_is_short_enough_with_the_longest_values(String function) {
        Object description = Template.main()
                .functions()
                .get(function)
                .at("Properties", "VersionDescription", "Fn::Sub")
                .value();
        String text = description instanceof Collection<?> parts
                ? String.valueOf(parts.iterator().next())
                : String.valueOf(description);

        String longest = NAMED.matcher(text).replaceAll(name -> "x".repeat(longest(name.group(1))));

        assertThat(longest).hasSizeLessThanOrEqualTo(LONGEST);
    }

    private static int longest(String name) {
        Tree parameter = Template.main().tree().at("Parameters", name);
        if (parameter.isMissing()) {
            return "yes".length();
        }
        return Stream.concat(
                        Stream.of("MaxValue")
                                .map(parameter::at)
                                .filter(limit -> !limit.isMissing())
                                .map(Tree::text),
                        parameter.at("AllowedValues").items().stream().map(Tree::text))
                .mapToInt(String::length)
                .max()
                .orElseGet(() ->
                        name.equals("Stage") ? 20 : parameter.at("MaxLength").number());
    }

    /** Parameters that a value is made of, by themselves or by a condition. */
    private static Set<String> parameters(Object value) {
        Set<String> names = new TreeSet<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                if (key.equals("Ref")) {
                    names.add(String.valueOf(inner));
                } else if (key.equals("Fn::If") && inner instanceof Collection<?> parts) {
                    Tree conditions = Template.main().tree().at("Conditions");
                    names.addAll(parameters(conditions
                            .at(String.valueOf(parts.iterator().next()))
                            .value()));
                    names.addAll(parameters(inner));
                } else if (key.equals("Fn::Sub") && inner instanceof String text) {
                    names.addAll(named(text));
                } else if (key.equals("Fn::Sub") && inner instanceof Collection<?> parts) {
                    names.addAll(named(String.valueOf(parts.iterator().next())));
                    names.addAll(parameters(inner));
                } else {
                    names.addAll(parameters(inner));
                }
            });
        } else if (value instanceof Collection<?> list) {
            list.stream().filter(Objects::nonNull).forEach(inner -> names.addAll(parameters(inner)));
        }
        names.retainAll(Template.main().tree().at("Parameters").entries().keySet());
        return names;
    }

    private static Collection<String> named(String text) {
        return NAMED.matcher(text).results().map(found -> found.group(1)).toList();
    }
}

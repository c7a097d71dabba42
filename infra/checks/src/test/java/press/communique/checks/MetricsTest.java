package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What dashboards and alarms look at is there: our metrics are those that the code emits, the others are AWS's own. */
class MetricsTest {

    private static final Pattern EMITTED =
            Pattern.compile("metrics\\s*\\.(?:milliseconds|count|ratio)\\(\\s*\"(\\w+)\"");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(\\w+)}");

    /** Names and dimensions: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html */
    private static final Map<String, Set<String>> AWS = Map.of(
            "AWS/Lambda FunctionName", Set.of("Errors", "Throttles", "IteratorAge"),
            "AWS/SQS QueueName", Set.of("ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"),
            "AWS/ApiGateway ApiId", Set.of("Count", "4xx", "5xx"),
            "AWS/SES ", Set.of("Reputation.BounceRate", "Reputation.ComplaintRate"),
            "AWS/CloudFront Region DistributionId", Set.of("Requests", "5xxErrorRate"));

    /** @param of the parameter that says which function, queue … */
    private record Metric(String namespace, String name, String dimensions, String of) {}

    @Test
    void what_is_looked_at_is_emitted() throws IOException {
        Map<String, Set<String>> emitted = emitted();
        List<Metric> all =
                Stream.concat(onTheDashboard().stream(), inAlarms().stream()).toList();
        assertThat(all).hasSizeGreaterThan(80);
        for (Metric metric : all) {
            if (metric.namespace().equals("Communique")) {
                assertThat(metric.dimensions()).as("%s", metric).isEqualTo("FunctionName");
                assertThat(emitted).as("%s", metric).containsKey(metric.name());
                assertThat(emitted.get(metric.name())).as("%s", metric).contains(module(metric.of()));
            } else {
                assertThat(AWS.getOrDefault(metric.namespace() + " " + metric.dimensions(), Set.of()))
                        .as("%s", metric)
                        .contains(metric.name());
            }
        }
    }

    @Test
    void what_is_emitted_is_looked_at() throws IOException {
        assertThat(onTheDashboard().stream()
                        .filter(metric -> metric.namespace().equals("Communique"))
                        .map(Metric::name))
                .containsAll(emitted().keySet());
    }

    @Test
    void the_stack_hands_over_what_they_ask_for() {
        for (String nested : List.of("Dashboard", "Alarms")) {
            Tree properties = Template.main().tree().at("Resources", nested, "Properties");
            Tree wanted = Template.read(properties.text("Location")).tree().at("Parameters");
            assertThat(properties.at("Parameters").entries().keySet())
                    .containsExactlyInAnyOrderElementsOf(wanted.entries().keySet());
            wanted.entries().keySet().stream()
                    .filter(name -> name.matches(".*(Function|Queue|DeadLetters|Failures)"))
                    .forEach(
                            name -> assertThat(properties.at("Parameters", name).refersTo())
                                    .isEqualTo(name));
        }
    }

    /** By name, the modules whose code emits it. */
    private static Map<String, Set<String>> emitted() throws IOException {
        var emitted = new TreeMap<String, Set<String>>();
        for (String module : List.of("api", "site", "mail")) {
            try (Stream<Path> sources = Files.walk(Repository.file("functions/" + module + "/src/main/java"))) {
                for (Path source : sources.filter(Files::isRegularFile).toList()) {
                    EMITTED.matcher(Files.readString(source)).results().forEach(found -> emitted.computeIfAbsent(
                                    found.group(1), any -> new TreeSet<>())
                            .add(module));
                }
            }
        }
        return emitted;
    }

    private static String module(String function) {
        return Template.main()
                .functions()
                .get(function)
                .at("Properties")
                .text("CodeUri")
                .split("/")[1];
    }

    private static List<Metric> onTheDashboard() throws IOException {
        JsonNode body = new ObjectMapper()
                .readTree(Template.read("infra/dashboard.yaml")
                        .tree()
                        .at("Resources", "Newsroom", "Properties", "DashboardBody")
                        .text("Fn::Sub"));
        var metrics = new ArrayList<Metric>();
        for (JsonNode widget : body.get("widgets")) {
            for (JsonNode line : widget.at("/properties/metrics")) {
                var dimensions = new ArrayList<String>();
                String of = "";
                for (int i = 2; i + 1 < line.size(); i += 2) {
                    dimensions.add(line.get(i).asText());
                    of = REFERENCE.matcher(line.get(i + 1).asText()).replaceAll("$1");
                }
                metrics.add(new Metric(line.get(0).asText(), line.get(1).asText(), String.join(" ", dimensions), of));
            }
        }
        return metrics;
    }

    private static List<Metric> inAlarms() {
        var metrics = new ArrayList<Metric>();
        Template.read("infra/alarms.yaml")
                .resources("AWS::CloudWatch::Alarm")
                .values()
                .forEach(alarm -> {
                    Tree properties = alarm.at("Properties");
                    if (!properties.at("MetricName").isMissing()) {
                        metrics.add(metric(properties));
                    }
                    properties.at("Metrics").items().stream()
                            .map(each -> each.at("MetricStat", "Metric"))
                            .filter(each -> !each.isMissing())
                            .forEach(each -> metrics.add(metric(each)));
                });
        return metrics;
    }

    private static Metric metric(Tree tree) {
        List<Tree> dimensions = tree.at("Dimensions").items();
        return new Metric(
                tree.text("Namespace"),
                tree.text("MetricName"),
                String.join(
                        " ", dimensions.stream().map(each -> each.text("Name")).toList()),
                dimensions.isEmpty() ? "" : dimensions.get(0).at("Value").refersTo());
    }
}

package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alarms watch everything there is, ring when they should and not otherwise, and lead to a page that says what to do. */
class AlarmsTest {

    private static final Template ALARMS = Template.read("infra/alarms.yaml");
    private static final Pattern LINK = Pattern.compile("\\$\\{Runbook\\}#([a-z-]+)");
    private static final int A_WEEK = 7 * 24 * 60;

    static Stream<Alarm> alarms() {
        return ALARMS.resources("AWS::CloudWatch::Alarm").entrySet().stream()
                .map(alarm -> new Alarm(alarm.getKey(), alarm.getValue().at("Properties")));
    }

    @Test
    void no_queue_of_what_was_given_up_goes_unwatched() {
        Set<String> given = Template.main().resources("AWS::SQS::Queue").keySet().stream()
                .filter(queue -> queue.endsWith("DeadLetters") || queue.equals("StreamFailures"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(watched("ApproximateNumberOfMessagesVisible", "QueueName"))
                .containsExactlyInAnyOrderElementsOf(given);
    }

    @Test
    void no_function_fails_unnoticed() {
        assertThat(watched("Errors", "FunctionName"))
                .containsExactlyInAnyOrderElementsOf(Template.main().functions().keySet());
    }

    /** The queue of purges is never long, and that of letters has its own patience. */
    @Test
    void no_queue_waits_unnoticed() {
        Set<String> queues = Template.main().resources("AWS::SQS::Queue").keySet().stream()
                .filter(queue -> queue.endsWith("Queue"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(watched("ApproximateAgeOfOldestMessage", "QueueName")).isEqualTo(queues);
    }

    @Test
    void the_dashboard_shows_every_alarm() {
        assertThat(ALARMS.tree().at("Outputs").toString())
                .contains(alarms().map(alarm -> "GetAtt=" + alarm.id() + ".Arn").toList());
        assertThat(Template.read("infra/dashboard.yaml").tree().toString())
                .contains("[\"${AlarmArns}\", \"${MoreAlarmArns}\"]");
    }

    @Test
    void no_reader_of_a_stream_is_behind_unnoticed() {
        assertThat(watched("IteratorAge", "FunctionName"))
                .containsExactlyInAnyOrderElementsOf(Template.main().sources("DynamoDB").stream()
                        .map(Template.Source::function)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @MethodSource("alarms")
    void each_leads_to_a_part_of_the_runbook(Alarm alarm) throws IOException {
        List<String> parts = Files.readAllLines(Repository.file("docs/operations.md")).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
                .toList();
        assertThat(LINK.matcher(alarm.properties().at("AlarmDescription").text("Fn::Sub"))
                        .results())
                .extracting(found -> found.group(1))
                .hasSize(1)
                .isSubsetOf(parts);
        assertThat(alarm.properties().at("AlarmActions").toString()).contains("Bell");
    }

    @ParameterizedTest
    @MethodSource("alarms")
    void each_rings_when_its_trouble_lasts(Alarm alarm) {
        double[] trouble = new double[30];
        Arrays.fill(trouble, 5, 20, alarm.threshold() * 1.1 + 1);
        assertThat(alarm.rings(trouble)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("alarms")
    void none_rings_in_a_calm_week(Alarm alarm) {
        assertThat(alarm.rings(IntStream.range(0, A_WEEK)
                        .mapToDouble(minute -> alarm.onACalmDay(minute))
                        .toArray()))
                .isFalse();
    }

    private static Set<String> watched(String metric, String dimension) {
        return alarms().flatMap(alarm -> Pattern.compile("MetricName=" + metric + ",[^}]*Dimensions=\\[\\{Name="
                                + dimension + ", Value=\\{Ref=(\\w+)\\}")
                        .matcher(alarm.properties().toString())
                        .results())
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** An alarm as CloudWatch evaluates it: so many of the last periods are above the threshold, missing ones are not. */
    record Alarm(String id, Tree properties) {

        double threshold() {
            return Double.parseDouble(properties.text("Threshold"));
        }

        /** What is usual: one stray error an hour, a cold start, a mailing that takes its time. */
        double onACalmDay(int minute) {
            String all = properties.toString();
            if (all.contains("Lateness")) {
                return minute % 97 == 0 ? 2_400 : 180;
            }
            if (all.contains("ReleasedTo")) {
                return minute % 240 == 0 ? 70_000 : 900;
            }
            if (all.contains("IteratorAge")) {
                return minute % 240 == 0 ? 61_000 : 800;
            }
            if (all.contains("ApproximateAgeOfOldestMessage")) {
                return minute % 240 == 0 ? 1_801 : 2;
            }
            if (all.contains("Reputation.")) {
                return all.contains("Bounce") ? 0.01 : 0.0003;
            }
            if (all.contains("ApproximateNumberOfMessagesVisible")
                    || all.contains("StoppedForComplaints")
                    || all.contains("MailHeldAfterRestore")) {
                return 0;
            }
            return minute % 60 == 0 ? 1 : 0;
        }

        boolean rings(double[] values) {
            int periods = properties.at("EvaluationPeriods").number();
            int needed = properties.at("DatapointsToAlarm").isMissing()
                    ? periods
                    : properties.at("DatapointsToAlarm").number();
            return IntStream.rangeClosed(0, values.length - periods)
                    .anyMatch(from -> Arrays.stream(values, from, from + periods)
                                    .filter(value -> value > threshold())
                                    .count()
                            >= needed);
        }

        @Override
        public String toString() {
            return id;
        }
    }
}

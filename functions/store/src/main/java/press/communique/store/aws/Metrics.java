package press.communique.store.aws;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * Figures about what a function does, for dashboards and alarms: a line of JSON on the standard output, out of which
 * CloudWatch makes a metric without a call
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 *
 * <pre>{@code new Metrics(System.getenv()).milliseconds("Lateness", 180);}</pre>
 */
public final class Metrics {

    private final String function;
    private final PrintStream lines;

    public Metrics(Map<String, String> environment) {
        this(environment, System.out);
    }

    Metrics(Map<String, String> environment, PrintStream lines) {
        this.function = environment.getOrDefault("AWS_LAMBDA_FUNCTION_NAME", "local");
        this.lines = lines;
    }

    public void milliseconds(String name, long value) {
        print(name, "Milliseconds", String.valueOf(value));
    }

    /** Nothing is said of nothing. */
    public void count(String name, long value) {
        if (value != 0) {
            print(name, "Count", String.valueOf(value));
        }
    }

    /** @param value 0.003 is three in a thousand */
    public void ratio(String name, double value) {
        print(name, "None", String.format(Locale.ROOT, "%.6f", value));
    }

    private void print(String name, String unit, String value) {
        String line = """
                {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Communique","Dimensions":[["FunctionName"]],\
                "Metrics":[{"Name":"%s","Unit":"%s"}]}]},"FunctionName":"%s","%s":%s}\
                """.formatted(Instant.now().toEpochMilli(), name, unit, function, name, value);
        lines.println(line);
    }
}

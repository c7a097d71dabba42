package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the CDN logs of a request: fields that it knows, and nothing of the reader. */
class CdnLogFieldsTest {

    /**
     * Real-time logs have others, such as {@code timestamp}; with one of those the delivery is refused. Those that tell who reads
     * (addresses, cookies, query strings, referrers) are left out here.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html">Log file
     *     fields</a>
     */
    private static final List<String> HARMLESS = List.of(
            "date",
            "time",
            "x-edge-location",
            "sc-bytes",
            "cs-method",
            "cs(Host)",
            "cs-uri-stem",
            "sc-status",
            "cs(User-Agent)",
            "x-edge-result-type",
            "x-edge-request-id",
            "x-host-header",
            "cs-protocol",
            "cs-bytes",
            "time-taken",
            "ssl-protocol",
            "ssl-cipher",
            "x-edge-response-result-type",
            "cs-protocol-version",
            "time-to-first-byte",
            "x-edge-detailed-result-type",
            "sc-content-type",
            "sc-content-len",
            "sc-range-start",
            "sc-range-end");

    @Test
    void fields_are_those_of_standard_logs_and_tell_of_no_reader() {
        List<String> fields = Template.read("infra/us-east-1.yaml")
                .resources("AWS::Logs::Delivery")
                .get("LogDelivery")
                .at("Properties", "RecordFields")
                .items()
                .stream()
                .map(Tree::text)
                .toList();

        assertThat(fields).isNotEmpty().isSubsetOf(HARMLESS);
    }
}

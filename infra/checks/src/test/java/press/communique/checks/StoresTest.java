package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds data outlives mistakes: tables and buckets are kept, closed and can be brought back. */
class StoresTest {

    private static final Template TEMPLATE = Template.main();

    static Stream<String> tables() {
        return TEMPLATE.resources("AWS::DynamoDB::Table").keySet().stream();
    }

    static Stream<String> buckets() {
        return TEMPLATE.resources("AWS::S3::Bucket").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void tableIsKeptAndCanBeBroughtBack(String id) {
        Tree table = TEMPLATE.tree().at("Resources", id);

        assertThat(table.text("DeletionPolicy")).isEqualTo("Retain");
        assertThat(table.text("UpdateReplacePolicy")).isEqualTo("Retain");
        assertThat(table.at("Properties").text("BillingMode")).isEqualTo("PAY_PER_REQUEST");
        assertThat(table.at("Properties", "DeletionProtectionEnabled").value()).isEqualTo(true);
        assertThat(table.at("Properties", "PointInTimeRecoverySpecification", "PointInTimeRecoveryEnabled")
                        .value())
                .isEqualTo(true);
        assertThat(table.at("Properties", "TimeToLiveSpecification", "AttributeName")
                        .value())
                .isEqualTo("expiresAt");
    }

    @ParameterizedTest
    @MethodSource("buckets")
    void bucketIsClosedEncryptedAndTakesTlsOnly(String id) {
        Tree bucket = TEMPLATE.tree().at("Resources", id);

        assertThat(bucket.text("DeletionPolicy")).isEqualTo("Retain");
        assertThat(bucket.at("Properties", "PublicAccessBlockConfiguration")
                        .entries()
                        .values())
                .hasSize(4)
                .allMatch(blocked -> Boolean.TRUE.equals(blocked.value()));
        assertThat(bucket.at("Properties", "BucketEncryption").isMissing()).isFalse();
        List<Tree> policies = TEMPLATE.resources("AWS::S3::BucketPolicy").values().stream()
                .map(policy -> policy.at("Properties"))
                .filter(policy -> policy.at("Bucket").refersTo().equals(id))
                .toList();
        assertThat(policies).hasSize(1);
        assertThat(policies.get(0).at("PolicyDocument", "Statement").items().stream()
                        .map(statement -> statement.at("Sid").value())
                        .collect(Collectors.toList()))
                .contains("TlsOnly");
    }
}

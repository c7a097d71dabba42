package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A poison record or message blocks nobody: what every event source and queue must declare for that. */
class SourcesTest {

    private static final Template TEMPLATE = Template.main();

    static Stream<Template.Source> streams() {
        return TEMPLATE.sources("DynamoDB").stream();
    }

    static Stream<Template.Source> queueSources() {
        return TEMPLATE.sources("SQS").stream();
    }

    static Stream<String> queues() {
        return TEMPLATE.resources("AWS::SQS::Queue").keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("streams")
    void streamBoundsItsRetriesAndKeepsItsFailures(Template.Source stream) {
        Tree properties = stream.properties();

        assertThat(properties.at("MaximumRetryAttempts").number()).isBetween(1, 100);
        assertThat(properties.at("MaximumRecordAgeInSeconds").number()).isBetween(60, 86_400);
        assertThat(properties.at("BisectBatchOnFunctionError").value()).isEqualTo(true);
        assertThat(properties.at("FunctionResponseTypes").value()).isEqualTo(List.of("ReportBatchItemFailures"));
        assertThat(TEMPLATE.resources("AWS::SQS::Queue"))
                .containsKey(properties
                        .at("DestinationConfig", "OnFailure", "Destination")
                        .refersTo());
    }

    @ParameterizedTest
    @MethodSource("streams")
    void streamWakesItsFunctionOnlyForWhatItActsOn(Template.Source stream) {
        List<Tree> filters = stream.properties().at("FilterCriteria", "Filters").items();

        assertThat(filters).isNotEmpty();
        assertThat(filters).allSatisfy(filter -> assertThat(filter.text("Pattern"))
                .startsWith("{\"dynamodb\": {\"Keys\": {\"sk\": {\"S\": ["));
    }

    @Test
    void noStreamHasMoreThanTwoReaders() {
        // More are throttled: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
        Map<String, Long> readers = streams()
                .collect(Collectors.groupingBy(
                        source -> source.properties().at("Stream").refersTo(), Collectors.counting()));

        assertThat(readers).isNotEmpty();
        assertThat(readers.values()).allMatch(count -> count <= 2);
    }

    @Test
    void streamsCarryKeysOnly() {
        assertThat(streams().map(source -> source.properties().at("Stream").refersTo()))
                .allSatisfy(table -> assertThat(TEMPLATE.tree()
                                .at("Resources", table, "Properties", "StreamSpecification", "StreamViewType")
                                .text())
                        .isEqualTo("KEYS_ONLY"));
    }

    @ParameterizedTest
    @MethodSource("queueSources")
    void queueSourceReportsWhatFailedAndLeavesTimeForIt(Template.Source source) {
        Tree queue = queue(source.properties().at("Queue").refersTo());

        assertThat(source.properties().at("FunctionResponseTypes").value())
                .isEqualTo(List.of("ReportBatchItemFailures"));
        assertThat(queue.at("RedrivePolicy", "maxReceiveCount").number()).isBetween(2, 100);
        // Six times, as AWS says: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
        assertThat(queue.at("VisibilityTimeout").number())
                .isGreaterThanOrEqualTo(6 * TEMPLATE.timeout(source.function()));
    }

    /** One that finds no time left goes back to its queue, and its reader waits for minutes. */
    @Test
    void everyLetterOfARunHasTheTimeThatItMayTake() {
        int aTurnAndACall = 20 + 12;
        Template.Source letters = queueSources()
                .filter(source -> source.function().equals("LetterFunction"))
                .findFirst()
                .orElseThrow();
        assertThat(letters.properties().at("BatchSize").number() * aTurnAndACall)
                .isLessThanOrEqualTo(TEMPLATE.timeout(letters.function()));
    }

    @ParameterizedTest
    @MethodSource("queues")
    void queueIsEncryptedByAwsOrByAKeyOfOnesOwn(String queue) {
        var none = Map.of("Ref", "AWS::NoValue");
        assertThat(queue(queue).at("SqsManagedSseEnabled").value())
                .isEqualTo(Map.of("Fn::If", List.of("HasOwnKey", none, true)));
        assertThat(queue(queue).at("KmsMasterKeyId").value())
                .isEqualTo(Map.of("Fn::If", List.of("HasOwnKey", Map.of("Fn::GetAtt", "Key.Outputs.Arn"), none)));
    }

    /** EventBridge does not tell KMS where an event is from: https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
    @Test
    void servicesMaySendUnderAKeyOfOnesOwnWhateverTheirSource() {
        List<Tree> statements = Template.read("infra/key.yaml")
                .tree()
                .at("Resources", "Key", "Properties", "KeyPolicy", "Statement")
                .items();

        assertThat(statements).anySatisfy(statement -> {
            assertThat(statement.at("Principal", "Service").value())
                    .isEqualTo(List.of("events.amazonaws.com", "s3.amazonaws.com"));
            assertThat(statement.at("Action").value()).isEqualTo(List.of("kms:Decrypt", "kms:GenerateDataKey"));
            assertThat(statement.at("Condition").isMissing()).isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("queues")
    void queueIsReadOrKeepsWhatFailedForTwoWeeks(String queue) {
        boolean read = queueSources()
                .anyMatch(source -> source.properties().at("Queue").refersTo().equals(queue));

        if (read) {
            String deadLetters =
                    queue(queue).at("RedrivePolicy", "deadLetterTargetArn").refersTo();
            // SQS takes only a FIFO queue as the dead-letter queue of one.
            assertThat(queue(deadLetters).at("FifoQueue").value())
                    .isEqualTo(queue(queue).at("FifoQueue").value());
        } else {
            assertThat(queue(queue).at("MessageRetentionPeriod").number()).isEqualTo(1_209_600);
        }
    }

    private static Tree queue(String id) {
        Tree queue = TEMPLATE.tree().at("Resources", id);
        assertThat(queue.at("Type").value()).as(id).isEqualTo("AWS::SQS::Queue");
        return queue.at("Properties");
    }
}

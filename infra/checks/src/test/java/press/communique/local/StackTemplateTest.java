package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.template.Function;
import press.communique.local.template.Queue;
import press.communique.local.template.QueueSource;
import press.communique.local.template.Route;
import press.communique.local.template.StackTemplate;
import press.communique.local.template.StreamSource;
import press.communique.local.template.Table;

class StackTemplateTest {

    private static final Map<String, String> PARAMETERS = Map.of(
            "SiteUrl", "http://localhost:1", "TokenIssuer", "https://issuer.example", "TokenAudience", "newsroom");

    @TempDir
    private Path directory;

    private final StackTemplate small = StackTemplate.read(SmallStack.TEMPLATE, PARAMETERS);

    private Function function(String id) {
        return small.functions().stream()
                .filter(function -> function.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tables_have_their_keys_indexes_stream_and_expiry() {
        Table table = small.tables().get(0);
        assertThat(table.name()).isEqualTo("OrderTable");
        assertThat(table.keys()).containsExactly(new Table.Key("pk", "HASH"), new Table.Key("sk", "RANGE"));
        assertThat(table.stream()).isEqualTo("KEYS_ONLY");
        assertThat(table.timeToLive()).isEqualTo("expiresAt");
        assertThat(table.localIndexes()).extracting(Table.Index::name).containsExactly("byDate");
        assertThat(table.globalIndexes())
                .containsExactly(
                        new Table.Index("dates", List.of(new Table.Key("date", "HASH")), "INCLUDE", List.of("title")));
    }

    @Test
    void queues_have_their_dead_letters() {
        assertThat(small.queues())
                .contains(new Queue(
                        "OrderedQueue", "OrderedQueue.fifo", true, true, 1, 0, 345_600, "OrderedDeadLetters.fifo", 2));
    }

    @Test
    void buckets_have_names_in_lower_case() {
        assertThat(small.buckets()).extracting("name").containsExactly("site-bucket", "kept-private");
    }

    @Test
    void a_resource_whose_condition_does_not_hold_is_not_made() throws Exception {
        Path file = Files.writeString(directory.resolve("template.yaml"), """
                Parameters: {Stage: {Type: String}}
                Conditions: {IsProd: !Equals [!Ref Stage, prod]}
                Resources:
                  Always: {Type: AWS::SQS::Queue}
                  InProd: {Type: AWS::SQS::Queue, Condition: IsProd}
                """);
        assertThat(StackTemplate.read(file, Map.of("Stage", "test")).queues())
                .extracting(Queue::id)
                .containsExactly("Always");
        assertThat(StackTemplate.read(file, Map.of("Stage", "prod")).queues()).hasSize(2);
    }

    @Test
    void functions_have_their_event_sources() {
        assertThat(function("OrderFunction").streams())
                .containsExactly(new StreamSource(
                        "Records",
                        "OrderTable",
                        3,
                        0,
                        List.of("{\"dynamodb\": {\"Keys\": {\"sk\": {\"S\": [{\"prefix\": \"WANTED\"}, \"EXACT\"]}}}}"),
                        2,
                        -1,
                        false,
                        false,
                        false,
                        "Failures"));
        assertThat(function("RetriedFunction").queues())
                .containsExactly(new QueueSource("Messages", "RetriedQueue", 5, 0, List.of(), 2, true));
        assertThat(function("TickFunction").schedules().get(0).every()).hasHours(1);
        assertThat(function("FallbackFunction").url()).isTrue();
        assertThat(function("EchoFunction").timeoutSeconds()).isEqualTo(1);
        assertThat(function("OrderFunction").timeoutSeconds())
                .as("from Globals")
                .isEqualTo(10);
        Route guarded = function("EchoFunction").routes().get(0);
        assertThat(guarded.authorizer())
                .isEqualTo(new Route.Authorizer("Tokens", "https://issuer.example", List.of("newsroom"), List.of()));
        assertThat(function("EchoFunction").routes().get(3).authorizer())
                .as("Authorizer: NONE")
                .isNull();
    }

    @Test
    void variables_are_resolved_to_what_is_on_this_machine() {
        assertThat(small.environment(
                        "EchoFunction", queue -> "http://queues/" + queue, secret -> "secret of " + secret))
                .containsEntry("GREETING", "hello")
                .containsEntry("TABLE", "OrderTable")
                .containsEntry("QUEUE_URL", "http://queues/RetriedQueue")
                .containsEntry("QUEUE_ARN", "arn:aws:sqs:eu-central-1:000000000000:RetriedQueue")
                .containsEntry("SUB", "hello OrderTable ${literal} http://localhost:1/")
                .containsEntry("JOINED", "a-hello")
                .containsEntry("CHOSEN", "grass")
                .containsEntry("SELECTED", "y")
                .containsEntry("SECRET", "secret of Secret")
                .containsEntry("DISTRIBUTION", "ELOCAL")
                .doesNotContainKey("ABSENT");
    }

    @Test
    void the_cdns_headers_come_from_its_policy() {
        assertThat(small.cdnHeaders().at("/news/"))
                .containsEntry("Content-Security-Policy", "default-src 'none'")
                .containsEntry("Strict-Transport-Security", "max-age=60; includeSubDomains")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Permissions-Policy", "camera=()");
    }

    @Test
    void what_cannot_be_understood_is_a_sentence() throws IOException {
        says("a: [", "YAML");
        says("just text", "CloudFormation");
        says("Resources: {F: {Type: AWS::Serverless::Function, Properties: {Timeout: 3}}}", "F", "Handler");
        says("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Nobody}}}", "Nobody");
        says(
                "Parameters: {P: {Type: String}}\nResources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref P}}}",
                "parameter P",
                "-Dparameter.P");
        says("Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !ImportValue X}}}", "ImportValue");
        says(functionWith("Events: {E: {Type: Kinesis, Properties: {Stream: x}}}"), "E", "Kinesis");
        says(
                functionWith("Events: {E: {Type: Schedule, Properties: {Schedule: 'cron(0 8 * * ? *)'}}}"),
                "cron",
                "rate(");
        assertThatThrownBy(() -> StackTemplate.read(directory.resolve("absent.yaml"), Map.of()))
                .isInstanceOf(StackMistake.class)
                .hasMessageContaining("absent.yaml");
    }

    private static String functionWith(String properties) {
        return "Resources: {F: {Type: AWS::Serverless::Function, Properties: {Handler: x.Y::handleRequest, "
                + properties + "}}}";
    }

    private void says(String yaml, String... words) throws IOException {
        Path file = Files.writeString(directory.resolve("template.yaml"), yaml);
        assertThatThrownBy(() -> StackTemplate.read(file, Map.of()))
                .as(yaml)
                .isInstanceOf(StackMistake.class)
                .hasMessageContainingAll(words);
    }
}

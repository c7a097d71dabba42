package press.communique.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.engine.Clients;
import press.communique.local.engine.DynamoDbEngine;
import press.communique.local.engine.Endpoints;
import press.communique.local.engine.Resources;
import press.communique.local.engine.S3Engine;
import press.communique.local.engine.SqsEngine;
import press.communique.local.template.StackTemplate;
import press.communique.simulation.cloud.Crew;
import press.communique.simulation.cloud.Deployment;
import press.communique.simulation.cloud.DynamoDb;
import press.communique.simulation.cloud.Faults;
import press.communique.simulation.cloud.Queues;
import press.communique.simulation.cloud.World;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The same calls to the simulated services and to the engines of the local stack: the same answers. */
class ContractTest {

    private static final String TABLE = "PostsTable";

    @TempDir
    static Path folder;

    private static DynamoDbEngine tables;
    private static S3Engine files;
    private static SqsEngine queues;
    private static Clients engines;
    private static Map<String, String> urls;
    private static World world;
    private static Deployment simulated;

    @BeforeAll
    static void start() throws Exception {
        tables = new DynamoDbEngine(folder.resolve("tables"));
        files = new S3Engine(folder.resolve("files"), List.of());
        queues = new SqsEngine(folder.resolve("queues"), "eu-central-1");
        URI none = URI.create("http://127.0.0.1:1");
        engines = new Clients(
                Endpoints.local("eu-central-1", tables.endpoint(), files.endpoint(), queues.endpoint(), none, none));
        StackTemplate stack = Deployment.template();
        urls = new Resources(engines).create(stack);
        world = new World(1, new Crew(ContractTest.class.getClassLoader()), Faults.none());
        simulated = new Deployment(world, stack, ContractTest.class.getClassLoader(), false);
    }

    @AfterAll
    static void stop() throws Exception {
        engines.close();
        queues.close();
        files.close();
        tables.close();
    }

    // ---------------------------------------------------------------- DynamoDB

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue n(long number) {
        return AttributeValue.fromN(String.valueOf(number));
    }

    private static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of("pk", s(pk), "sk", s(sk));
    }

    /** Answers one after the other, of errors their names. */
    private static final class Script {
        private final DynamoDbClient dynamo;
        private final List<String> answers = new ArrayList<>();

        Script(DynamoDbClient dynamo) {
            this.dynamo = dynamo;
        }

        void ask(String what, Supplier<Object> call) {
            answers.add(what + ": " + answer(call));
        }

        void update(String sk, String update, String condition, Map<String, AttributeValue> values) {
            ask(update + " if " + condition, () -> dynamo.updateItem(change -> change.tableName(TABLE)
                            .key(key("A", sk))
                            .updateExpression(update)
                            .conditionExpression(condition)
                            .expressionAttributeValues(values.isEmpty() ? null : values)
                            .returnValues("ALL_NEW"))
                    .attributes());
        }

        void look(String sk) {
            ask("get " + sk, () -> dynamo.getItem(
                            get -> get.tableName(TABLE).consistentRead(true).key(key("A", sk)))
                    .item());
        }

        void query(String condition, Map<String, AttributeValue> values, String index, Integer limit, boolean forward) {
            ask("query " + condition + " " + index, () -> {
                QueryResponse page = dynamo.query(query -> query.tableName(TABLE)
                        .indexName(index)
                        .consistentRead(index == null || index.equals("byDate"))
                        .limit(limit)
                        .scanIndexForward(forward)
                        .keyConditionExpression(condition)
                        .expressionAttributeValues(values));
                return page.items().stream().map(ContractTest::sorted).toList() + " then "
                        + sorted(page.lastEvaluatedKey());
            });
        }
    }

    private static Object sorted(Object answer) {
        return answer instanceof Map<?, ?> map ? new TreeMap<>(map) : answer;
    }

    private static String answer(Supplier<Object> call) {
        try {
            return String.valueOf(sorted(call.get()));
        } catch (TransactionCanceledException cancelled) {
            return "cancelled "
                    + cancelled.cancellationReasons().stream()
                            .map(CancellationReason::code)
                            .toList();
        } catch (AwsServiceException refused) {
            String code = refused.awsErrorDetails() == null
                    ? ""
                    : refused.awsErrorDetails().errorCode();
            return code == null || code.isEmpty() || code.equals("ValidationException")
                    ? refused.statusCode() + ""
                    : refused.statusCode() + " " + refused.getClass().getSimpleName();
        }
    }

    private static List<String> dynamoDb(DynamoDbClient dynamo) {
        var script = new Script(dynamo);
        script.look("1");
        script.update("1", "SET a = :a, n = :n", "attribute_not_exists(pk)", Map.of(":a", s("x"), ":n", n(1)));
        script.update("1", "SET a = :a", "attribute_not_exists(pk)", Map.of(":a", s("y")));
        script.update(
                "1",
                "ADD n :n, m :n, texts :t",
                null,
                Map.of(":n", n(5), ":t", AttributeValue.fromSs(List.of("b", "a"))));
        script.update(
                "1",
                "ADD texts :t",
                "n > :five",
                Map.of(":five", n(5), ":t", AttributeValue.fromSs(List.of("a", "c"))));
        script.update(
                "1",
                "SET a = :a REMOVE m",
                "n = :n AND (attribute_not_exists(zz) OR zz = :a)",
                Map.of(":a", s("z"), ":n", n(6)));
        script.update("1", "SET q = :a", "n < :n OR a <> :a", Map.of(":a", s("z"), ":n", n(6)));
        script.update(
                "1",
                "SET q = :a",
                "a IN (:a, :b) AND size(texts) = :n",
                Map.of(":a", s("z"), ":b", s("w"), ":n", n(3)));
        script.update(
                "1",
                "SET many = list_append(if_not_exists(many, :none), :one)",
                null,
                Map.of(":none", AttributeValue.fromL(List.of()), ":one", AttributeValue.fromL(List.of(n(1), n(2)))));
        script.update("1", "SET many[0] = :n REMOVE many[1]", null, Map.of(":n", n(9)));
        script.update(
                "1",
                "SET since = if_not_exists(since, :a)",
                "contains(texts, :c)",
                Map.of(":a", s("first"), ":c", s("c")));
        script.update(
                "1",
                "SET since = if_not_exists(since, :a)",
                "contains(texts, :c)",
                Map.of(":a", s("second"), ":c", s("nobody")));
        script.update("2", "SET a = :a", "NOT attribute_exists(pk)", Map.of(":a", s("x")));
        script.update("3", "ADD n :n", "attribute_exists(pk)", Map.of(":n", n(1)));
        script.look("1");
        script.look("3");
        for (int i = 0; i < 5; i++) {
            int number = i;
            script.ask("put", () -> dynamo.putItem(put -> put.tableName(TABLE)
                            .item(Map.of(
                                    "pk", s("LIST"),
                                    "sk", s("ENTRY#" + number),
                                    "date", s("2026-1" + (9 - number)),
                                    "openKind", s("kind"),
                                    "openSince", s("t" + number),
                                    "text", s("x"))))
                    .attributes());
        }
        // Ours shows in an index a moment later.
        world.runUntil(world.now() + World.SECOND);
        Map<String, AttributeValue> list = Map.of(":pk", s("LIST"));
        script.query("pk = :pk", list, null, 2, true);
        script.query("pk = :pk", list, "byDate", 3, false);
        script.query("pk = :pk", list, "byDate", null, true);
        script.query("pk = :pk AND sk > :sk", Map.of(":pk", s("LIST"), ":sk", s("ENTRY#2")), null, null, true);
        script.query(
                "pk = :pk AND sk BETWEEN :a AND :b",
                Map.of(":pk", s("LIST"), ":a", s("ENTRY#1"), ":b", s("ENTRY#3")),
                null,
                null,
                false);
        script.query(
                "pk = :pk AND begins_with(sk, :sk)", Map.of(":pk", s("LIST"), ":sk", s("ENTRY#4")), null, null, true);
        script.query("openKind = :k AND openSince < :t", Map.of(":k", s("kind"), ":t", s("t3")), "open", null, true);
        script.ask(
                "index, consistently",
                () -> dynamo.query(query -> query.tableName(TABLE)
                        .indexName("open")
                        .consistentRead(true)
                        .keyConditionExpression("openKind = :k")
                        .expressionAttributeValues(Map.of(":k", s("kind")))));
        script.ask("batch", () -> dynamo
                .batchGetItem(get -> get.requestItems(Map.of(
                        TABLE,
                        KeysAndAttributes.builder()
                                .consistentRead(true)
                                .keys(key("A", "2"), key("A", "none"))
                                .build())))
                .responses()
                .get(TABLE)
                .stream()
                .map(ContractTest::sorted)
                .toList());
        script.ask(
                "batch with one key twice",
                () -> dynamo.batchGetItem(get -> get.requestItems(Map.of(
                        TABLE,
                        KeysAndAttributes.builder()
                                .keys(key("A", "2"), key("A", "2"))
                                .build()))));
        script.ask("transaction", () -> dynamo.transactWriteItems(write -> write.transactItems(
                        change("A", "2", "SET b = :b", "a = :x"), check("A", "1", "attribute_not_exists(nothing)")))
                .hasConsumedCapacity());
        script.ask(
                "transaction whose second does not hold",
                () -> dynamo.transactWriteItems(write -> write.transactItems(
                        change("A", "4", "SET b = :b", "attribute_not_exists(a) OR a = :x"),
                        check("A", "none", "attribute_exists(pk)"))));
        script.ask(
                "transaction with one item twice",
                () -> dynamo.transactWriteItems(write -> write.transactItems(
                        change("A", "2", "SET b = :b", "a = :x"), check("A", "2", "attribute_exists(pk)"))));
        script.look("2");
        script.look("4");
        script.ask("delete", () -> dynamo.deleteItem(delete ->
                        delete.tableName(TABLE).key(key("A", "2")).conditionExpression("attribute_not_exists(a)"))
                .attributes());
        script.ask("delete what is not there", () -> dynamo.deleteItem(
                        delete -> delete.tableName(TABLE).key(key("A", "none")))
                .attributes());
        script.ask(
                "empty key of an index",
                () -> dynamo.putItem(put -> put.tableName(TABLE)
                        .item(Map.of("pk", s("A"), "sk", s("9"), "openKind", s(""), "openSince", s("t")))));
        return script.answers;
    }

    private static TransactWriteItem change(String pk, String sk, String update, String condition) {
        return TransactWriteItem.builder()
                .update(item -> item.tableName(TABLE)
                        .key(key(pk, sk))
                        .updateExpression(update)
                        .conditionExpression(condition)
                        .expressionAttributeValues(Map.of(":b", s("b"), ":x", s("x"))))
                .build();
    }

    private static TransactWriteItem check(String pk, String sk, String condition) {
        return TransactWriteItem.builder()
                .conditionCheck(item -> item.tableName(TABLE).key(key(pk, sk)).conditionExpression(condition))
                .build();
    }

    @Test
    void tablesAnswerAsDynamoDbLocalDoes() {
        assertThat(dynamoDb(world.part(DynamoDb.class))).isEqualTo(dynamoDb(engines.dynamoDb()));
    }

    // ---------------------------------------------------------------- S3

    private static List<String> s3(S3Client s3) {
        var answers = new ArrayList<String>();
        var etags = new ArrayList<String>();
        answers.add("head: "
                + answer(() -> s3.headObject(head -> head.bucket("site-bucket").key("a"))));
        for (String[] put : new String[][] {
            {"a", "one", "none", null},
            {"a", "two", "none", null},
            {"a", "two", "match", "0"},
            {"a", "three", "match", "0"},
            {"b", "x", "match", "0"},
            {"b", "y", null, null},
            {"c/d", "z", null, null}
        }) {
            answers.add("put " + String.join(" ", put[0], put[1], "" + put[2]) + ": "
                    + answer(() -> {
                        etags.add(s3.putObject(
                                        object -> {
                                            object.bucket("site-bucket")
                                                    .key(put[0])
                                                    .metadata(Map.of("stamp", put[1]));
                                            if ("none".equals(put[2])) {
                                                object.ifNoneMatch("*");
                                            } else if ("match".equals(put[2])) {
                                                object.ifMatch(etags.get(0));
                                            }
                                        },
                                        RequestBody.fromString(put[1]))
                                .eTag());
                        return "taken";
                    }));
        }
        answers.add("get: "
                + answer(() -> {
                    var got =
                            s3.getObjectAsBytes(get -> get.bucket("site-bucket").key("a"));
                    return got.asUtf8String() + " " + got.response().metadata();
                }));
        answers.add("list: "
                + answer(() -> s3
                        .listObjectsV2(list -> list.bucket("site-bucket").startAfter("a"))
                        .contents()
                        .stream()
                        .map(object -> object.key())
                        .toList()));
        answers.add("delete: "
                + answer(() -> {
                    s3.deleteObject(delete -> delete.bucket("site-bucket").key("b"));
                    return "gone";
                }));
        answers.add("delete again: "
                + answer(() -> {
                    s3.deleteObject(delete -> delete.bucket("site-bucket").key("b"));
                    return "gone";
                }));
        answers.add("get: "
                + answer(() -> s3.getObjectAsBytes(
                                get -> get.bucket("site-bucket").key("b")))
                        .substring(0, 3));
        return answers;
    }

    @Test
    void bucketsAnswerAsS3ProxyDoes() {
        assertThat(s3(simulated.buckets())).isEqualTo(s3(engines.s3()));
    }

    // ---------------------------------------------------------------- SQS

    private static List<String> sqs(SqsClient sqs, String purges) {
        var answers = new ArrayList<String>();
        // A batch of nothing is not asked for: ElasticMQ takes it, and SQS, which we follow, does not.
        for (String[] message : new String[][] {{"g", "1"}, {"g", "1"}, {"g", "2"}, {"h", "3"}}) {
            sqs.sendMessage(
                    send -> send.queueUrl(purges).messageGroupId(message[0]).messageBody(message[1]));
        }
        return answers;
    }

    @Test
    void queuesKeepOneOfTwoMessagesThatAreTheSame() {
        String engine = urls.get("PurgeQueue") == null ? urls.get("PurgeQueue.fifo") : urls.get("PurgeQueue");
        String ours = urls.get("PurgeQueue") == null ? "PurgeQueue.fifo" : "PurgeQueue";

        assertThat(sqs(simulated.queues(), Queues.url(ours))).isEqualTo(sqs(engines.sqs(), engine));

        List<String> received =
                engines
                        .sqs()
                        .receiveMessage(receive -> receive.queueUrl(engine).maxNumberOfMessages(10))
                        .messages()
                        .stream()
                        .map(message -> message.body())
                        .toList();
        assertThat(simulated.queues().messages(ours))
                .extracting(Queues.Message::body)
                .containsExactlyElementsOf(received);
    }
}

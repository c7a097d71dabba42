package press.communique.store.testing;

import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import press.communique.store.aws.AwsClients;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.main.ServerRunner;

/**
 * Two fresh tables, as {@code template.yaml} makes them but without their streams, which take DynamoDB Local a third of
 * its time and which only the local stack reads, in a DynamoDB Local that is started once in each JVM.
 *
 * <pre>{@code
 * var tables = new LocalTables();
 * var posts = new Posts(tables.environment());
 * }</pre>
 *
 * <p>Every instance has tables of its own, so tests do not see each other's items.
 */
public final class LocalTables {

    private final String posts = "posts-" + UUID.randomUUID();
    private final String audience = "audience-" + UUID.randomUUID();

    public LocalTables() {
        create(CreateTableRequest.builder()
                .tableName(posts)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        text("pk"),
                        text("sk"),
                        text("date"),
                        text("openKind"),
                        text("openSince"),
                        text("shelf"),
                        text("id"))
                .keySchema(keys("pk", "sk"))
                .localSecondaryIndexes(LocalSecondaryIndex.builder()
                        .indexName("byDate")
                        .keySchema(keys("pk", "date"))
                        .projection(project(ProjectionType.ALL))
                        .build())
                .globalSecondaryIndexes(open(), index("newest", "shelf", "id", ProjectionType.ALL))
                .build());
        create(CreateTableRequest.builder()
                .tableName(audience)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text("pk"), text("sk"), text("openKind"), text("openSince"))
                .keySchema(keys("pk", "sk"))
                .globalSecondaryIndexes(open())
                .build());
    }

    /** On a busy machine the first answer may come too late, and the client asks again. */
    private void create(CreateTableRequest request) {
        try {
            client().createTable(request);
        } catch (ResourceInUseException thereByTheFirstAttempt) {
            // The name is random, so the table is ours.
        }
    }

    /** What a function would be told: both tables and where they are. */
    public Map<String, String> environment() {
        return Map.of(
                "POSTS_TABLE",
                posts,
                "AUDIENCE_TABLE",
                audience,
                "AWS_REGION",
                "eu-central-1",
                "AWS_ACCESS_KEY_ID",
                "local",
                "AWS_SECRET_ACCESS_KEY",
                "local",
                "AWS_ENDPOINT_URL_DYNAMODB",
                Engine.ENDPOINT);
    }

    public String posts() {
        return posts;
    }

    public String audience() {
        return audience;
    }

    /** One client for all tests of this JVM. */
    public DynamoDbClient client() {
        return Engine.CLIENT;
    }

    private static GlobalSecondaryIndex open() {
        return index("open", "openKind", "openSince", ProjectionType.KEYS_ONLY);
    }

    private static GlobalSecondaryIndex index(String name, String hash, String range, ProjectionType projected) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(keys(hash, range))
                .projection(project(projected))
                .build();
    }

    private static Projection project(ProjectionType type) {
        return Projection.builder().projectionType(type).build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static List<KeySchemaElement> keys(String hash, String range) {
        return List.of(
                KeySchemaElement.builder()
                        .attributeName(hash)
                        .keyType(KeyType.HASH)
                        .build(),
                KeySchemaElement.builder()
                        .attributeName(range)
                        .keyType(KeyType.RANGE)
                        .build());
    }

    /** Started when the first test needs it, ends with the JVM; or one elsewhere, which {@code communique.dynamodb} names. */
    private static final class Engine {
        static final String ENDPOINT = start();
        static final DynamoDbClient CLIENT = new AwsClients(Map.of(
                        "AWS_REGION", "eu-central-1",
                        "AWS_ACCESS_KEY_ID", "local",
                        "AWS_SECRET_ACCESS_KEY", "local",
                        "AWS_ENDPOINT_URL_DYNAMODB", ENDPOINT))
                .dynamoDb();

        /** It takes no port 0, so a free one is looked for; another process may be quicker, then we look again. */
        private static String start() {
            String elsewhere = System.getProperty("communique.dynamodb");
            if (elsewhere != null) {
                return elsewhere;
            }
            Exception last = null;
            for (int attempt = 0; attempt < 10; attempt++) {
                try {
                    String port = String.valueOf(freePort());
                    ServerRunner.createServerFromCommandLineArgs(
                                    new String[] {"-inMemory", "-disableTelemetry", "-port", port})
                            .start();
                    return "http://localhost:" + port;
                } catch (Exception taken) {
                    last = taken;
                }
            }
            throw new IllegalStateException("DynamoDB Local did not start", last);
        }

        private static int freePort() throws java.io.IOException {
            try (var socket = new ServerSocket(0)) {
                return socket.getLocalPort();
            }
        }
    }
}

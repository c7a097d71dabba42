package press.communique.local.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import press.communique.local.template.Bucket;
import press.communique.local.template.Queue;
import press.communique.local.template.StackTemplate;
import press.communique.local.template.Table;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.LocalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Creates what the template wants where it is absent, and leaves alone what is there. */
public final class Resources {

    private final Clients clients;
    private final Map<String, String> queueUrls = new HashMap<>();

    public Resources(Clients clients) {
        this.clients = clients;
    }

    /**
     * Creates tables, buckets and queues.
     *
     * @return each queue's address by its name
     */
    public Map<String, String> create(StackTemplate template) {
        template.tables().forEach(this::create);
        template.buckets().forEach(this::create);
        List<Queue> deadLettersFirst = new ArrayList<>(template.queues());
        deadLettersFirst.sort((a, b) -> Boolean.compare(a.deadLetters() != null, b.deadLetters() != null));
        deadLettersFirst.forEach(queue -> queueUrls.put(queue.name(), create(queue)));
        return Map.copyOf(queueUrls);
    }

    private void create(Table table) {
        CreateTableRequest.Builder request = CreateTableRequest.builder()
                .tableName(table.name())
                .billingMode("PAY_PER_REQUEST")
                .keySchema(keys(table.keys()))
                .attributeDefinitions(table.attributes().stream()
                        .map(attribute -> AttributeDefinition.builder()
                                .attributeName(attribute.name())
                                .attributeType(attribute.type())
                                .build())
                        .toList());
        if (!table.localIndexes().isEmpty()) {
            request.localSecondaryIndexes(table.localIndexes().stream()
                    .map(index -> LocalSecondaryIndex.builder()
                            .indexName(index.name())
                            .keySchema(keys(index.keys()))
                            .projection(projection(index))
                            .build())
                    .toList());
        }
        if (!table.globalIndexes().isEmpty()) {
            request.globalSecondaryIndexes(table.globalIndexes().stream()
                    .map(index -> GlobalSecondaryIndex.builder()
                            .indexName(index.name())
                            .keySchema(keys(index.keys()))
                            .projection(projection(index))
                            .build())
                    .toList());
        }
        if (table.stream() != null) {
            request.streamSpecification(stream -> stream.streamEnabled(true).streamViewType(table.stream()));
        }
        try {
            clients.dynamoDb().createTable(request.build());
            clients.dynamoDb().waiter().waitUntilTableExists(wanted -> wanted.tableName(table.name()));
            if (table.timeToLive() != null) {
                clients.dynamoDb().updateTimeToLive(update -> update.tableName(table.name())
                        .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(table.timeToLive())));
            }
        } catch (ResourceInUseException present) {
            // Created by an earlier run.
        }
    }

    /** Has an emulator tell the template's queues, which were created before, of new objects. */
    public void tell(List<Bucket> buckets) {
        for (Bucket bucket : buckets) {
            if (!bucket.notices().isEmpty()) {
                clients.s3().putBucketNotificationConfiguration(put -> put.bucket(bucket.name())
                        .notificationConfiguration(all -> all.queueConfigurations(bucket.notices().stream()
                                .map(this::configuration)
                                .toList())));
            }
        }
    }

    private QueueConfiguration configuration(Bucket.Notice notice) {
        return QueueConfiguration.builder()
                .queueArn(arn(notice.queue()))
                .eventsWithStrings(notice.event())
                .filter(filter -> filter.key(key -> key.filterRules(rules(notice))))
                .build();
    }

    /** Without those that ask for nothing, which an emulator need not understand. */
    private static List<FilterRule> rules(Bucket.Notice notice) {
        List<FilterRule> rules = new ArrayList<>();
        Map.of("prefix", notice.prefix(), "suffix", notice.suffix()).forEach((name, value) -> {
            if (!value.isEmpty()) {
                rules.add(FilterRule.builder().name(name).value(value).build());
            }
        });
        return rules;
    }

    private static List<KeySchemaElement> keys(List<Table.Key> keys) {
        return keys.stream()
                .map(key -> KeySchemaElement.builder()
                        .attributeName(key.attribute())
                        .keyType(key.type())
                        .build())
                .toList();
    }

    private static Projection projection(Table.Index index) {
        Projection.Builder projection = Projection.builder().projectionType(index.projection());
        if (!index.included().isEmpty()) {
            projection.nonKeyAttributes(index.included());
        }
        return projection.build();
    }

    private void create(Bucket bucket) {
        try {
            clients.s3().createBucket(request -> request.bucket(bucket.name()));
        } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException present) {
            // Created by an earlier run.
        }
    }

    private String create(Queue queue) {
        Map<QueueAttributeName, String> attributes = new HashMap<>();
        attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, String.valueOf(queue.visibilitySeconds()));
        attributes.put(QueueAttributeName.DELAY_SECONDS, String.valueOf(queue.delaySeconds()));
        attributes.put(QueueAttributeName.MESSAGE_RETENTION_PERIOD, String.valueOf(queue.retentionSeconds()));
        if (queue.fifo()) {
            attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
            attributes.put(
                    QueueAttributeName.CONTENT_BASED_DEDUPLICATION, String.valueOf(queue.contentBasedDeduplication()));
        }
        if (queue.deadLetters() != null) {
            attributes.put(
                    QueueAttributeName.REDRIVE_POLICY,
                    "{\"deadLetterTargetArn\":\"" + arn(queue.deadLetters()) + "\",\"maxReceiveCount\":"
                            + queue.maxReceiveCount() + "}");
        }
        return clients.sqs()
                .createQueue(request -> request.queueName(queue.name()).attributes(attributes))
                .queueUrl();
    }

    /** Each emulator has an account number of its own in it. */
    private String arn(String queue) {
        return clients.sqs()
                .getQueueAttributes(
                        request -> request.queueUrl(queueUrls.get(queue)).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
    }
}

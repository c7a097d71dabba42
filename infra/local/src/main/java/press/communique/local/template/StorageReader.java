package press.communique.local.template;

import java.util.List;
import java.util.Map;
import press.communique.local.StackMistake;

/** Reads tables, buckets and queues from their resolved properties. */
final class StorageReader {

    private StorageReader() {}

    static Table table(String id, Map<String, Object> properties, LocalNames names) {
        Map<String, Object> ttl = Nodes.map(properties, "TimeToLiveSpecification");
        return new Table(
                id,
                names.name(id, "AWS::DynamoDB::Table", properties),
                keys(properties),
                Nodes.list(properties.get("AttributeDefinitions")).stream()
                        .map(Nodes::map)
                        .map(node -> new Table.Attribute(
                                Nodes.text(node, "AttributeName", ""), Nodes.text(node, "AttributeType", "S")))
                        .toList(),
                indexes(properties.get("LocalSecondaryIndexes")),
                indexes(properties.get("GlobalSecondaryIndexes")),
                Nodes.text(Nodes.map(properties, "StreamSpecification"), "StreamViewType", null),
                Nodes.flag(ttl, "Enabled") ? Nodes.text(ttl, "AttributeName", null) : null);
    }

    static Queue queue(String id, Map<String, Object> properties, LocalNames names) {
        Map<String, Object> redrive = Nodes.map(properties, "RedrivePolicy");
        String target = Nodes.text(redrive, "deadLetterTargetArn", null);
        return new Queue(
                id,
                names.name(id, "AWS::SQS::Queue", properties),
                Nodes.flag(properties, "FifoQueue"),
                Nodes.flag(properties, "ContentBasedDeduplication"),
                Nodes.number(properties, "VisibilityTimeout", 30),
                Nodes.number(properties, "DelaySeconds", 0),
                Nodes.number(properties, "MessageRetentionPeriod", 345_600),
                target == null ? null : nameIn(target),
                Nodes.number(redrive, "maxReceiveCount", 0));
    }

    /** @param notifications the bucket's NotificationConfiguration, resolved */
    static Bucket bucket(String id, String name, Map<String, Object> notifications, Map<String, Object> crossOrigin) {
        if (notifications.containsKey("LambdaConfigurations") || notifications.containsKey("TopicConfigurations")) {
            throw new StackMistake(
                    id + " tells functions or topics of its objects; the local stack knows QueueConfigurations only.");
        }
        return new Bucket(
                id,
                name,
                Nodes.list(notifications.get("QueueConfigurations")).stream()
                        .map(Nodes::map)
                        .map(StorageReader::notice)
                        .toList(),
                Nodes.list(crossOrigin.get("CorsRules")).stream()
                        .map(Nodes::map)
                        .map(rule -> new Bucket.CrossOrigin(
                                texts(rule, "AllowedOrigins"),
                                texts(rule, "AllowedMethods"),
                                texts(rule, "AllowedHeaders")))
                        .toList());
    }

    private static List<String> texts(Map<String, Object> rule, String name) {
        return Nodes.list(rule.get(name)).stream().map(String::valueOf).toList();
    }

    private static Bucket.Notice notice(Map<String, Object> node) {
        Map<String, Object> key = Nodes.map(Nodes.map(node, "Filter"), "S3Key");
        String prefix = "";
        String suffix = "";
        for (Object rule : Nodes.list(key.get("Rules"))) {
            String value = Nodes.text(Nodes.map(rule), "Value", "");
            if (Nodes.text(Nodes.map(rule), "Name", "").equals("suffix")) {
                suffix = value;
            } else {
                prefix = value;
            }
        }
        return new Bucket.Notice(nameIn(Nodes.text(node, "Queue", "")), Nodes.text(node, "Event", ""), prefix, suffix);
    }

    /** The name that an ARN or an address ends in. */
    static String nameIn(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    private static List<Table.Key> keys(Map<String, Object> properties) {
        return Nodes.list(properties.get("KeySchema")).stream()
                .map(Nodes::map)
                .map(node -> new Table.Key(Nodes.text(node, "AttributeName", ""), Nodes.text(node, "KeyType", "HASH")))
                .toList();
    }

    private static List<Table.Index> indexes(Object list) {
        return Nodes.list(list).stream()
                .map(Nodes::map)
                .map(node -> {
                    Map<String, Object> projection = Nodes.map(node, "Projection");
                    return new Table.Index(
                            Nodes.text(node, "IndexName", ""),
                            keys(node),
                            Nodes.text(projection, "ProjectionType", "ALL"),
                            Nodes.list(projection.get("NonKeyAttributes")).stream()
                                    .map(String::valueOf)
                                    .toList());
                })
                .toList();
    }
}

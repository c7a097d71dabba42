package press.communique.local.template;

import java.util.Map;

/**
 * What {@code Ref} and {@code GetAtt} give on this machine: a table's and a bucket's name, a queue's address, ARNs that
 * end in the name.
 */
final class LocalNames {

    static final String ACCOUNT = "000000000000";

    private final String region;

    LocalNames(String region) {
        this.region = region;
    }

    String name(String id, String type, Map<String, Object> properties) {
        return switch (type) {
            case "AWS::DynamoDB::Table" -> Nodes.text(properties, "TableName", id);
            case "AWS::S3::Bucket" -> Nodes.text(properties, "BucketName", bucketName(id));
            case "AWS::SQS::Queue" ->
                Nodes.text(properties, "QueueName", id + (Nodes.flag(properties, "FifoQueue") ? ".fifo" : ""));
            case "AWS::CloudFront::Distribution" -> "ELOCAL";
            default -> id;
        };
    }

    String arn(String id, String type, Map<String, Object> properties) {
        String name = name(id, type, properties);
        return switch (type) {
            case "AWS::DynamoDB::Table" -> "arn:aws:dynamodb:" + region + ":" + ACCOUNT + ":table/" + name;
            case "AWS::S3::Bucket" -> "arn:aws:s3:::" + name;
            case "AWS::SQS::Queue" -> "arn:aws:sqs:" + region + ":" + ACCOUNT + ":" + name;
            case "AWS::Serverless::Function" -> "arn:aws:lambda:" + region + ":" + ACCOUNT + ":function:" + name;
            default -> "arn:aws:local:" + region + ":" + ACCOUNT + ":" + name;
        };
    }

    /** SiteBucket becomes site-bucket: bucket names are in lower case. */
    private static String bucketName(String id) {
        StringBuilder name = new StringBuilder();
        for (char c : id.toCharArray()) {
            if (c >= 'A' && c <= 'Z') {
                if (name.length() > 0) {
                    name.append('-');
                }
                name.append((char) (c + 'a' - 'A'));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }
}

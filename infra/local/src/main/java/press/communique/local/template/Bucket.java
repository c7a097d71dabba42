package press.communique.local.template;

/** An S3 bucket. */
public record Bucket(String id, String name) {}

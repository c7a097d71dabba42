package press.communique.store.posts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Post;
import press.communique.core.secret.Sha256;
import press.communique.store.item.Item;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The bodies of editions, an item each; a body too big for an item lies in the private bucket. What stands under a
 * revision never changes.
 */
final class Texts {

    /**
     * In bytes. An item holds 400 KB, a transaction 4 MB
     * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html): with 30 languages in one
     * transaction this leaves room for the three items that hold all the rest of the post.
     */
    static final int LARGEST_IN_ITEM = 90_000;

    private final DynamoDbClient dynamo;
    private final String table;
    private final S3Client s3;
    private final String bucket;

    Texts(DynamoDbClient dynamo, String table, S3Client s3, String bucket) {
        this.dynamo = dynamo;
        this.table = table;
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** The items of the post's present text; to be written when {@link #keepLarge} has returned. */
    List<Item> items(Post post) {
        var items = new ArrayList<Item>();
        post.content().editions().forEach((language, edition) -> {
            Item item = Item.at(PostKeys.pk(post.id()), PostKeys.text(post.textRevision(), language))
                    .with("language", language);
            byte[] body = edition.body().getBytes(StandardCharsets.UTF_8);
            items.add(
                    body.length > LARGEST_IN_ITEM
                            ? item.with("bodyKey", key(post, language, body))
                            : item.with("body", edition.body()));
        });
        return items;
    }

    /** Stores the bodies that are too big for an item in the bucket. */
    void keepLarge(Post post) {
        post.content().editions().forEach((language, edition) -> {
            byte[] body = edition.body().getBytes(StandardCharsets.UTF_8);
            if (body.length > LARGEST_IN_ITEM) {
                s3.putObject(
                        put -> put.bucket(bucket)
                                .key(key(post, language, body))
                                .contentType("text/plain; charset=utf-8"),
                        RequestBody.fromBytes(body));
            }
        });
    }

    /** A name of its own: of two who save at once, one is refused, and must not overwrite the other's. */
    private static String key(Post post, String language, byte[] body) {
        return "texts/" + post.id() + "/" + post.textRevision() + "/" + language + "/" + Sha256.hex(body);
    }

    /** The same content with the bodies that were stored under this revision. */
    Content read(String postId, long textRevision, Content content) {
        SortedMap<String, Edition> editions = new TreeMap<>(content.editions());
        dynamo.queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :texts)")
                        .expressionAttributeValues(Map.of(
                                ":pk", Item.text(PostKeys.pk(postId)),
                                ":texts", Item.text(PostKeys.texts(textRevision)))))
                .items()
                .forEach(attributes -> {
                    Item item = Item.of(attributes);
                    editions.computeIfPresent(
                            item.textOf("language"), (language, edition) -> edition.withBody(body(item)));
                });
        return content.withEditions(editions);
    }

    /** The body of one edition; empty if there is none. */
    String read(String postId, long textRevision, String language) {
        Map<String, AttributeValue> found = dynamo.getItem(get -> get.tableName(table)
                        .consistentRead(true)
                        .key(Item.key(PostKeys.pk(postId), PostKeys.text(textRevision, language))))
                .item();
        return found.isEmpty() ? "" : body(Item.of(found));
    }

    /** Removes from the bucket what these items have there. */
    void delete(List<Map<String, AttributeValue>> items) {
        items.forEach(attributes -> Item.of(attributes)
                .optionalText("bodyKey")
                .ifPresent(
                        key -> s3.deleteObject(delete -> delete.bucket(bucket).key(key))));
    }

    private String body(Item item) {
        return item.optionalText("bodyKey")
                .map(key ->
                        s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String())
                .orElseGet(() -> item.text("body", ""));
    }
}

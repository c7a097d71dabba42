package press.communique.store.posts;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Which tokens open a post's previews, and until when. Only a hash of each is kept, among the post's own items, so that
 * they go with the post.
 *
 * <pre>{@code
 * previews.add(post.id(), PreviewTokens.hash(token), now.plus(Duration.ofHours(1)));
 * boolean open = previews.isOpen(post.id(), PreviewTokens.hash(token), now);
 * previews.revoke(post.id());
 * }</pre>
 *
 * <p>Every read is consistent: what was revoked is closed when {@link #revoke} returns.
 */
public final class Previews {

    /** Of the hash, in bytes: what finds the item; all of it is compared then. */
    private static final int FINDING = 8;

    private final DynamoDbClient dynamo;
    private final String table;

    public Previews(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** Opens a preview. Doing it twice with the same token changes nothing. */
    public void add(String postId, byte[] hash, Instant until) {
        Item item = Item.at(PostKeys.pk(postId), key(hash))
                .with("hash", HexFormat.of().formatHex(hash))
                .with("until", until)
                .with("expiresAt", until.getEpochSecond() + 1);
        dynamo.putItem(put -> put.tableName(table).item(item.attributes()));
    }

    /** Whether a token with this hash opens the post's preview at this moment. */
    public boolean isOpen(String postId, byte[] hash, Instant now) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(Item.key(PostKeys.pk(postId), key(hash))))
                .item();
        if (found.isEmpty()) {
            return false;
        }
        Item item = Item.of(found);
        return MessageDigest.isEqual(HexFormat.of().parseHex(item.textOf("hash")), hash)
                && now.isBefore(item.instant("until"));
    }

    /** Ends all previews of a post. */
    public void revoke(String postId) {
        List<TransactWriteItem> ends = new ArrayList<>();
        dynamo.queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :preview)")
                        .expressionAttributeValues(
                                Map.of(":pk", Item.text(PostKeys.pk(postId)), ":preview", Item.text(PostKeys.PREVIEW))))
                .items()
                .forEach(item -> ends.add(Transaction.delete(
                        table, Item.key(item.get("pk").s(), item.get("sk").s()), null, null)));
        for (int from = 0; from < ends.size(); from += Transaction.LARGEST) {
            Transaction.write(dynamo, ends.subList(from, Math.min(ends.size(), from + Transaction.LARGEST)));
        }
    }

    private static String key(byte[] hash) {
        return PostKeys.PREVIEW + HexFormat.of().formatHex(hash, 0, FINDING);
    }
}

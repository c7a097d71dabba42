package press.communique.store.item;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * Items of one kind in the index {@code newest}, newest first, in pages that follow each other by cursor. A moment behind
 * the last write.
 *
 * <pre>{@code Shelf posts = new Shelf(dynamo, table, "post", "POST#", "POST");}</pre>
 *
 * @param name of the shelf in the index
 * @param prefix of an item's {@code pk}, in front of its id
 * @param sk of each item
 */
public record Shelf(DynamoDbClient dynamo, String table, String name, String prefix, String sk) {

    /** A cursor that no shelf gave. */
    public static final class BadCursor extends RuntimeException {
        BadCursor() {
            super("The cursor is none that this list gave.");
        }
    }

    /** @param after the id behind which to go on */
    public QueryResponse newest(Optional<String> after, int limit) {
        return dynamo.query(query -> {
            query.tableName(table)
                    .indexName("newest")
                    .scanIndexForward(false)
                    .limit(limit)
                    .keyConditionExpression("shelf = :shelf")
                    .expressionAttributeValues(Map.of(":shelf", Item.text(name)));
            after.ifPresent(id -> query.exclusiveStartKey(start(id)));
        });
    }

    private Map<String, AttributeValue> start(String id) {
        return Map.of(
                "pk", Item.text(prefix + id),
                "sk", Item.text(sk),
                "shelf", Item.text(name),
                "id", Item.text(id));
    }

    /** What a caller goes on with behind the item with this id. */
    public static String cursor(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The id behind which to go on.
     *
     * @throws BadCursor if the cursor is none of ours
     */
    public static String after(String cursor) {
        try {
            String id = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (id.matches("[0-9A-HJKMNP-TV-Z]{26}")) {
                return id;
            }
        } catch (IllegalArgumentException notBase64) {
            throw new BadCursor();
        }
        throw new BadCursor();
    }
}

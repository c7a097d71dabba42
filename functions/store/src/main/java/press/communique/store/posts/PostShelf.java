package press.communique.store.posts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import press.communique.core.post.Post;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Editors look through posts here, newest created first; without the bodies, and a moment behind the last write. */
public final class PostShelf {

    /** How many posts one call looks at; what is filtered out by then continues on the next page. */
    public static final int LOOK_AT = 500;

    private final DynamoDbClient dynamo;
    private final String table;

    public PostShelf(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** @param next continues behind this page; empty at the end */
    public record Page(List<Post> posts, Optional<String> next) {}

    /** A cursor that this shelf did not give. */
    public static final class BadCursor extends RuntimeException {
        BadCursor() {
            super("The cursor is none that this list gave.");
        }
    }

    /** @throws BadCursor if the cursor is not one of ours */
    public Page newest(Predicate<Post> filter, int limit, Optional<String> cursor) {
        var posts = new ArrayList<Post>();
        String after = cursor.map(PostShelf::decode).orElse(null);
        int seen = 0;
        do {
            QueryResponse page = query(after, limit);
            for (Map<String, AttributeValue> attributes : page.items()) {
                Post post = PostItems.post(Item.of(attributes));
                after = post.id();
                seen++;
                if (filter.test(post)) {
                    posts.add(post);
                    if (posts.size() == limit) {
                        return new Page(posts, Optional.of(encode(after)));
                    }
                }
            }
            if (!page.hasLastEvaluatedKey()) {
                return new Page(posts, Optional.empty());
            }
        } while (seen < LOOK_AT);
        return new Page(posts, Optional.of(encode(after)));
    }

    private QueryResponse query(String after, int limit) {
        return dynamo.query(query -> {
            query.tableName(table)
                    .indexName("newest")
                    .scanIndexForward(false)
                    .limit(Math.max(limit, 25))
                    .keyConditionExpression("shelf = :shelf")
                    .expressionAttributeValues(Map.of(":shelf", Item.text(PostItems.SHELF)));
            if (after != null) {
                query.exclusiveStartKey(Map.of(
                        "pk", Item.text(PostKeys.pk(after)),
                        "sk", Item.text(PostKeys.POST),
                        "shelf", Item.text(PostItems.SHELF),
                        "id", Item.text(after)));
            }
        });
    }

    private static String encode(String postId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(postId.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) {
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

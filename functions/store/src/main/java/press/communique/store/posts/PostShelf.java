package press.communique.store.posts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import press.communique.core.post.Post;
import press.communique.store.item.Item;
import press.communique.store.item.Shelf;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Editors look through posts here, newest created first; without the bodies, and a moment behind the last write. */
public final class PostShelf {

    /** How many posts one call looks at; what is filtered out by then continues on the next page. */
    public static final int LOOK_AT = 500;

    private final Shelf shelf;

    public PostShelf(DynamoDbClient dynamo, String table) {
        this.shelf = new Shelf(dynamo, table, PostItems.SHELF, PostKeys.pk(""), PostKeys.POST);
    }

    /** @param next continues behind this page; empty at the end */
    public record Page(List<Post> posts, Optional<String> next) {}

    /** @throws Shelf.BadCursor if the cursor is not one of ours */
    public Page newest(Predicate<Post> filter, int limit, Optional<String> cursor) {
        var posts = new ArrayList<Post>();
        Optional<String> after = cursor.map(Shelf::after);
        int seen = 0;
        do {
            QueryResponse page = shelf.newest(after, Math.max(limit, 25));
            for (Map<String, AttributeValue> attributes : page.items()) {
                Post post = PostItems.post(Item.of(attributes));
                after = Optional.of(post.id());
                seen++;
                if (filter.test(post)) {
                    posts.add(post);
                    if (posts.size() == limit) {
                        return new Page(posts, after.map(Shelf::cursor));
                    }
                }
            }
            if (!page.hasLastEvaluatedKey()) {
                return new Page(posts, Optional.empty());
            }
        } while (seen < LOOK_AT);
        return new Page(posts, after.map(Shelf::cursor));
    }
}

package press.communique.store.posts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the site did with each release of a post. */
public final class Receipts {

    private final DynamoDbClient dynamo;
    private final String table;

    public Receipts(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * One release on the site.
     *
     * @param liveAt when page, lists and feeds showed it; empty while they do not, or if it failed
     * @param files how many files had to be written for it, shared ones included
     * @param failure why it cannot become live, such as {@code unrenderable}
     */
    public record Receipt(
            long revision, Instant releasedAt, Optional<Instant> liveAt, long files, Optional<String> failure) {}

    /** The releases of a post that were settled, newest first. */
    public List<Receipt> of(String postId) {
        var receipts = new ArrayList<Receipt>();
        dynamo.queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .scanIndexForward(false)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :receipts)")
                        .expressionAttributeValues(Map.of(
                                ":pk", Item.text(PostKeys.pk(postId)), ":receipts", Item.text(PostKeys.RECEIPT))))
                .items()
                .forEach(attributes -> {
                    Item item = Item.of(attributes);
                    receipts.add(new Receipt(
                            item.number("revision"),
                            item.instant("releasedAt"),
                            item.optionalInstant("liveAt"),
                            item.number("files"),
                            item.optionalText("failure")));
                });
        return receipts;
    }
}

package press.communique.store.posts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import press.communique.core.post.PostState;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Who did what with a post, and when. Every read is consistent. */
public final class Revisions {

    private static final Set<String> TEXT_STEPS = Set.of("create", "save", "restore");

    private final DynamoDbClient dynamo;
    private final String table;

    public Revisions(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * One accepted change.
     *
     * @param textRevision the revision whose text the post then had
     * @param step as {@link press.communique.core.post.Change#step} has it
     * @param note what was said with it
     */
    public record Revision(
            long revision,
            long textRevision,
            String step,
            PostState state,
            String by,
            Instant at,
            Optional<String> note) {}

    /** @param next the revision before which the next page begins; empty at the end */
    public record Page(List<Revision> revisions, Optional<Long> next) {}

    /** Newest first, from the one before {@code before} on. */
    public Page before(String postId, long before, int limit) {
        if (before <= 1) {
            return new Page(List.of(), Optional.empty());
        }
        QueryResponse page = dynamo.query(query -> query.tableName(table)
                .consistentRead(true)
                .scanIndexForward(false)
                .limit(limit)
                .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
                .expressionAttributeValues(between(postId, 1, before - 1)));
        List<Revision> revisions =
                page.items().stream().map(Revisions::revision).toList();
        return new Page(
                revisions,
                revisions.stream()
                        .map(Revision::revision)
                        .reduce((newer, older) -> older)
                        .filter(last -> last > 1));
    }

    public Optional<Revision> find(String postId, long revision) {
        Map<String, AttributeValue> found = dynamo.getItem(get -> get.tableName(table)
                        .consistentRead(true)
                        .key(Item.key(PostKeys.pk(postId), PostKeys.revision(revision))))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(revision(found));
    }

    /** Who has written on the text since a revision, which itself does not count. */
    public Set<String> writersSince(String postId, long revision, long newest) {
        if (newest <= revision) {
            return Set.of();
        }
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
                        .expressionAttributeValues(between(postId, revision + 1, newest)))
                .items()
                .stream()
                .map(Revisions::revision)
                .filter(change -> TEXT_STEPS.contains(change.step()))
                .map(Revision::by)
                .collect(Collectors.toSet());
    }

    private static Map<String, AttributeValue> between(String postId, long first, long last) {
        return Map.of(
                ":pk", Item.text(PostKeys.pk(postId)),
                ":first", Item.text(PostKeys.revision(first)),
                ":last", Item.text(PostKeys.revision(last)));
    }

    private static Revision revision(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new Revision(
                item.number("revision"),
                item.number("textRevision"),
                item.textOf("step"),
                PostState.of(item.textOf("state")),
                item.textOf("by"),
                item.instant("at"),
                item.optionalText("note"));
    }
}

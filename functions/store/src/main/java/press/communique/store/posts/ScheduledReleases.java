package press.communique.store.posts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.post.ScheduledRelease;
import press.communique.store.item.Item;
import press.communique.store.letter.Letter;
import press.communique.store.work.OpenWork;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** How punctual the releases by the clock were, and who is still to be told of them. */
public final class ScheduledReleases {

    private final DynamoDbClient dynamo;
    private final String table;

    public ScheduledReleases(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** All of a post. */
    public List<ScheduledRelease> of(String postId) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :scheduled)")
                        .expressionAttributeValues(Map.of(
                                ":pk", Item.text(PostKeys.pk(postId)), ":scheduled", Item.text(PostKeys.SCHEDULED))))
                .items()
                .stream()
                .map(attributes -> PostItems.scheduled(postId, Item.of(attributes)))
                .toList();
    }

    /** One of which somebody is still to be told. */
    public record Untold(String postId, long revision) {}

    /** Those of which somebody is still to be told since before this instant, by lot if there are more. */
    public List<Untold> untold(Instant before, int limit) {
        return new OpenWork(dynamo, table, PostItems.UNTOLD)
                .draw(before, limit).stream()
                        .map(item ->
                                new Untold(PostKeys.postId(item.textOf("pk")), PostKeys.scheduled(item.textOf("sk"))))
                        .toList();
    }

    public Optional<ScheduledRelease> find(String postId, long revision) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(key(postId, revision)))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(PostItems.scheduled(postId, Item.of(found)));
    }

    /** Says when readers could first see it; the first to say so is believed. */
    public void seen(String postId, long revision, Instant publicAt) {
        update(
                postId,
                revision,
                "SET publicAt = :at",
                "attribute_exists(pk) AND attribute_not_exists(publicAt)",
                Map.of(":at", Item.text(publicAt.toString())));
    }

    /** What tells the editor how it went. Once it is closed the editor's address is forgotten. */
    public Letter letter(String postId, long revision) {
        return new Letter() {
            @Override
            public boolean claim(String by) {
                return update(
                        postId,
                        revision,
                        "SET claimedBy = :by",
                        "attribute_exists(openKind) AND attribute_not_exists(claimedBy)",
                        Map.of(":by", Item.text(by)));
            }

            @Override
            public void close(String by, String outcome) {
                update(
                        postId,
                        revision,
                        "SET outcome = :outcome REMOVE openKind, openSince, tell",
                        "attribute_exists(openKind) AND claimedBy = :by",
                        Map.of(":outcome", Item.text(outcome), ":by", Item.text(by)));
            }

            @Override
            public void release(String by) {
                update(
                        postId,
                        revision,
                        "REMOVE claimedBy",
                        "claimedBy = :by AND attribute_exists(openKind)",
                        Map.of(":by", Item.text(by)));
            }
        };
    }

    /** Whether somebody sends the letter, or was lost with it. */
    public boolean isBeingTold(String postId, long revision) {
        return Item.of(dynamo.getItem(
                                get -> get.tableName(table).consistentRead(true).key(key(postId, revision)))
                        .item())
                .has("claimedBy");
    }

    /**
     * Gives up a letter whose sender is gone: nobody knows whether it was sent, so it is not sent again.
     *
     * @param before since when it must have been waited for
     * @return false if it is not that old, or over
     */
    public boolean giveUp(String postId, long revision, Instant before) {
        return update(
                postId,
                revision,
                "SET outcome = :outcome REMOVE openKind, openSince, tell",
                "attribute_exists(openKind) AND attribute_exists(claimedBy) AND openSince < :before",
                Map.of(":outcome", Item.text("uncertain"), ":before", Item.text(before.toString())));
    }

    private boolean update(
            String postId, long revision, String update, String condition, Map<String, AttributeValue> values) {
        try {
            dynamo.updateItem(change -> change.tableName(table)
                    .key(key(postId, revision))
                    .updateExpression(update)
                    .conditionExpression(condition)
                    .expressionAttributeValues(values));
            return true;
        } catch (ConditionalCheckFailedException otherwise) {
            return false;
        }
    }

    private static Map<String, AttributeValue> key(String postId, long revision) {
        return Item.key(PostKeys.pk(postId), PostKeys.scheduled(revision));
    }
}

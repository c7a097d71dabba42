package press.communique.store.posts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import press.communique.core.post.Change;
import press.communique.core.post.Content;
import press.communique.core.post.Intent;
import press.communique.core.post.Post;
import press.communique.core.post.Release;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import press.communique.store.media.MediaUses;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Posts as their editors see them.
 *
 * <pre>{@code
 * posts.apply(Workflow.save(posts.find(id).orElseThrow(), content, "editor-1", now));
 * }</pre>
 *
 * <p>A change is one transaction: the post, its revision, the editions' texts, and with a release the item that pins
 * it, the reservation of its addresses and the intents to mail. All of it is there or nothing.
 */
public final class Posts {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Texts texts;

    public Posts(DynamoDbClient dynamo, String table, S3Client s3, String privateBucket) {
        this.dynamo = dynamo;
        this.table = table;
        this.texts = new Texts(dynamo, table, s3, privateBucket);
    }

    /** The post as it stands now, with its text. */
    public Optional<Post> find(String postId) {
        Map<String, AttributeValue> found = dynamo.getItem(get ->
                        get.tableName(table).consistentRead(true).key(Item.key(PostKeys.pk(postId), PostKeys.POST)))
                .item();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Post post = PostItems.post(Item.of(found));
        return Optional.of(post.with(texts.read(postId, post.textRevision(), post.content())));
    }

    /** The post that was made of what has this name elsewhere, with its text. */
    public Optional<Post> findBySource(String sourceId) {
        Map<String, AttributeValue> claim = dynamo.getItem(get ->
                        get.tableName(table).consistentRead(true).key(Item.key(PostKeys.source(sourceId), "ADDRESS")))
                .item();
        return claim.isEmpty() ? Optional.empty() : find(Item.of(claim).textOf("postId"));
    }

    /** The text that the post had at an earlier revision. */
    public Optional<Content> content(String postId, long revision) {
        Map<String, AttributeValue> found = dynamo.getItem(get -> get.tableName(table)
                        .consistentRead(true)
                        .key(Item.key(PostKeys.pk(postId), PostKeys.revision(revision))))
                .item();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Item item = Item.of(found);
        Content outline =
                PostItems.content(Item.of(item.attributes().get("content").m()));
        return Optional.of(texts.read(postId, item.number("textRevision"), outline));
    }

    /**
     * Stores a change.
     *
     * @throws Stale if the post is no longer at the revision that the change was made from, or a new post's id is known
     * @throws SourceTaken if another post was made of the same source
     * @throws MediaGone if an upload that the text names was deleted a moment ago
     * @throws AddressTaken if another post took one of the addresses since {@link Addresses#propose}
     */
    public void apply(Change change) {
        Post post = change.after();
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(head(change));
        writes.add(put(PostItems.revision(change)));
        if (change.changesText()) {
            texts.store(post).forEach(item -> writes.add(put(item)));
        }
        int sourceClaim = writes.size();
        newSource(change).ifPresent(source -> writes.add(claim(PostKeys.source(source), post.id())));
        int firstUse = writes.size();
        if (change.changesText()) {
            writes.addAll(MediaUses.writes(table, post.id(), newMedia(change)));
        }
        int firstAddress = writes.size();
        var claims = new ArrayList<String>();
        change.release().ifPresent(release -> {
            if (change.releasesPresentText()) {
                post.addresses().values().forEach(address -> {
                    claims.add(PostKeys.address(address));
                    writes.add(claim(PostKeys.address(address), post.id()));
                });
                post.content().aliases().stream().distinct().forEach(alias -> {
                    claims.add(PostKeys.alias(alias));
                    writes.add(claim(PostKeys.alias(alias), post.id()));
                });
            }
            writes.add(change.releasesPresentText() ? put(PostItems.release(post, release)) : releaseAgain(release));
            writes.add(put(PostItems.openRelease(release)));
            for (Intent intent : change.intents()) {
                if (change.before().isEmpty() || isNew(intent)) {
                    writes.add(put(PostItems.intent(intent, release.releasedAt())));
                }
            }
        });
        Transaction.write(dynamo, writes).ifPresent(failed -> {
            if (failed >= firstAddress && failed < firstAddress + claims.size()) {
                throw new AddressTaken(claims.get(failed - firstAddress));
            }
            if (failed >= sourceClaim && failed < firstUse) {
                throw new SourceTaken(newSource(change).orElseThrow());
            }
            if (failed >= firstUse && failed < firstAddress) {
                throw new MediaGone();
            }
            throw new Stale("The post");
        });
    }

    /**
     * Removes a post that readers never saw, with its history and its texts.
     *
     * @throws Stale if it has changed since it was read
     */
    public void delete(Post post) {
        List<Map<String, AttributeValue>> items = dynamo
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(Map.of(":pk", Item.text(PostKeys.pk(post.id())))))
                .items()
                .stream()
                .toList();
        var first = new ArrayList<TransactWriteItem>();
        first.add(Transaction.delete(
                table,
                Item.key(PostKeys.pk(post.id()), PostKeys.POST),
                "revision = :before AND attribute_not_exists(released)",
                Map.of(":before", Item.number(post.revision()))));
        post.sourceId()
                .ifPresent(source ->
                        first.add(Transaction.delete(table, Item.key(PostKeys.source(source), "ADDRESS"), null, null)));
        var rest = new ArrayList<TransactWriteItem>();
        for (Map<String, AttributeValue> item : items) {
            String sk = item.get("sk").s();
            if (!sk.equals(PostKeys.POST)) {
                (first.size() < Transaction.LARGEST ? first : rest)
                        .add(Transaction.delete(table, Item.key(PostKeys.pk(post.id()), sk), null, null));
            }
        }
        if (Transaction.write(dynamo, first).isPresent()) {
            throw new Stale("The post");
        }
        for (int from = 0; from < rest.size(); from += Transaction.LARGEST) {
            Transaction.write(dynamo, rest.subList(from, Math.min(rest.size(), from + Transaction.LARGEST)));
        }
        texts.delete(items);
    }

    /** What a new post is made of. */
    private static Optional<String> newSource(Change change) {
        return change.before().isEmpty() ? change.after().sourceId() : Optional.empty();
    }

    /** The uploads that the text before did not name. */
    private static SortedSet<String> newMedia(Change change) {
        SortedSet<String> media = change.after().content().media();
        change.before().ifPresent(before -> media.removeAll(before.content().media()));
        return media;
    }

    private TransactWriteItem head(Change change) {
        Item item = PostItems.post(change.after());
        return change.before()
                .map(before -> Transaction.put(
                        table, item, "revision = :before", Map.of(":before", Item.number(before.revision()))))
                .orElseGet(() -> Transaction.put(table, item, "attribute_not_exists(pk)", Map.of()));
    }

    private TransactWriteItem put(Item item) {
        return Transaction.put(table, item);
    }

    private TransactWriteItem claim(String address, String postId) {
        return Transaction.put(
                table,
                PostItems.addressClaim(address, postId),
                "attribute_not_exists(pk) OR postId = :post",
                Map.of(":post", Item.text(postId)));
    }

    /** What was released stays as it was, text and addresses; a later draft of the post is nobody's business. */
    private TransactWriteItem releaseAgain(Release release) {
        var values = new HashMap<String, AttributeValue>(Map.of(
                ":revision", Item.number(release.revision()),
                ":kind", Item.text(release.kind().name()),
                ":at", Item.text(release.releasedAt().toString()),
                ":by", Item.text(release.releasedBy()),
                ":reasons",
                        Item.map()
                                .withTexts("texts", release.reasons())
                                .attributes()
                                .get("texts")));
        release.redirectTo().ifPresent(target -> values.put(":target", Item.text(target)));
        return Transaction.update(
                table,
                Item.key(PostKeys.pk(release.postId()), PostKeys.RELEASE),
                "SET revision = :revision, kind = :kind, releasedAt = :at, releasedBy = :by, reasons = :reasons"
                        + (release.redirectTo().isPresent() ? ", redirectTo = :target" : " REMOVE redirectTo"),
                "attribute_exists(pk)",
                values);
    }

    /** Safe to ask before the transaction: intents are only made together with a new revision of the post's own item. */
    private boolean isNew(Intent intent) {
        return !dynamo.getItem(get -> get.tableName(table)
                        .consistentRead(true)
                        .key(Item.key(PostKeys.pk(intent.postId()), PostKeys.INTENT + intent.name())))
                .hasItem();
    }
}

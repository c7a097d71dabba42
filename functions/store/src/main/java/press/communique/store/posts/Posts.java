package press.communique.store.posts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import press.communique.core.post.Address;
import press.communique.core.post.Change;
import press.communique.core.post.Content;
import press.communique.core.post.Intent;
import press.communique.core.post.Post;
import press.communique.core.post.Release;
import press.communique.core.post.Schedule;
import press.communique.store.item.Item;
import press.communique.store.item.TooLarge;
import press.communique.store.item.TooMany;
import press.communique.store.item.Transaction;
import press.communique.store.media.MediaUses;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
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

    /** For whoever needs no text: {@link #outline} will do, and the private bucket stays out of reach. */
    public Posts(DynamoDbClient dynamo, String table) {
        this(dynamo, table, null, null);
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
        return revision(postId, revision).map(item -> texts.read(postId, item.number("textRevision"), outline(item)));
    }

    /** The same with empty bodies: titles, summaries and all else. */
    public Optional<Content> outline(String postId, long revision) {
        return revision(postId, revision).map(Posts::outline);
    }

    private Optional<Item> revision(String postId, long revision) {
        Map<String, AttributeValue> found = dynamo.getItem(get -> get.tableName(table)
                        .consistentRead(true)
                        .key(Item.key(PostKeys.pk(postId), PostKeys.revision(revision))))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }

    private static Content outline(Item revision) {
        return PostItems.content(Item.of(revision.attributes().get("content").m()));
    }

    /**
     * Stores a change.
     *
     * @throws Stale if the post is no longer at the revision that the change was made from, or a new post's id is known
     * @throws SourceTaken if another post was made of the same source
     * @throws MediaGone if an upload that the text names was deleted a moment ago
     * @throws AddressTaken if another post took one of the addresses since {@link Addresses#propose}
     * @throws TooMany if text and release are too much for one transaction: in a post that is new and public at once two
     *     items for each edition, two for each upload, one for each alias and five more; either of the two alone fits
     * @throws TooLarge if all of the post but its bodies is more than an item takes
     */
    public void apply(Change change) {
        Post post = change.after();
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(head(change));
        writes.add(put(PostItems.revision(change)));
        if (change.changesText()) {
            texts.items(post).forEach(item -> writes.add(put(item)));
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
            change.pinned().ifPresent(pinned -> claims.addAll(claims(post.addresses(), pinned.aliases())));
            claims.forEach(claim -> writes.add(claim(claim, post.id())));
            writes.add(change.pinned()
                    .map(pinned -> put(PostItems.release(post, release, pinned)))
                    .orElseGet(() -> releaseAgain(release)));
            writes.add(put(PostItems.openRelease(release)));
            intents(change, release).forEach(intent -> writes.add(put(intent)));
        });
        change.schedule().ifPresent(schedule -> {
            for (String claim : claims(schedule.addresses(), schedule.aliases())) {
                if (!isOwn(claim, post.id())) {
                    claims.add(claim);
                    writes.add(hold(claim, post.id()));
                }
            }
            writes.add(put(PostItems.openSchedule(post, schedule)));
        });
        Optional<Schedule> ended = change.before().flatMap(Post::schedule).filter(before -> post.schedule()
                .isEmpty());
        ended.ifPresent(schedule -> writes.add(
                Transaction.delete(table, Item.key(PostKeys.pk(post.id()), PostKeys.OPEN_SCHEDULE), null, null)));
        change.scheduled().ifPresent(outcome -> writes.add(put(PostItems.scheduled(outcome, post.updatedAt()))));
        Transaction.requireRoom(writes);
        if (change.changesText()) {
            texts.keepLarge(post);
        }
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
        change.before().flatMap(Post::schedule).ifPresent(before -> letGo(before, post));
    }

    /** The addresses that only a schedule held, and that the post no longer needs, are anybody's again. */
    private void letGo(Schedule schedule, Post post) {
        var free = new TreeSet<>(claims(schedule.addresses(), schedule.aliases()));
        free.removeAll(claims(post.addresses(), post.content().aliases()));
        post.schedule().ifPresent(present -> free.removeAll(claims(present.addresses(), present.aliases())));
        free.forEach(claim -> letGo(claim, post.id()));
    }

    private void letGo(String claim, String postId) {
        try {
            dynamo.deleteItem(delete -> delete.tableName(table)
                    .key(Item.key(claim, PostKeys.ADDRESS))
                    .conditionExpression("postId = :post AND held = :true")
                    .expressionAttributeValues(
                            Map.of(":post", Item.text(postId), ":true", AttributeValue.fromBool(true))));
        } catch (ConditionalCheckFailedException readersHaveSeenIt) {
            // It stays the post's own for good.
        }
    }

    private static List<String> claims(Map<String, Address> addresses, List<String> aliases) {
        return Stream.concat(
                        addresses.values().stream().map(PostKeys::address),
                        aliases.stream().distinct().map(PostKeys::alias))
                .toList();
    }

    private boolean isOwn(String claim, String postId) {
        return dynamo.getItem(get -> get.tableName(table).consistentRead(true).key(Item.key(claim, PostKeys.ADDRESS)))
                .item()
                .getOrDefault("postId", Item.text(""))
                .s()
                .equals(postId);
    }

    private TransactWriteItem hold(String claim, String postId) {
        return Transaction.put(table, PostItems.heldAddress(claim, postId), "attribute_not_exists(pk)", Map.of());
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
        post.schedule().ifPresent(schedule -> claims(schedule.addresses(), schedule.aliases())
                .forEach(claim -> letGo(claim, post.id())));
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
                        + (release.redirectTo().isPresent()
                                ? ", redirectTo = :target REMOVE byClock"
                                : " REMOVE redirectTo, byClock"),
                "attribute_exists(pk)",
                values);
    }

    /**
     * Those that are new. Safe to ask before the transaction: intents are only made together with a new revision of the
     * post's own item. A post's first mail covers the languages that it has then; only one that comes later is a reason
     * of its own.
     */
    private List<Item> intents(Change change, Release release) {
        var items = new ArrayList<Item>();
        Instant at = release.releasedAt();
        Optional<Item> first = change.intents().isEmpty() || change.before().isEmpty()
                ? Optional.empty()
                : intent(release.postId(), Intent.FIRST);
        for (Intent intent : change.intents()) {
            Optional<String> language = Intent.languageOf(intent.name());
            if (intent.name().equals(Intent.FIRST)) {
                if (first.isEmpty()) {
                    Set<String> languages =
                            change.pinned().orElseThrow().editions().keySet();
                    items.add(PostItems.intent(intent, at, languages));
                }
            } else if (language.isPresent()) {
                boolean isLater = first.filter(item -> item.has("languages")
                                && !item.texts("languages").contains(language.get()))
                        .isPresent();
                if (isLater && intent(release.postId(), intent.name()).isEmpty()) {
                    items.add(PostItems.intent(intent, at));
                }
            } else {
                items.add(PostItems.intent(intent, at));
            }
        }
        return items;
    }

    private Optional<Item> intent(String postId, String name) {
        Map<String, AttributeValue> found = dynamo.getItem(get -> get.tableName(table)
                        .consistentRead(true)
                        .key(Item.key(PostKeys.pk(postId), PostKeys.INTENT + name)))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }
}

package press.communique.store.posts;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import press.communique.core.mail.HeldBack;
import press.communique.core.post.Content;
import press.communique.core.post.Intent;
import press.communique.core.post.Live;
import press.communique.core.post.Release;
import press.communique.core.post.Released;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import press.communique.store.work.OpenWork;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Posts as the channels see them: what is released, what is live, what is to be mailed. Every read is consistent.
 */
public final class Releases {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Texts texts;

    public Releases(DynamoDbClient dynamo, String table, S3Client s3, String privateBucket) {
        this.dynamo = dynamo;
        this.table = table;
        this.texts = new Texts(dynamo, table, s3, privateBucket);
    }

    /** For whoever needs no text: {@link #outline} will do, and the private bucket stays out of reach. */
    public Releases(DynamoDbClient dynamo, String table) {
        this(dynamo, table, null, null);
    }

    /** The post that a stream record or an index entry is about, from its key {@code pk}; empty for other items. */
    public static Optional<String> postId(String pk) {
        return pk.startsWith("POST#") ? Optional.of(PostKeys.postId(pk)) : Optional.empty();
    }

    /** What readers get of a post, with its text; empty if it was never released. */
    public Optional<Released> released(String postId) {
        return get(postId, PostKeys.RELEASE).map(item -> released(postId, item));
    }

    /** The same with empty bodies: titles, summaries, addresses and all else. */
    public Optional<Released> outline(String postId) {
        return get(postId, PostKeys.RELEASE).map(item -> outline(postId, item));
    }

    private Released released(String postId, Item item) {
        Released outline = outline(postId, item);
        Content content = texts.read(postId, outline.release().textRevision(), outline.content());
        return new Released(outline.release(), outline.feedId(), content, outline.addresses(), outline.former());
    }

    private static Released outline(String postId, Item item) {
        return new Released(
                PostItems.release(postId, item),
                UUID.fromString(item.textOf("feedId")),
                PostItems.content(Item.of(item.attributes().get("content").m())),
                PostItems.addresses(item),
                PostItems.former(item));
    }

    /** What readers are to get of a post and the site does not show yet; empty if there is nothing to do. */
    public Optional<Released> pending(String postId) {
        Map<String, Item> found = new HashMap<>();
        Map<String, KeysAndAttributes> wanted = Map.of(
                table,
                KeysAndAttributes.builder()
                        .consistentRead(true)
                        .keys(
                                Item.key(PostKeys.pk(postId), PostKeys.RELEASE),
                                Item.key(PostKeys.pk(postId), PostKeys.LIVE))
                        .build());
        dynamo.batchGetItemPaginator(get -> get.requestItems(wanted))
                .forEach(page -> page.responses().getOrDefault(table, List.of()).forEach(attributes -> {
                    Item item = Item.of(attributes);
                    found.put(item.textOf("sk"), item);
                }));
        Item release = found.get(PostKeys.RELEASE);
        Item live = found.get(PostKeys.LIVE);
        boolean isPending = release != null && (live == null || live.number("revision") < release.number("revision"));
        return isPending ? Optional.of(released(postId, release)) : Optional.empty();
    }

    /** The release alone, without the text. */
    public Optional<Release> current(String postId) {
        return get(postId, PostKeys.RELEASE).map(item -> PostItems.release(postId, item));
    }

    /** The body of one edition as it was saved under this revision. */
    public String body(String postId, long textRevision, String language) {
        return texts.read(postId, textRevision, language);
    }

    public Optional<Live> live(String postId) {
        return get(postId, PostKeys.LIVE).map(PostItems::live);
    }

    /** The live marks of many posts (at most 100), by post; those that are not live are missing. */
    public Map<String, Live> live(List<String> postIds) {
        if (postIds.isEmpty()) {
            return Map.of();
        }
        Map<String, KeysAndAttributes> wanted = Map.of(
                table,
                KeysAndAttributes.builder()
                        .consistentRead(true)
                        .keys(postIds.stream()
                                .map(id -> Item.key(PostKeys.pk(id), PostKeys.LIVE))
                                .toList())
                        .build());
        var live = new HashMap<String, Live>();
        dynamo.batchGetItemPaginator(get -> get.requestItems(wanted))
                .forEach(page -> page.responses().getOrDefault(table, List.of()).forEach(attributes -> {
                    Item item = Item.of(attributes);
                    live.put(PostKeys.postId(item.textOf("pk")), PostItems.live(item));
                }));
        return live;
    }

    /**
     * Says that the site shows this release: pages, lists and feeds.
     *
     * @return false if a newer release exists; that one says so itself
     */
    public boolean markLive(Release release, Instant at, int files) {
        String pk = PostKeys.pk(release.postId());
        Map<String, AttributeValue> revision = Map.of(":revision", Item.number(release.revision()));
        var live = Transaction.put(
                table,
                PostItems.live(release.postId(), new Live(release.revision(), at)),
                "attribute_not_exists(pk) OR revision < :revision",
                revision);
        var untold = Transaction.put(table, PostItems.openAnnouncement(release, at), "revision = :revision", revision);
        var receipt = Transaction.put(
                table,
                Item.at(pk, PostKeys.receipt(release.revision()))
                        .with("revision", release.revision())
                        .with("releasedAt", release.releasedAt())
                        .with("liveAt", at)
                        .with("files", files));
        return Transaction.write(dynamo, List.of(live, untold, receipt)).isEmpty();
    }

    /** The revision that is live and that the channels may not have been told of; empty if there is none. */
    public OptionalLong unannounced(String postId) {
        return get(postId, PostKeys.OPEN_RELEASE)
                .filter(item -> item.optionalText("openKind")
                        .filter(Open.ANNOUNCEMENT.word::equals)
                        .isPresent())
                .map(item -> OptionalLong.of(item.number("revision")))
                .orElse(OptionalLong.empty());
    }

    /** Says that the channels were told of this revision. Doing it twice is fine; a newer one is still to be told. */
    public void announced(String postId, long revision) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(Item.key(PostKeys.pk(postId), PostKeys.OPEN_RELEASE))
                    .conditionExpression("openKind = :announcement AND revision = :revision")
                    .updateExpression("REMOVE openKind, openSince")
                    .expressionAttributeValues(Map.of(
                            ":announcement", Item.text(Open.ANNOUNCEMENT.word), ":revision", Item.number(revision))));
        } catch (ConditionalCheckFailedException anotherOne) {
            // Once is enough, and a newer one says so itself.
        }
    }

    /** Says that this release cannot become live, and why; its editors find it in the receipt. */
    public void markFailed(Release release, Instant at, String reason) {
        String pk = PostKeys.pk(release.postId());
        var closed = Transaction.delete(
                table,
                Item.key(pk, PostKeys.OPEN_RELEASE),
                "revision = :revision",
                Map.of(":revision", Item.number(release.revision())));
        var receipt = Transaction.put(
                table,
                Item.at(pk, PostKeys.receipt(release.revision()))
                        .with("revision", release.revision())
                        .with("releasedAt", release.releasedAt())
                        .with("failedAt", at)
                        .with("failure", reason));
        Transaction.write(dynamo, List.of(closed, receipt));
    }

    /** The second at which a post is due; empty if nothing of it is scheduled. */
    public Optional<Instant> scheduledFor(String postId) {
        return get(postId, PostKeys.OPEN_SCHEDULE).map(item -> item.instant("openSince"));
    }

    /** The intents to mail that no mailing was opened for yet. */
    public List<Intent> openIntents(String postId) {
        return asked(postId).stream()
                .filter(asked -> asked.outcome().isEmpty())
                .map(Asked::intent)
                .toList();
    }

    /** All intents to mail that the releases of a post have made. */
    public List<Intent> intents(String postId) {
        return asked(postId).stream().map(Asked::intent).toList();
    }

    /**
     * An intent, and what came of it.
     *
     * @param at when it was made; it comes with its release
     * @param outcome empty while it is open
     */
    public record Asked(Intent intent, Instant at, Optional<String> outcome) {

        private static final String HELD = "held: ";

        /** Why it is left to a person, if it is: what {@link HeldBack#of} takes. */
        public Optional<String> heldFor() {
            return outcome.filter(text -> text.startsWith(HELD)).map(text -> text.substring(HELD.length()));
        }
    }

    /** The same with what came of each. */
    public List<Asked> asked(String postId) {
        return dynamo
                .query(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :intents)")
                        .expressionAttributeValues(Map.of(
                                ":pk", Item.text(PostKeys.pk(postId)),
                                ":intents", Item.text(PostKeys.INTENT))))
                .items()
                .stream()
                .map(Item::of)
                .map(item -> new Asked(intent(postId, item), item.instant("at"), item.optionalText("outcome")))
                .toList();
    }

    /** When the intent was made; it comes with its release. */
    public Optional<Instant> intentMadeAt(Intent intent) {
        return get(intent.postId(), PostKeys.INTENT + intent.name()).map(item -> item.instant("at"));
    }

    /** Takes an intent off the open work: its mailing exists, or it is left to a person. Doing it twice is fine. */
    public void closeIntent(Intent intent, String outcome) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(Item.key(PostKeys.pk(intent.postId()), PostKeys.INTENT + intent.name()))
                    .conditionExpression("attribute_exists(openKind)")
                    .updateExpression("SET outcome = :outcome REMOVE openKind, openSince")
                    .expressionAttributeValues(Map.of(":outcome", Item.text(outcome))));
        } catch (ConditionalCheckFailedException alreadyClosed) {
            // Once is enough.
        }
    }

    /** Takes an intent off the open work in the same way, since a person has to decide. */
    public void holdBack(Intent intent, HeldBack why) {
        closeIntent(intent, Asked.HELD + why.code());
    }

    /** The posts of which this has been open since before this instant; oldest first. */
    public List<String> open(Open kind, Instant before, int limit) {
        return posts(open(kind).before(before, limit));
    }

    /** So many of them by lot, for whoever tries them again and again: {@link OpenWork#draw}. */
    public List<String> draw(Open kind, Instant before, int limit) {
        return posts(open(kind).draw(before, limit));
    }

    private static List<String> posts(List<Item> open) {
        return open.stream()
                .map(item -> PostKeys.postId(item.textOf("pk")))
                .distinct()
                .toList();
    }

    /** Since when the oldest release is not live, or the oldest intent open; empty if none is. A moment behind. */
    public Optional<Instant> oldestOpen(Open kind) {
        return open(kind).oldest(1).stream().findFirst().map(item -> item.instant("openSince"));
    }

    private OpenWork open(Open kind) {
        return new OpenWork(dynamo, table, kind.word);
    }

    /** What may be left open in the posts' table. */
    public enum Open {
        RELEASE("release"),
        INTENT("intent"),
        /** Live, and the channels beside site and mail may not know. */
        ANNOUNCEMENT("announcement"),
        /** Since when: the second for which it is scheduled. */
        SCHEDULE("schedule");

        private final String word;

        Open(String word) {
            this.word = word;
        }
    }

    private Intent intent(String postId, Item item) {
        return new Intent(postId, item.textOf("name"), item.number("revision"));
    }

    private Optional<Item> get(String postId, String sk) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(Item.key(PostKeys.pk(postId), sk)))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(Item.of(found));
    }
}

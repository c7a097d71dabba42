package press.communique.store.posts;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import press.communique.core.post.Address;
import press.communique.core.post.Attachment;
import press.communique.core.post.Change;
import press.communique.core.post.Content;
import press.communique.core.post.Correction;
import press.communique.core.post.Edition;
import press.communique.core.post.Intent;
import press.communique.core.post.Link;
import press.communique.core.post.Live;
import press.communique.core.post.Post;
import press.communique.core.post.PostImage;
import press.communique.core.post.PostState;
import press.communique.core.post.Release;
import press.communique.core.post.Schedule;
import press.communique.core.post.ScheduledRelease;
import press.communique.store.item.Item;
import press.communique.store.log.Correlation;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The form that posts have in the table. Bodies are items of their own; see {@link Texts}. */
final class PostItems {

    /** All posts stand on one shelf of the index {@code newest}; a newsroom's writes are far below a partition's limit. */
    static final String SHELF = "posts";

    /** What became of a schedule and its editor has not been told. */
    static final String UNTOLD = "scheduled";

    private PostItems() {}

    static Item post(Post post) {
        Item item = Item.at(PostKeys.pk(post.id()), PostKeys.POST)
                .with("shelf", SHELF)
                .with("id", post.id())
                .with("sourceId", post.sourceId())
                .with("feedId", post.feedId().toString())
                .with("revision", post.revision())
                .with("textRevision", post.textRevision())
                .with("state", post.state().word())
                .with("content", content(post.content()))
                .with("createdBy", post.createdBy())
                .with("createdAt", post.createdAt())
                .with("updatedBy", post.updatedBy())
                .with("updatedAt", post.updatedAt())
                .with("publishedAt", post.publishedAt())
                .withMap("addresses", post.addresses(), address -> address(address)
                        .value())
                .withList("former", post.former(), PostItems::address);
        post.released().ifPresent(release -> item.with("released", releaseFields(Item.map(), release)));
        post.schedule().ifPresent(schedule -> item.with("schedule", schedule(schedule)));
        return item;
    }

    private static Item schedule(Schedule schedule) {
        return Item.map()
                .with("at", schedule.at())
                .with("revision", schedule.revision())
                .with("textRevision", schedule.textRevision())
                .withMap("addresses", schedule.addresses(), address -> address(address)
                        .value())
                .withTexts("aliases", schedule.aliases())
                .with("mailed", schedule.mailed())
                .withTexts("correction", schedule.correction())
                .with("by", schedule.by())
                .with("tell", schedule.tell());
    }

    private static Schedule schedule(Item item) {
        return new Schedule(
                item.instant("at"),
                item.number("revision"),
                item.number("textRevision"),
                addresses(item),
                item.texts("aliases"),
                item.flag("mailed"),
                item.textMap("correction"),
                item.textOf("by"),
                item.optionalText("tell"));
    }

    static Post post(Item item) {
        return new Post(
                item.textOf("id"),
                item.optionalText("sourceId"),
                UUID.fromString(item.textOf("feedId")),
                item.number("revision"),
                item.number("textRevision"),
                PostState.of(item.textOf("state")),
                content(Item.of(item.attributes().get("content").m())),
                item.textOf("createdBy"),
                item.instant("createdAt"),
                item.textOf("updatedBy"),
                item.instant("updatedAt"),
                item.optionalInstant("publishedAt"),
                item.map("addresses", PostItems::address),
                former(item),
                item.has("released")
                        ? Optional.of(release(
                                item.textOf("id"),
                                Item.of(item.attributes().get("released").m())))
                        : Optional.empty(),
                item.has("schedule")
                        ? Optional.of(schedule(
                                Item.of(item.attributes().get("schedule").m())))
                        : Optional.empty());
    }

    /** Who did what and when, with the text's outline: what the history of a post is made of. */
    static Item revision(Change change) {
        Post post = change.after();
        return Item.at(PostKeys.pk(post.id()), PostKeys.revision(post.revision()))
                .with("revision", post.revision())
                .with("textRevision", post.textRevision())
                .with("step", change.step())
                .with("note", change.note())
                .with("state", post.state().word())
                .with("by", post.updatedBy())
                .with("at", post.updatedAt())
                .with("content", content(post.content()));
    }

    /** The release item pins everything that readers get but the bodies, which never change under their revision. */
    static Item release(Post post, Release release, Content pinned) {
        return releaseFields(Item.at(PostKeys.pk(post.id()), PostKeys.RELEASE), release)
                .with("feedId", post.feedId().toString())
                .with("content", content(pinned))
                .withMap("addresses", post.addresses(), address -> address(address)
                        .value())
                .withList("former", post.former(), PostItems::address);
    }

    private static Item releaseFields(Item item, Release release) {
        return item.with("revision", release.revision())
                .with("textRevision", release.textRevision())
                .with("kind", release.kind().name())
                .with("releasedAt", release.releasedAt())
                .with("publishedAt", release.publishedAt())
                .with("releasedBy", release.releasedBy())
                .withTexts("reasons", release.reasons())
                .with("redirectTo", release.redirectTo())
                .withList("corrections", release.corrections(), PostItems::correction)
                .with("byClock", release.byClock())
                .with("cause", release.cause().or(Correlation::current));
    }

    static Item correction(Correction correction) {
        return Item.map().with("at", correction.at()).withTexts("texts", correction.texts());
    }

    static Correction correction(Item item) {
        return new Correction(item.instant("at"), item.textMap("texts"));
    }

    static Release release(String postId, Item item) {
        return new Release(
                postId,
                item.number("revision"),
                item.number("textRevision"),
                Release.Kind.valueOf(item.textOf("kind")),
                item.instant("releasedAt"),
                item.instant("publishedAt"),
                item.textOf("releasedBy"),
                item.textMap("reasons"),
                item.optionalText("redirectTo"),
                item.list("corrections", PostItems::correction),
                item.flag("byClock"),
                item.optionalText("cause"));
    }

    static Item openRelease(Release release) {
        return Item.at(PostKeys.pk(release.postId()), PostKeys.OPEN_RELEASE)
                .with("revision", release.revision())
                .with("openKind", "release")
                .with("openSince", release.releasedAt());
    }

    /** The same item: a release is open until it is live, and then until everybody was told of it. */
    static Item openAnnouncement(Release release, Instant since) {
        return openRelease(release).with("openKind", "announcement").with("openSince", since);
    }

    static Item openSchedule(Post post, Schedule schedule) {
        return Item.at(PostKeys.pk(post.id()), PostKeys.OPEN_SCHEDULE)
                .with("openKind", "schedule")
                .with("openSince", schedule.at());
    }

    static Item scheduled(ScheduledRelease release, Instant now) {
        Item item = Item.at(PostKeys.pk(release.postId()), PostKeys.scheduled(release.revision()))
                .with("revision", release.revision())
                .with("scheduledFor", release.scheduledFor())
                .withTexts("titles", release.titles())
                .with("tell", release.tell())
                .with("publicAt", release.publicAt())
                .with("failure", release.failure());
        return item.with("openKind", UNTOLD).with("openSince", now);
    }

    static ScheduledRelease scheduled(String postId, Item item) {
        return new ScheduledRelease(
                postId,
                item.number("revision"),
                item.instant("scheduledFor"),
                item.textMap("titles"),
                item.optionalText("tell"),
                item.optionalInstant("publicAt"),
                item.optionalText("failure"));
    }

    /** The reader's first mail about a post, with the languages in which it could be had. */
    static Item intent(Intent intent, Instant at, Collection<String> languages) {
        return intent(intent, at).withTexts("languages", languages);
    }

    static Item intent(Intent intent, Instant at) {
        return Item.at(PostKeys.pk(intent.postId()), PostKeys.INTENT + intent.name())
                .with("name", intent.name())
                .with("revision", intent.revision())
                .with("at", at)
                .with("openKind", "intent")
                .with("openSince", at);
    }

    static Item live(String postId, Live live) {
        return Item.at(PostKeys.pk(postId), PostKeys.LIVE)
                .with("revision", live.revision())
                .with("at", live.at());
    }

    static Live live(Item item) {
        return new Live(item.number("revision"), item.instant("at"));
    }

    static Item addressClaim(String pk, String postId) {
        return Item.at(pk, PostKeys.ADDRESS).with("postId", postId);
    }

    /** For a release to come; it is free again if that is called off. */
    static Item heldAddress(String pk, String postId) {
        return addressClaim(pk, postId).with("held", true);
    }

    static Item content(Content content) {
        return Item.map()
                .with("type", content.type())
                .withTexts("topics", content.topics())
                .withTexts("authors", content.authors())
                .withMap("editions", content.editions(), edition -> Item.map()
                        .with("title", edition.title())
                        .with("summary", edition.summary())
                        .with("slug", edition.slug())
                        .value())
                .withList("links", content.links(), link -> Item.map()
                        .withTexts("titles", link.titles())
                        .with("url", link.url()))
                .withList("images", content.image().stream().toList(), PostItems::image)
                .withList("attachments", content.attachments(), attachment -> Item.map()
                        .with("media", attachment.media())
                        .withTexts("titles", attachment.titles()))
                .with("featured", content.featured())
                .with("urgent", content.urgent())
                .withTexts("aliases", content.aliases())
                .with("publishAt", content.publishAt());
    }

    /** Without the bodies. */
    static Content content(Item item) {
        return new Content(
                item.textOf("type"),
                item.texts("topics"),
                item.texts("authors"),
                new TreeMap<>(item.map("editions", PostItems::edition)),
                item.list("links", link -> new Link(link.textMap("titles"), link.textOf("url"))),
                item.list("images", PostItems::image).stream().findFirst(),
                item.list(
                        "attachments",
                        attachment -> new Attachment(attachment.textOf("media"), attachment.textMap("titles"))),
                item.flag("featured"),
                item.flag("urgent"),
                item.texts("aliases"),
                item.optionalInstant("publishAt"));
    }

    private static Item image(PostImage image) {
        return Item.map()
                .with("media", image.media())
                .withTexts("alt", image.alt())
                .withTexts("captions", image.captions())
                .with("decorative", image.decorative());
    }

    private static PostImage image(Item item) {
        return new PostImage(
                item.textOf("media"), item.textMap("alt"), item.textMap("captions"), item.flag("decorative"));
    }

    private static Edition edition(AttributeValue value) {
        Item item = Item.of(value.m());
        return new Edition(item.text("title", ""), item.text("summary", ""), "", item.optionalText("slug"));
    }

    private static Item address(Address address) {
        return Item.map()
                .with("language", address.language())
                .with("month", address.month().toString())
                .with("slug", address.slug());
    }

    private static Address address(AttributeValue value) {
        return addressOf(Item.of(value.m()));
    }

    private static Address addressOf(Item item) {
        return new Address(item.textOf("language"), YearMonth.parse(item.textOf("month")), item.textOf("slug"));
    }

    static Map<String, Address> addresses(Item item) {
        return item.map("addresses", PostItems::address);
    }

    static List<Address> former(Item item) {
        return item.list("former", PostItems::addressOf);
    }
}

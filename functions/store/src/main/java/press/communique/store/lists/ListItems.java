package press.communique.store.lists;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.post.Address;
import press.communique.core.post.Correction;
import press.communique.core.post.Link;
import press.communique.core.post.Released;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The form that lists and their entries have in the table. */
final class ListItems {

    static final String HEAD = "LIST";
    static final String GONE = "GONE#";
    static final String MONTHS = "MONTH#";

    /** Sorts after every month. */
    static final String MONTHS_END = MONTHS + "~";

    private ListItems() {}

    static String pk(ListKey list) {
        return "LIST#" + list.language() + "#" + list.kind().name() + "#" + list.id();
    }

    static String month(YearMonth month) {
        return MONTHS + month;
    }

    static String part(Part part) {
        return "PART#" + part;
    }

    static String entry(Part part, String postId) {
        return entries(part) + postId;
    }

    static String entries(Part part) {
        return "ENTRY#" + part + "#";
    }

    static String gone(Instant at, String postId) {
        return GONE + date(at, postId);
    }

    /** The mark that a post was withdrawn from a list. It is not in the index: only what has a {@code date} is. */
    static Item gone(ListKey list, Listings.Gone mark, Released post) {
        return Item.at(pk(list), gone(mark.at(), post.release().postId()))
                .with("feedId", post.feedId().toString())
                .with("at", mark.at());
    }

    /** One row of a list; {@code date} is the sort key of the local index {@code byDate}. */
    static Item entry(ListKey list, Part part, Released post) {
        ListEntry entry = ListEntry.of(post, list.language());
        Item item = Item.at(pk(list), entry(part, entry.postId()))
                .with("date", date(entry.publishedAt(), entry.postId()))
                .with("postId", entry.postId())
                .with("feedId", entry.feedId().toString())
                .with("revision", entry.revision())
                .with("textRevision", entry.textRevision())
                .with("language", entry.address().language())
                .with("month", entry.address().month().toString())
                .with("slug", entry.address().slug())
                .with("title", entry.title())
                .with("summary", entry.summary())
                .with("type", entry.type())
                .withTexts("topics", entry.topics())
                .withTexts("authors", entry.authors())
                .with("publishedAt", entry.publishedAt())
                .with("releasedAt", entry.releasedAt())
                .with("image", entry.image())
                .withList("corrections", entry.corrections(), correction -> Item.map()
                        .with("at", correction.at())
                        .with("text", correction.texts().get(list.language())));
        if (list.kind() == ListKey.Kind.FEATURED) {
            item.withList("links", post.content().links(), link -> Item.map()
                    .withTexts("titles", link.titles())
                    .with("url", link.url()));
        }
        return item;
    }

    static List<Link> links(Map<String, AttributeValue> attributes) {
        return Item.of(attributes).list("links", link -> new Link(link.textMap("titles"), link.textOf("url")));
    }

    static ListEntry entry(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new ListEntry(
                item.textOf("postId"),
                UUID.fromString(item.textOf("feedId")),
                item.number("revision"),
                item.number("textRevision"),
                new Address(item.textOf("language"), YearMonth.parse(item.textOf("month")), item.textOf("slug")),
                item.textOf("title"),
                item.text("summary", ""),
                item.textOf("type"),
                item.texts("topics"),
                item.texts("authors"),
                item.instant("publishedAt"),
                item.instant("releasedAt"),
                item.list(
                        "corrections",
                        correction -> new Correction(
                                correction.instant("at"), Map.of(item.textOf("language"), correction.textOf("text")))),
                item.optionalText("image"));
    }

    /** Seconds only, so that the order of texts is that of time; the id parts posts of one second. */
    private static String date(Instant publishedAt, String postId) {
        return Instant.ofEpochSecond(publishedAt.getEpochSecond()) + "#" + postId;
    }
}

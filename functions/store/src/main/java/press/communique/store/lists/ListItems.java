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
import press.communique.core.post.Edition;
import press.communique.core.post.Link;
import press.communique.core.post.PostImage;
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
        Edition edition = post.content().editions().get(list.language());
        Address address = post.addresses().get(list.language());
        String postId = post.release().postId();
        Item item = Item.at(pk(list), entry(part, postId))
                .with("date", date(post.release().publishedAt(), postId))
                .with("postId", postId)
                .with("feedId", post.feedId().toString())
                .with("revision", post.release().revision())
                .with("textRevision", post.release().textRevision())
                .with("language", address.language())
                .with("month", address.month().toString())
                .with("slug", address.slug())
                .with("title", edition.title())
                .with("summary", edition.summary())
                .with("type", post.content().type())
                .withTexts("topics", post.content().topics())
                .withTexts("authors", post.content().authors())
                .with("publishedAt", post.release().publishedAt())
                .with("releasedAt", post.release().releasedAt())
                .with("image", post.content().image().map(PostImage::media))
                .withList(
                        "corrections",
                        post.release().corrections().stream()
                                .filter(correction -> correction.texts().containsKey(list.language()))
                                .toList(),
                        correction -> Item.map()
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

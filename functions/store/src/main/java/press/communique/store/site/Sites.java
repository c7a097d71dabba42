package press.communique.store.site;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import press.communique.core.site.Label;
import press.communique.core.site.Logo;
import press.communique.core.site.NavigationLink;
import press.communique.core.site.SiteSettings;
import press.communique.store.item.Item;
import press.communique.store.item.TooLarge;
import press.communique.store.item.Transaction;
import press.communique.store.media.MediaUses;
import press.communique.store.posts.Stale;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * The newsroom's settings: one item that is current, and one for each revision.
 *
 * <pre>{@code SiteSettings site = sites.current();}</pre>
 */
public final class Sites {

    /** The partition of the settings; the item that is current wakes the publisher. */
    public static final String PARTITION = "SITE";

    private static final String CURRENT = "SETTINGS";
    private static final String REVISION = "REVISION#";

    private final DynamoDbClient dynamo;
    private final String table;

    public Sites(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** What holds now, read consistently; {@link SiteSettings#initial} while nobody has set anything. */
    public SiteSettings current() {
        return latest().map(Revision::settings).orElseGet(SiteSettings::initial);
    }

    /** Settings as they were accepted: when, and from whom. */
    public record Revision(SiteSettings settings, String by, Instant at) {}

    /** What holds now, with who set it; empty while nobody has. */
    public Optional<Revision> latest() {
        return find(CURRENT);
    }

    public Optional<Revision> revision(long number) {
        return find(REVISION + number);
    }

    /**
     * The revisions from this one back to the first, newest first.
     *
     * @param limit at most 100
     */
    public List<Revision> revisions(long newest, int limit) {
        List<Map<String, AttributeValue>> keys = LongStream.iterate(newest, number -> number - 1)
                .takeWhile(number -> number > 0)
                .limit(limit)
                .mapToObj(number -> Item.key(PARTITION, REVISION + number))
                .toList();
        if (keys.isEmpty()) {
            return List.of();
        }
        var found = new ArrayList<Revision>();
        var wanted = Map.of(
                table,
                KeysAndAttributes.builder().consistentRead(true).keys(keys).build());
        dynamo.batchGetItemPaginator(get -> get.requestItems(wanted)).forEach(page -> page.responses()
                .getOrDefault(table, List.of())
                .forEach(attributes -> found.add(revision(Item.of(attributes)))));
        found.sort(Comparator.comparingLong(
                        (Revision revision) -> revision.settings().revision())
                .reversed());
        return found;
    }

    private Optional<Revision> find(String sk) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(Item.key(PARTITION, sk)))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(revision(Item.of(found)));
    }

    private static Revision revision(Item item) {
        return new Revision(settings(item), item.textOf("by"), item.instant("at"));
    }

    /** @throws TooLarge if these settings are more than an item takes */
    public static void requireRoom(SiteSettings settings) {
        Transaction.requireRoom(List.of(Transaction.put("", item(REVISION, settings, "", Instant.EPOCH))));
    }

    /**
     * Stores new settings as the revision after the one they were made from.
     *
     * @return the settings with their new revision
     * @throws Stale if {@code before} is no longer the current revision
     */
    public SiteSettings replace(long before, SiteSettings settings, String by, Instant now) {
        SiteSettings next = settings.withRevision(before + 1);
        var current = before == 0
                ? Transaction.put(table, item(CURRENT, next, by, now), "attribute_not_exists(pk)", Map.of())
                : Transaction.put(
                        table,
                        item(CURRENT, next, by, now),
                        "revision = :before",
                        Map.of(":before", Item.number(before)));
        var history = Transaction.put(table, item(REVISION + next.revision(), next, by, now));
        var writes = new ArrayList<>(List.of(current, history));
        settings.logo().ifPresent(logo -> writes.addAll(MediaUses.writes(table, PARTITION, List.of(logo.media()))));
        if (Transaction.write(dynamo, writes).isPresent()) {
            throw new Stale("The site");
        }
        return next;
    }

    private static Item item(String sk, SiteSettings site, String by, Instant now) {
        return Item.at(PARTITION, sk)
                .with("revision", site.revision())
                .with("by", by)
                .with("at", now)
                .withTexts("names", site.names())
                .withTexts("taglines", site.taglines())
                .withTexts("languages", site.languages())
                .with("defaultLanguage", site.defaultLanguage())
                .with("timeZone", site.timeZone().getId())
                .withList("types", site.types(), Sites::label)
                .withList("topics", site.topics(), Sites::label)
                .withList("navigation", site.navigation(), link -> Item.map()
                        .withTexts("names", link.names())
                        .with("url", link.url()))
                .with("sender", site.sender())
                .withTexts("contact", site.contact())
                .with("accent", site.accent())
                .withList("logo", site.logo().stream().toList(), logo -> Item.map()
                        .with("media", logo.media())
                        .with("path", logo.path())
                        .with("width", logo.width())
                        .with("height", logo.height()))
                .withMap("pages", site.pages(), page -> Item.map()
                        .withMap("texts", page, Item::text)
                        .value())
                .with("hub", site.hub())
                .with("fourEyes", site.fourEyes())
                .with("complaintLimit", Double.toString(site.complaintLimit()));
    }

    private static SiteSettings settings(Item item) {
        return new SiteSettings(
                item.number("revision"),
                item.textMap("names"),
                item.textMap("taglines"),
                item.texts("languages"),
                item.textOf("defaultLanguage"),
                ZoneId.of(item.textOf("timeZone")),
                item.list("types", Sites::label),
                item.list("topics", Sites::label),
                item.list("navigation", link -> new NavigationLink(link.textMap("names"), link.textOf("url"))),
                item.textOf("sender"),
                item.textMap("contact"),
                item.optionalText("accent"),
                item
                        .list(
                                "logo",
                                logo -> new Logo(
                                        logo.textOf("media"), logo.textOf("path"), (int) logo.number("width"), (int)
                                                logo.number("height")))
                        .stream()
                        .findFirst(),
                item.map("pages", page -> Item.of(page.m()).textMap("texts")),
                item.optionalText("hub"),
                item.flag("fourEyes"),
                Double.parseDouble(item.text("complaintLimit", "0.003")));
    }

    private static Item label(Label label) {
        return Item.map().with("id", label.id()).withTexts("names", label.names());
    }

    private static Label label(Item item) {
        return new Label(item.textOf("id"), item.textMap("names"));
    }
}

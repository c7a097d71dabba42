package press.communique.store.audience;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import press.communique.core.audience.DigestMark;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Pause;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.store.item.Item;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Readers and preferences as attributes. */
final class ReaderItems {

    private ReaderItems() {}

    static Reader reader(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        return new Reader(
                item.textOf("sk").substring(AudienceKeys.READER.length()),
                item.number("revision"),
                item.number("epoch"),
                item.flag("active"),
                preferences(attributes.get("preferences")),
                mark(item));
    }

    private static DigestMark mark(Item item) {
        return new DigestMark(
                item.number("digestVersion"),
                item.number("digestAfter"),
                positions(item, "digestWaiting"),
                positions(item, "digestDoubtful"));
    }

    private static List<Long> positions(Item item, String name) {
        AttributeValue value = item.attributes().get(name);
        return value == null
                ? List.of()
                : value.l().stream().map(each -> Long.parseLong(each.n())).toList();
    }

    /** What an update's {@code SET} needs for a new mark. */
    static final String SET_MARK = "digestVersion = :digestVersion, digestAfter = :digestAfter,"
            + " digestWaiting = :digestWaiting, digestDoubtful = :digestDoubtful";

    static Map<String, AttributeValue> values(DigestMark mark) {
        return Map.of(
                ":digestVersion", Item.number(mark.version()),
                ":digestAfter", Item.number(mark.after()),
                ":digestWaiting", positions(mark.waiting()),
                ":digestDoubtful", positions(mark.doubtful()));
    }

    /** What a condition needs for the mark to be this one; readers of former days have none. */
    static String isMark(DigestMark mark) {
        return mark.version() == 0
                ? "(attribute_not_exists(digestVersion) OR digestVersion = :markedAs)"
                : "digestVersion = :markedAs";
    }

    private static AttributeValue positions(List<Long> positions) {
        return AttributeValue.fromL(positions.stream().map(Item::number).toList());
    }

    static byte[] sealedAddress(Map<String, AttributeValue> attributes) {
        return attributes.get("address").b().asByteArray();
    }

    static AttributeValue sealed(byte[] address) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(address));
    }

    static AttributeValue value(Preferences preferences) {
        Item item = Item.map()
                .withTexts("languages", preferences.languages())
                .withList("interests", preferences.interests(), ReaderItems::interest)
                .with("timeZone", preferences.timeZone());
        preferences.hour().ifPresent(hour -> item.with("hour", hour));
        preferences.weekday().ifPresent(weekday -> item.with("weekday", weekday));
        preferences.pause().ifPresent(pause -> item.with("pause", Item.map().with("until", pause.until())));
        return item.value();
    }

    static Preferences preferences(AttributeValue value) {
        Item item = Item.of(value.m());
        return new Preferences(
                item.texts("languages"),
                item.list("interests", ReaderItems::interest),
                item.optionalText("timeZone").map(ZoneId::of),
                optionalNumber(item, "hour"),
                optionalNumber(item, "weekday"),
                Optional.ofNullable(value.m().get("pause")).map(ReaderItems::pause));
    }

    private static Pause pause(AttributeValue value) {
        return new Pause(Item.of(value.m()).optionalInstant("until"));
    }

    private static Item interest(Interest interest) {
        return Item.map()
                .withTexts("types", interest.types())
                .withTexts("topics", interest.topics())
                .with("frequency", interest.frequency().word());
    }

    private static Interest interest(Item item) {
        return new Interest(item.texts("types"), item.texts("topics"), Frequency.of(item.textOf("frequency")));
    }

    private static OptionalInt optionalNumber(Item item, String name) {
        return item.has(name) ? OptionalInt.of((int) item.number(name)) : OptionalInt.empty();
    }
}

package press.communique.store.item;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item of a table, or a map within one: written attribute by attribute, read back with the type that is expected.
 *
 * <pre>{@code
 * var item = Item.at("POST#1", "LIVE").with("revision", 3).with("at", now);
 * long revision = Item.of(item.attributes()).number("revision");
 * }</pre>
 *
 * <p>Absent attributes read as empty, since an item may have been written by an older version. Not for several threads.
 */
public final class Item {

    /** The schema version that this code writes as {@code v}; it reads this one and the one before. */
    public static final int SCHEMA = 1;

    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    /** A new item under this key, marked with the schema version. */
    public static Item at(String pk, String sk) {
        return map().with("pk", pk).with("sk", sk).with("v", SCHEMA);
    }

    /** A new map. */
    public static Item map() {
        return new Item(new LinkedHashMap<>());
    }

    public static Item of(Map<String, AttributeValue> attributes) {
        return new Item(attributes);
    }

    public static Map<String, AttributeValue> key(String pk, String sk) {
        return Map.of("pk", text(pk), "sk", text(sk));
    }

    public static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    public static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    public Map<String, AttributeValue> attributes() {
        return attributes;
    }

    public Item with(String name, String value) {
        attributes.put(name, text(value));
        return this;
    }

    public Item with(String name, long value) {
        attributes.put(name, number(value));
        return this;
    }

    public Item with(String name, boolean value) {
        attributes.put(name, AttributeValue.fromBool(value));
        return this;
    }

    public Item with(String name, Instant value) {
        return with(name, value.toString());
    }

    public Item with(String name, Optional<?> value) {
        value.ifPresent(present -> with(name, present.toString()));
        return this;
    }

    public Item with(String name, Item value) {
        attributes.put(name, AttributeValue.fromM(value.attributes));
        return this;
    }

    public Item withTexts(String name, Collection<String> values) {
        attributes.put(
                name, AttributeValue.fromL(values.stream().map(Item::text).toList()));
        return this;
    }

    public <T> Item withList(String name, Collection<T> values, Function<T, Item> form) {
        attributes.put(
                name,
                AttributeValue.fromL(values.stream()
                        .map(value -> AttributeValue.fromM(form.apply(value).attributes))
                        .toList()));
        return this;
    }

    public <T> Item withMap(String name, Map<String, T> values, Function<T, AttributeValue> form) {
        var map = new LinkedHashMap<String, AttributeValue>();
        values.forEach((key, value) -> map.put(key, form.apply(value)));
        attributes.put(name, AttributeValue.fromM(map));
        return this;
    }

    public Item withTexts(String name, Map<String, String> values) {
        return withMap(name, values, Item::text);
    }

    public AttributeValue value() {
        return AttributeValue.fromM(attributes);
    }

    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    public String text(String name, String otherwise) {
        AttributeValue value = attributes.get(name);
        return value == null || value.s() == null ? otherwise : value.s();
    }

    /** @throws IllegalStateException if the item has no such text */
    public String textOf(String name) {
        return optionalText(name)
                .orElseThrow(() -> new IllegalStateException("An item lacks the attribute " + name + ": " + key()));
    }

    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(text(name, null));
    }

    public long number(String name) {
        AttributeValue value = attributes.get(name);
        return value == null || value.n() == null ? 0 : Long.parseLong(value.n());
    }

    public boolean flag(String name) {
        AttributeValue value = attributes.get(name);
        return value != null && Boolean.TRUE.equals(value.bool());
    }

    public Instant instant(String name) {
        return Instant.parse(textOf(name));
    }

    public Optional<Instant> optionalInstant(String name) {
        return optionalText(name).map(Instant::parse);
    }

    public List<String> texts(String name) {
        AttributeValue value = attributes.get(name);
        if (value == null) {
            return List.of();
        }
        return value.hasSs()
                ? value.ss()
                : value.l().stream().map(AttributeValue::s).toList();
    }

    public <T> List<T> list(String name, Function<Item, T> form) {
        AttributeValue value = attributes.get(name);
        return value == null
                ? List.of()
                : value.l().stream().map(each -> form.apply(of(each.m()))).toList();
    }

    public <T> Map<String, T> map(String name, Function<AttributeValue, T> form) {
        AttributeValue value = attributes.get(name);
        var map = new LinkedHashMap<String, T>();
        if (value != null) {
            value.m().forEach((key, each) -> map.put(key, form.apply(each)));
        }
        return map;
    }

    public Map<String, String> textMap(String name) {
        return map(name, AttributeValue::s);
    }

    private String key() {
        return text("pk", "?") + " / " + text("sk", "?");
    }

    /**
     * What it counts for in the table, at most.
     * See https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html.
     */
    int bytes() {
        return bytes(attributes);
    }

    private static int bytes(Map<String, AttributeValue> map) {
        return map.entrySet().stream()
                .mapToInt(entry -> bytes(entry.getKey()) + bytes(entry.getValue()))
                .sum();
    }

    private static int bytes(AttributeValue value) {
        return switch (value.type()) {
            case S -> bytes(value.s());
            case N -> value.n().length() / 2 + 2;
            case B -> value.b().asByteArrayUnsafe().length;
            case M -> 3 + value.m().size() + bytes(value.m());
            case L -> 3 + value.l().stream().mapToInt(each -> 1 + bytes(each)).sum();
            case SS -> value.ss().stream().mapToInt(Item::bytes).sum();
            default -> 1;
        };
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}

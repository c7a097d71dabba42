package press.communique.store.lists;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a post's edition stands: list by list the part, and what its last release touched. Kept with the post, so that a
 * later release knows what to leave and a repeated one what to write again.
 *
 * @param left the lists that the last release left, or took a mark of withdrawal from
 * @param gone the lists that hold a mark that it was withdrawn
 * @param opened the parts that its last release was the first to stand in
 * @param beside other parts whose files lead to these
 */
record Listings(
        String language,
        long revision,
        SortedMap<ListKey, Part> places,
        SortedMap<ListKey, Part> left,
        SortedMap<ListKey, Gone> gone,
        SortedMap<ListKey, Part> opened,
        SortedMap<ListKey, Part> beside) {

    static final String PREFIX = "LISTED#";

    /** When a post was withdrawn from a list, and where it stood. */
    record Gone(Part part, Instant at) {

        static Gone parse(String text) {
            int at = text.indexOf('@');
            return new Gone(Part.parse(text.substring(0, at)), Instant.parse(text.substring(at + 1)));
        }

        @Override
        public String toString() {
            return part + "@" + at;
        }
    }

    static Listings none(String language) {
        return new Listings(
                language, 0, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    Item item(String pk) {
        return Item.at(pk, PREFIX + language)
                .with("language", language)
                .with("revision", revision)
                .withMap("places", text(places), Item::text)
                .withMap("left", text(left), Item::text)
                .withMap("gone", text(gone), Item::text)
                .withMap("opened", text(opened), Item::text)
                .withMap("beside", text(beside), Item::text);
    }

    static Listings of(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        String language = item.textOf("language");
        return new Listings(
                language,
                item.number("revision"),
                read(language, item.textMap("places"), Part::parse),
                read(language, item.textMap("left"), Part::parse),
                read(language, item.textMap("gone"), Gone::parse),
                read(language, item.textMap("opened"), Part::parse),
                read(language, item.textMap("beside"), Part::parse));
    }

    private static SortedMap<String, String> text(Map<ListKey, ?> values) {
        var texts = new TreeMap<String, String>();
        values.forEach((list, value) -> texts.put(name(list), value.toString()));
        return texts;
    }

    /** A list's name among those of its language: {@code TOPIC#ukraine}. */
    static String name(ListKey list) {
        return list.kind().name() + "#" + list.id();
    }

    static ListKey list(String language, String name) {
        int hash = name.indexOf('#');
        return new ListKey(language, ListKey.Kind.valueOf(name.substring(0, hash)), name.substring(hash + 1));
    }

    private static <T> SortedMap<ListKey, T> read(
            String language, Map<String, String> texts, Function<String, T> parse) {
        var values = new TreeMap<ListKey, T>();
        texts.forEach((name, value) -> values.put(list(language, name), parse.apply(value)));
        return values;
    }
}

package press.communique.store.lists;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import press.communique.core.list.ListKey;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a post's edition stands: list by list the part, and the lists that its last release touched. Kept with the post,
 * so that a later release knows what to leave and a repeated one what to write again.
 */
record Listings(String language, long revision, SortedMap<ListKey, Part> places, SortedMap<ListKey, Part> left) {

    static final String PREFIX = "LISTED#";

    static Listings none(String language) {
        return new Listings(language, 0, new TreeMap<>(), new TreeMap<>());
    }

    Item item(String pk) {
        return Item.at(pk, PREFIX + language)
                .with("language", language)
                .with("revision", revision)
                .withMap("places", text(places), Item::text)
                .withMap("left", text(left), Item::text);
    }

    static Listings of(Map<String, AttributeValue> attributes) {
        Item item = Item.of(attributes);
        String language = item.textOf("language");
        return new Listings(
                language,
                item.number("revision"),
                places(language, item.textMap("places")),
                places(language, item.textMap("left")));
    }

    private static SortedMap<String, String> text(Map<ListKey, Part> places) {
        var texts = new TreeMap<String, String>();
        places.forEach((list, part) -> texts.put(name(list), part.toString()));
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

    private static SortedMap<ListKey, Part> places(String language, Map<String, String> texts) {
        var places = new TreeMap<ListKey, Part>();
        texts.forEach((name, part) -> places.put(list(language, name), Part.parse(part)));
        return places;
    }
}

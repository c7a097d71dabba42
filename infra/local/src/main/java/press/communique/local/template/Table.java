package press.communique.local.template;

import java.util.List;

/**
 * A DynamoDB table.
 *
 * @param stream view type such as {@code KEYS_ONLY}, or null without a stream
 * @param timeToLive the attribute with the second at which an item expires, or null
 */
public record Table(
        String id,
        String name,
        List<Key> keys,
        List<Attribute> attributes,
        List<Index> localIndexes,
        List<Index> globalIndexes,
        String stream,
        String timeToLive) {

    /** Part of a key; {@code type} is {@code HASH} or {@code RANGE}. */
    public record Key(String attribute, String type) {}

    /** A key attribute; {@code type} is {@code S}, {@code N} or {@code B}. */
    public record Attribute(String name, String type) {}

    /** A secondary index; {@code projection} is {@code ALL}, {@code KEYS_ONLY} or {@code INCLUDE}. */
    public record Index(String name, List<Key> keys, String projection, List<String> included) {}
}

package press.communique.core.list;

/**
 * One list of posts in one language.
 *
 * @param id of the type or topic; empty for the other kinds
 */
public record ListKey(String language, Kind kind, String id) implements Comparable<ListKey> {

    /** What a list gathers. */
    public enum Kind {
        /** All posts. */
        NEWS,
        /** Posts that the home page may show large. */
        FEATURED,
        TYPE,
        TOPIC
    }

    public static ListKey news(String language) {
        return new ListKey(language, Kind.NEWS, "");
    }

    public static ListKey featured(String language) {
        return new ListKey(language, Kind.FEATURED, "");
    }

    public static ListKey type(String language, String type) {
        return new ListKey(language, Kind.TYPE, type);
    }

    public static ListKey topic(String language, String topic) {
        return new ListKey(language, Kind.TOPIC, topic);
    }

    @Override
    public int compareTo(ListKey other) {
        int order = language.compareTo(other.language);
        if (order == 0) {
            order = kind.compareTo(other.kind);
        }
        return order == 0 ? id.compareTo(other.id) : order;
    }
}

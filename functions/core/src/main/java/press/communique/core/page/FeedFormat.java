package press.communique.core.page;

/** The forms that a feed comes in; all carry the same posts. */
public enum FeedFormat {
    RSS("rss", "application/rss+xml", "RSS"),
    ATOM("atom", "application/atom+xml", "Atom"),
    JSON("json", "application/feed+json", "JSON Feed");

    private final String extension;
    private final String type;
    private final String label;

    FeedFormat(String extension, String type, String label) {
        this.extension = extension;
        this.type = type;
        this.label = label;
    }

    /** What its addresses end in. */
    public String extension() {
        return extension;
    }

    /** Its media type. */
    public String type() {
        return type;
    }

    /** What people call it. */
    public String label() {
        return label;
    }
}

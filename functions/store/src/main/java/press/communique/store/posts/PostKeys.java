package press.communique.store.posts;

import java.util.Locale;
import press.communique.core.post.Address;

/** The keys of everything that belongs to a post. */
final class PostKeys {

    static final String POST = "POST";
    static final String RELEASE = "RELEASE";
    static final String LIVE = "LIVE";
    static final String OPEN_RELEASE = "OPEN#RELEASE";
    static final String OPEN_SCHEDULE = "OPEN#SCHEDULE";
    static final String SCHEDULED = "SCHEDULED#";
    static final String ADDRESS = "ADDRESS";
    static final String INTENT = "INTENT#";
    static final String PREVIEW = "PREVIEW#";
    static final String RECEIPT = "RECEIPT#";

    private PostKeys() {}

    static String pk(String postId) {
        return "POST#" + postId;
    }

    /** @return the post's id, from the key of one of its items */
    static String postId(String pk) {
        return pk.substring("POST#".length());
    }

    static String revision(long revision) {
        return "REVISION#" + digits(revision);
    }

    static String texts(long textRevision) {
        return "TEXT#" + digits(textRevision) + "#";
    }

    static String text(long textRevision, String language) {
        return texts(textRevision) + language;
    }

    static String receipt(long revision) {
        return RECEIPT + digits(revision);
    }

    static String scheduled(long revision) {
        return SCHEDULED + digits(revision);
    }

    /** @return the revision, from the key {@link #scheduled(long)} */
    static long scheduled(String sk) {
        return Long.parseLong(sk.substring(SCHEDULED.length()));
    }

    static String address(Address address) {
        return "ADDRESS#" + address.language() + "#" + address.month() + "#" + address.slug();
    }

    static String source(String sourceId) {
        return "SOURCE#" + sourceId;
    }

    static String alias(String path) {
        return "ALIAS#" + path;
    }

    /** Ten digits, so that the order of keys is that of numbers. */
    private static String digits(long number) {
        return String.format(Locale.ROOT, "%010d", number);
    }
}

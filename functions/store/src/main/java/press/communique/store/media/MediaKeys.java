package press.communique.store.media;

/** The keys of everything that belongs to an upload. */
final class MediaKeys {

    static final String MEDIA = "MEDIA";
    static final String USE = "USE#";
    static final String REMOVED = "REMOVED";

    private MediaKeys() {}

    static String pk(String id) {
        return "MEDIA#" + id;
    }

    /** @return the upload's id, from the key of one of its items */
    static String id(String pk) {
        return pk.substring("MEDIA#".length());
    }
}

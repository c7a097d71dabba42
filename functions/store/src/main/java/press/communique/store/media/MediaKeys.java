package press.communique.store.media;

/** The keys of everything that belongs to an upload. */
final class MediaKeys {

    static final String MEDIA = "MEDIA";
    static final String USE = "USE#";

    private MediaKeys() {}

    static String pk(String id) {
        return "MEDIA#" + id;
    }
}

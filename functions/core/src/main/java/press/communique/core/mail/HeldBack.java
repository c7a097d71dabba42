package press.communique.core.mail;

import java.util.Optional;
import java.util.stream.Stream;

/** Why no mailing was opened for an intent: a person decides what becomes of it. */
public enum HeldBack {
    OLD_NEWS("old-news", "older than a day"),
    READERS_UNKNOWN("readers-unknown", "it is no longer known who was mailed this post");

    private final String code;
    private final String sentence;

    HeldBack(String code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    /** As API and table write it. */
    public String code() {
        return code;
    }

    /** In English. */
    public String sentence() {
        return sentence;
    }

    /**
     * @param stored the code, or the sentence that stood in its place before there were codes
     * @return empty if a later version stored it
     */
    public static Optional<HeldBack> of(String stored) {
        return Stream.of(values())
                .filter(each -> stored.equals(each.code) || stored.equals(each.sentence))
                .findFirst();
    }
}

package press.communique.core.post;

import java.time.Instant;
import java.util.Map;

/**
 * A revision becoming public, or a post being taken back. It pins what readers get: later saves do not touch it.
 *
 * @param revision the revision that becomes public; releases of a post are ordered by it
 * @param textRevision the revision whose text it shows
 * @param publishedAt the date that readers see
 * @param kind whether the text is shown, or a notice in its place
 * @param reasons for a withdrawal: what the notice says, by language
 */
public record Release(
        String postId,
        long revision,
        long textRevision,
        Kind kind,
        Instant releasedAt,
        Instant publishedAt,
        String releasedBy,
        Map<String, String> reasons) {

    public Release {
        reasons = Map.copyOf(reasons);
    }

    /** What a release makes of the post's pages. */
    public enum Kind {
        PUBLISH,
        WITHDRAW
    }
}

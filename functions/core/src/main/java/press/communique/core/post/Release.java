package press.communique.core.post;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A revision becoming public, or a post being taken back. It pins what readers get: later saves do not touch it.
 *
 * @param revision the revision that becomes public; releases of a post are ordered by it
 * @param textRevision the revision whose text it shows
 * @param publishedAt the date that readers see
 * @param kind whether the text is shown, or a notice in its place
 * @param reasons for a withdrawal: what the notice says, by language
 * @param redirectTo for a withdrawal: where readers are led instead of to the notice, a path on the site or a full address
 * @param corrections of this and all earlier releases, oldest first
 * @param byClock whether it was scheduled: then whoever waited for its second takes it to the site
 * @param cause the id of the call that it came with, for logs
 */
public record Release(
        String postId,
        long revision,
        long textRevision,
        Kind kind,
        Instant releasedAt,
        Instant publishedAt,
        String releasedBy,
        Map<String, String> reasons,
        Optional<String> redirectTo,
        List<Correction> corrections,
        boolean byClock,
        Optional<String> cause) {

    public Release {
        reasons = Map.copyOf(reasons);
        corrections = List.copyOf(corrections);
    }

    /** One of which it is not known with which call it came. */
    public Release(
            String postId,
            long revision,
            long textRevision,
            Kind kind,
            Instant releasedAt,
            Instant publishedAt,
            String releasedBy,
            Map<String, String> reasons,
            Optional<String> redirectTo,
            List<Correction> corrections,
            boolean byClock) {
        this(
                postId,
                revision,
                textRevision,
                kind,
                releasedAt,
                publishedAt,
                releasedBy,
                reasons,
                redirectTo,
                corrections,
                byClock,
                Optional.empty());
    }

    /** A release that corrects nothing and leads nowhere else. */
    public Release(
            String postId,
            long revision,
            long textRevision,
            Kind kind,
            Instant releasedAt,
            Instant publishedAt,
            String releasedBy,
            Map<String, String> reasons) {
        this(
                postId,
                revision,
                textRevision,
                kind,
                releasedAt,
                publishedAt,
                releasedBy,
                reasons,
                Optional.empty(),
                List.of(),
                false);
    }

    /** What a release makes of the post's pages. */
    public enum Kind {
        PUBLISH,
        WITHDRAW
    }
}

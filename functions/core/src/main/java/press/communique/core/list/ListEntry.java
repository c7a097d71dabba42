package press.communique.core.list;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import press.communique.core.post.Address;
import press.communique.core.post.Correction;
import press.communique.core.post.Edition;
import press.communique.core.post.PostImage;
import press.communique.core.post.Released;

/**
 * A post's row in a list: what a list page, the home page and a feed say about it.
 *
 * @param textRevision with post and language the key of the text, which never changes
 * @param releasedAt when this revision became public
 * @param corrections those that name this edition, oldest first
 * @param image the upload that leads the post
 */
public record ListEntry(
        String postId,
        UUID feedId,
        long revision,
        long textRevision,
        Address address,
        String title,
        String summary,
        String type,
        List<String> topics,
        List<String> authors,
        Instant publishedAt,
        Instant releasedAt,
        List<Correction> corrections,
        Optional<String> image) {

    public ListEntry {
        topics = List.copyOf(topics);
        authors = List.copyOf(authors);
        corrections = List.copyOf(corrections);
    }

    /** What lists say about a post's edition in this language. */
    public static ListEntry of(Released post, String language) {
        Edition edition = post.content().editions().get(language);
        return new ListEntry(
                post.release().postId(),
                post.feedId(),
                post.release().revision(),
                post.release().textRevision(),
                post.addresses().get(language),
                edition.title(),
                edition.summary(),
                post.content().type(),
                post.content().topics(),
                post.content().authors(),
                post.release().publishedAt(),
                post.release().releasedAt(),
                post.release().corrections().stream()
                        .filter(correction -> correction.texts().containsKey(language))
                        .toList(),
                post.content().image().map(PostImage::media));
    }

    /** An entry without image that was never corrected. */
    public ListEntry(
            String postId,
            UUID feedId,
            long revision,
            long textRevision,
            Address address,
            String title,
            String summary,
            String type,
            List<String> topics,
            List<String> authors,
            Instant publishedAt,
            Instant releasedAt) {
        this(
                postId,
                feedId,
                revision,
                textRevision,
                address,
                title,
                summary,
                type,
                topics,
                authors,
                publishedAt,
                releasedAt,
                List.of(),
                Optional.empty());
    }
}

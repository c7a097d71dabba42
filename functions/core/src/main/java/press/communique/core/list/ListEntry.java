package press.communique.core.list;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import press.communique.core.post.Address;

/**
 * A post's row in a list: what a list page, the home page and a feed say about it.
 *
 * @param textRevision with post and language the key of the text, which never changes
 * @param releasedAt when this revision became public
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
        Instant releasedAt) {

    public ListEntry {
        topics = List.copyOf(topics);
        authors = List.copyOf(authors);
    }
}

package press.communique.api.editor;

import java.util.List;
import java.util.Optional;
import press.communique.core.post.Content;
import press.communique.store.media.MediaShelf;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Releases;

/** Which posts show an upload now: in the text that editors see, or in the one that readers see. */
public final class MediaUsage {

    private final MediaShelf shelf;
    private final Posts posts;
    private final Releases releases;

    public MediaUsage(MediaShelf shelf, Posts posts, Releases releases) {
        this.shelf = shelf;
        this.posts = posts;
        this.releases = releases;
    }

    /**
     * @param draft whether the newest revision shows it
     * @param released whether readers see it in the released revision; of a withdrawn post they see nothing
     */
    record Use(String post, boolean draft, boolean released) {}

    List<Use> of(String media) {
        return shelf.namedBy(media).stream()
                .map(post -> new Use(
                        post,
                        shows(posts.find(post).map(found -> found.content()), media),
                        shows(
                                releases.released(post)
                                        .filter(found -> !found.isWithdrawn())
                                        .map(found -> found.content()),
                                media)))
                .filter(use -> use.draft() || use.released())
                .toList();
    }

    private static boolean shows(Optional<Content> content, String media) {
        return content.filter(text -> text.media().contains(media)).isPresent();
    }
}

package press.communique.site.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.list.ListKey;
import press.communique.core.post.Post;
import press.communique.core.site.SiteSettings;
import press.communique.store.posts.PostShelf;
import press.communique.store.posts.Releases;

/**
 * The pieces that everything is rendered again in. What a rebuild does not write is taken for a file that nothing accounts
 * for, so whoever adds a kind of file to the site adds it here.
 */
final class RebuildWork {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildWork.class);

    private static final int LISTS_A_PIECE = 25;
    private static final int POSTS_A_PIECE = 25;

    private final Releases releases;
    private final PostShelf shelf;
    private final Furniture furniture;
    private final PostPages postPages;
    private final ListFiles listFiles;
    private final Orphans orphans;

    RebuildWork(
            Releases releases,
            PostShelf shelf,
            Furniture furniture,
            PostPages postPages,
            ListFiles listFiles,
            Orphans orphans) {
        this.releases = releases;
        this.shelf = shelf;
        this.furniture = furniture;
        this.postPages = postPages;
        this.listFiles = listFiles;
        this.orphans = orphans;
    }

    /**
     * Does one piece.
     *
     * @param startedAt when the rebuild began
     * @return where the next one begins; empty behind the last
     */
    Optional<Position> carryOut(Position at, SiteSettings site, Instant startedAt) {
        if (at.from().isEmpty()) {
            furniture.renew();
        }
        return switch (at.step()) {
            case LISTS -> Optional.of(lists(at.from(), site));
            case POSTS -> Optional.of(posts(at.from()));
            case ORPHANS -> orphans.sweep(at.from(), startedAt).map(last -> new Position(Piece.Step.ORPHANS, last));
        };
    }

    private Position lists(String from, SiteSettings site) {
        List<ListKey> all = all(site);
        int begin = from.isEmpty() ? 0 : Integer.parseInt(from);
        int end = Math.min(all.size(), begin + LISTS_A_PIECE);
        listFiles.write(all.subList(Math.min(begin, end), end));
        return end < all.size()
                ? new Position(Piece.Step.LISTS, String.valueOf(end))
                : Position.startOf(Piece.Step.POSTS);
    }

    private Position posts(String from) {
        PostShelf.Page page = shelf.newest(
                post -> post.released().isPresent(),
                POSTS_A_PIECE,
                Optional.of(from).filter(cursor -> !cursor.isEmpty()));
        for (Post post : page.posts()) {
            refresh(post.id());
        }
        return page.next()
                .map(cursor -> new Position(Piece.Step.POSTS, cursor))
                .orElse(Position.startOf(Piece.Step.ORPHANS));
    }

    /** A post that cannot be rendered keeps the page it has, and holds up no other. */
    private void refresh(String postId) {
        try {
            releases.released(postId).ifPresent(postPages::refresh);
        } catch (Unrenderable content) {
            LOG.error("Post {} cannot be rendered again", postId, content);
        }
    }

    /** The lists of a language: what the home page leads to comes before it. */
    private static List<ListKey> all(SiteSettings site) {
        var all = new ArrayList<ListKey>();
        for (String language : site.languages()) {
            site.topics().forEach(topic -> all.add(ListKey.topic(language, topic.id())));
            site.types().forEach(type -> all.add(ListKey.type(language, type.id())));
            all.add(ListKey.news(language));
        }
        return all;
    }
}

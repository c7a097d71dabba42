package press.communique.site.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import press.communique.core.list.ListKey;
import press.communique.core.post.Post;
import press.communique.core.site.SiteSettings;
import press.communique.store.posts.PostShelf;
import press.communique.store.posts.Releases;

/**
 * Renders everything again after a change of the settings: in bounded pieces, each of which asks for the next, so that it
 * resumes where it stopped. Safe beside publishing, since every file is replaced only by a newer state of itself.
 */
public final class Rebuild {

    private static final int LISTS_A_PIECE = 25;
    private static final int POSTS_A_PIECE = 25;

    private final Releases releases;
    private final PostShelf shelf;
    private final Look.Current looks;
    private final Furniture furniture;
    private final PostPages postPages;
    private final ListFiles listFiles;
    private final PurgeRequests purge;
    private final RebuildPieces pieces;

    Rebuild(
            Releases releases,
            PostShelf shelf,
            Look.Current looks,
            Furniture furniture,
            PostPages postPages,
            ListFiles listFiles,
            PurgeRequests purge,
            RebuildPieces pieces) {
        this.releases = releases;
        this.shelf = shelf;
        this.looks = looks;
        this.furniture = furniture;
        this.postPages = postPages;
        this.listFiles = listFiles;
        this.purge = purge;
        this.pieces = pieces;
    }

    /** Asks for everything to be rendered again for the settings that hold now. */
    public void start() {
        pieces.send(Piece.first(looks.read().site().revision()));
    }

    /** Does the piece that a message asks for, and asks for the next. */
    public void carryOut(String message) {
        Piece piece = Piece.parse(message);
        Look look = looks.read();
        if (look.site().revision() > piece.settings()) {
            return;
        }
        furniture.ensure();
        Optional<Piece> next =
                switch (piece.step()) {
                    case LISTS -> lists(piece, look.site());
                    case POSTS -> posts(piece);
                };
        next.ifPresentOrElse(pieces::send, () -> purge.sendAll(piece.settings()));
    }

    private Optional<Piece> lists(Piece piece, SiteSettings site) {
        List<ListKey> all = all(site);
        int from = piece.from().isEmpty() ? 0 : Integer.parseInt(piece.from());
        int to = Math.min(all.size(), from + LISTS_A_PIECE);
        listFiles.write(all.subList(Math.min(from, to), to));
        return Optional.of(
                to < all.size()
                        ? new Piece(piece.settings(), Piece.Step.LISTS, String.valueOf(to))
                        : new Piece(piece.settings(), Piece.Step.POSTS, ""));
    }

    private Optional<Piece> posts(Piece piece) {
        PostShelf.Page page = shelf.newest(
                post -> post.released().isPresent(),
                POSTS_A_PIECE,
                Optional.of(piece.from()).filter(cursor -> !cursor.isEmpty()));
        for (Post post : page.posts()) {
            releases.released(post.id()).ifPresent(postPages::refresh);
        }
        return page.next().map(cursor -> new Piece(piece.settings(), Piece.Step.POSTS, cursor));
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

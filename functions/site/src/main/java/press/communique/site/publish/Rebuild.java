package press.communique.site.publish;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.list.Place;
import press.communique.core.post.Post;
import press.communique.core.site.SiteSettings;
import press.communique.store.lists.Archives;
import press.communique.store.lists.ListMonth;
import press.communique.store.posts.PostShelf;
import press.communique.store.posts.Releases;

/**
 * Renders everything again after a change of the settings: in bounded pieces, each of which asks for the next, so that it
 * resumes where it stopped. Safe beside publishing, since every file is replaced only by a newer state of itself.
 */
public final class Rebuild {

    private static final int LISTS_A_PIECE = 25;
    private static final int POSTS_A_PIECE = 25;
    private static final int PARTS_A_PIECE = 10;

    private final Releases releases;
    private final PostShelf shelf;
    private final Look.Current looks;
    private final Furniture furniture;
    private final PostPages postPages;
    private final Archives archives;
    private final ListFiles listFiles;
    private final ArchiveFiles archiveFiles;
    private final MachineFiles machineFiles;
    private final PurgeRequests purge;
    private final RebuildPieces pieces;

    Rebuild(
            Releases releases,
            PostShelf shelf,
            Look.Current looks,
            Furniture furniture,
            PostPages postPages,
            Archives archives,
            ListFiles listFiles,
            ArchiveFiles archiveFiles,
            MachineFiles machineFiles,
            PurgeRequests purge,
            RebuildPieces pieces) {
        this.releases = releases;
        this.shelf = shelf;
        this.looks = looks;
        this.furniture = furniture;
        this.postPages = postPages;
        this.archives = archives;
        this.listFiles = listFiles;
        this.archiveFiles = archiveFiles;
        this.machineFiles = machineFiles;
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
                    case ARCHIVES -> archives(piece, look.site());
                    case LISTS -> lists(piece, look.site());
                    case POSTS -> posts(piece);
                };
        next.ifPresentOrElse(pieces::send, () -> purge.sendAll(piece.settings()));
    }

    /** What a list's page leads to: so many parts, of as many lists as that takes. */
    private Optional<Piece> archives(Piece piece, SiteSettings site) {
        List<ListKey> all = all(site);
        String[] from = piece.from().split("/", 2);
        int list = from[0].isEmpty() ? 0 : Integer.parseInt(from[0]);
        Optional<Part> done = from.length > 1 ? Optional.of(Part.parse(from[1])) : Optional.empty();
        var places = new TreeSet<Place>();
        int looked = 0;
        while (list < all.size() && places.size() < PARTS_A_PIECE && looked++ < LISTS_A_PIECE) {
            ListKey key = all.get(list);
            int room = PARTS_A_PIECE - places.size();
            List<Part> next = after(key, done, room);
            next.forEach(part -> places.add(new Place(key, part)));
            boolean isDone = next.size() < room;
            list += isDone ? 1 : 0;
            done = isDone ? Optional.empty() : Optional.of(next.get(next.size() - 1));
        }
        archiveFiles.write(places, places);
        String to = list + done.map(part -> "/" + part).orElse("");
        return Optional.of(
                list < all.size()
                        ? new Piece(piece.settings(), Piece.Step.ARCHIVES, to)
                        : new Piece(piece.settings(), Piece.Step.LISTS, ""));
    }

    /** The parts of a list after the one that is done, oldest first. */
    private List<Part> after(ListKey list, Optional<Part> done, int most) {
        var parts = new ArrayList<Part>();
        Optional<YearMonth> before = done.map(part -> part.month().minusMonths(1));
        for (ListMonth month : archives.months(list, before, most + 1)) {
            for (int number = 1; number <= month.parts() && parts.size() < most; number++) {
                var part = new Part(month.month(), number);
                if (done.isEmpty() || part.compareTo(done.get()) > 0) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private Optional<Piece> lists(Piece piece, SiteSettings site) {
        List<ListKey> all = all(site);
        int from = piece.from().isEmpty() ? 0 : Integer.parseInt(piece.from());
        int to = Math.min(all.size(), from + LISTS_A_PIECE);
        listFiles.write(all.subList(Math.min(from, to), to));
        if (to == all.size()) {
            machineFiles.write();
        }
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

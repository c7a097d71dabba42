package press.communique.site.publish;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.list.Place;
import press.communique.core.post.Post;
import press.communique.core.post.Released;
import press.communique.core.site.SiteSettings;
import press.communique.site.feed.Unrenderable;
import press.communique.store.lists.Archives;
import press.communique.store.lists.ListMonth;
import press.communique.store.posts.PostShelf;
import press.communique.store.posts.Releases;

/**
 * The pieces that everything is rendered again in. What a rebuild does not write is taken for a file that nothing accounts
 * for, so whoever adds a kind of file to the site adds it here.
 */
final class RebuildWork {

    private static final Logger LOG = LoggerFactory.getLogger(RebuildWork.class);

    private static final int LISTS_A_PIECE = 25;
    private static final int POSTS_A_PIECE = 100;
    private static final int PARTS_A_PIECE = 10;

    /** With them go the pages of their posts. */
    private static final int PARTS_OF_NEWS_A_PIECE = 1;

    private final Releases releases;
    private final PostShelf shelf;
    private final Furniture furniture;
    private final PostPages postPages;
    private final Archives archives;
    private final ArchiveFiles archiveFiles;
    private final ListFiles listFiles;
    private final MachineFiles machineFiles;
    private final Orphans orphans;

    RebuildWork(
            Releases releases,
            PostShelf shelf,
            Furniture furniture,
            PostPages postPages,
            Archives archives,
            ArchiveFiles archiveFiles,
            ListFiles listFiles,
            MachineFiles machineFiles,
            Orphans orphans) {
        this.releases = releases;
        this.shelf = shelf;
        this.furniture = furniture;
        this.postPages = postPages;
        this.archives = archives;
        this.archiveFiles = archiveFiles;
        this.listFiles = listFiles;
        this.machineFiles = machineFiles;
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
            case ARCHIVES -> Optional.of(archives(at.from(), site));
            case LISTS -> Optional.of(lists(at.from(), site));
            case POSTS -> Optional.of(posts(at.from()));
            case ORPHANS -> orphans.sweep(at.from(), startedAt).map(last -> new Position(Piece.Step.ORPHANS, last));
        };
    }

    /** What a list's page leads to: so many parts, of as many lists as that takes. */
    private Position archives(String from, SiteSettings site) {
        List<ListKey> all = all(site);
        String[] begin = from.split("/", 2);
        int list = begin[0].isEmpty() ? 0 : Integer.parseInt(begin[0]);
        Optional<Part> done = begin.length > 1 ? Optional.of(Part.parse(begin[1])) : Optional.empty();
        var places = new TreeSet<Place>();
        int looked = 0;
        while (list < all.size() && places.size() < PARTS_A_PIECE && looked++ < LISTS_A_PIECE) {
            ListKey key = all.get(list);
            boolean isNews = key.kind() == ListKey.Kind.NEWS;
            if (isNews && !places.isEmpty()) {
                break;
            }
            int room = isNews ? PARTS_OF_NEWS_A_PIECE : PARTS_A_PIECE - places.size();
            List<Part> next = after(key, done, room);
            next.forEach(part -> places.add(new Place(key, part)));
            boolean isDone = next.size() < room;
            list += isDone ? 1 : 0;
            done = isDone ? Optional.empty() : Optional.of(next.get(next.size() - 1));
        }
        // One after the other, oldest first: what a part leads to is there by then and need not be made for it.
        for (Place place : places) {
            if (place.list().kind() == ListKey.Kind.NEWS) {
                // Every post that is not withdrawn stands in one of these; its text serves page and document.
                postPages.refresh(archives.part(place.list(), place.part()).entries(), RebuildWork::isLeft);
            }
            archiveFiles.write(List.of(place));
        }
        archiveFiles.writeYears(places);
        return list < all.size()
                ? new Position(
                        Piece.Step.ARCHIVES, list + done.map(part -> "/" + part).orElse(""))
                : Position.startOf(Piece.Step.LISTS);
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

    private Position lists(String from, SiteSettings site) {
        List<ListKey> all = all(site);
        int begin = from.isEmpty() ? 0 : Integer.parseInt(from);
        int end = Math.min(all.size(), begin + LISTS_A_PIECE);
        listFiles.write(all.subList(Math.min(begin, end), end));
        if (end == all.size()) {
            machineFiles.write();
        }
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

    /**
     * A post that cannot be rendered, or whose text or pictures are gone, keeps the page it has, and holds up no other; trouble
     * with the infrastructure ends the piece, which then comes again.
     */
    private void refresh(String postId) {
        try {
            Optional<Released> post = Unrenderable.unless("Post " + postId, () -> releases.outline(postId));
            post.filter(Released::isWithdrawn).ifPresent(postPages::refresh);
            post.filter(outline -> !outline.isWithdrawn()).ifPresent(postPages::refreshRest);
        } catch (Unrenderable content) {
            isLeft(content);
        }
    }

    private static void isLeft(Unrenderable content) {
        LOG.error("A post cannot be rendered again", content);
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

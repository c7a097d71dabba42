package press.communique.site.publish;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.list.Place;
import press.communique.core.page.CorrectionNotes;
import press.communique.core.page.FeedFormat;
import press.communique.core.page.ListPage;
import press.communique.core.page.Stamp;
import press.communique.site.feed.FeedContent;
import press.communique.site.feed.FeedTexts;
import press.communique.site.feed.Feeds;
import press.communique.site.feed.Unrenderable;
import press.communique.site.files.Replacement;
import press.communique.site.files.SiteFile;
import press.communique.store.lists.Archives;
import press.communique.store.lists.PartView;

/**
 * One part of a list's archive on its way to the present state: its page, and for all news its document of the Atom feed
 * and its sitemap.
 */
final class PartUpdate {

    private final ListKey list;
    private final Part part;
    private final Archives archives;
    private final FeedTexts texts;
    private final Look.Current looks;
    private final Replacement replacement;
    private final Neighbours neighbours;
    private final Snapshot<Now> snapshot;

    /** Sees to it that the parts which a file leads to are there before it. */
    interface Neighbours {
        void page(ListKey list, Part part);

        void document(ListKey list, Part part);
    }

    PartUpdate(
            Place place,
            Archives archives,
            FeedTexts texts,
            Look.Current looks,
            Replacement replacement,
            Neighbours neighbours) {
        this.list = place.list();
        this.part = place.part();
        this.archives = archives;
        this.texts = texts;
        this.looks = looks;
        this.replacement = replacement;
        this.neighbours = neighbours;
        this.snapshot = new Snapshot<>(replacement, () -> new Now(looks.read(), archives.part(list, part)));
    }

    private record Now(Look look, PartView view) {

        Stamp stamp() {
            return look.stamp(view.version());
        }

        /** A document leads to the one before it. */
        Stamp stampOfDocument() {
            return look.stamp(view.version() + view.links());
        }

        /** That a further part follows is told by the page alone; it never goes back. */
        Stamp stampOfPage() {
            return look.stamp(view.version() * 2 + (view.hasNext() ? 1 : 0));
        }
    }

    /** Looks at the files, then reads the state. */
    void read() {
        keys(looks.lastRead()).forEach(snapshot::look);
        snapshot.took(new Now(looks.read(), archives.part(list, part)));
    }

    List<Workers.Task<Boolean>> files() {
        if (!isNews()) {
            return List.of(page());
        }
        return List.of(page(), document(), sitemap());
    }

    private Workers.Task<Boolean> page() {
        String key = pageKey(snapshot.now().look());
        return snapshot.bring(key, now -> new Rendering(now.stampOfPage(), () -> page(now, key)));
    }

    private Workers.Task<Boolean> document() {
        String key = documentKey(snapshot.now().look());
        return snapshot.bring(key, now -> new Rendering(now.stampOfDocument(), () -> document(now, key)));
    }

    private Workers.Task<Boolean> sitemap() {
        String key = sitemapKey(snapshot.now().look());
        return snapshot.bring(key, now -> new Rendering(now.stamp(), () -> sitemap(now, key)));
    }

    /** Writes the page, and none of the other files, if it is not there yet. */
    void makePage() {
        make(pageKey(looks.lastRead()), this::page);
    }

    /** The same for the document of the Atom feed. */
    void makeDocument() {
        make(documentKey(looks.lastRead()), this::document);
    }

    /** The same for the sitemap. */
    void makeSitemap() {
        make(sitemapKey(looks.lastRead()), this::sitemap);
    }

    private void make(String key, Supplier<Workers.Task<Boolean>> file) {
        if (replacement.look(key).etag().isEmpty()) {
            read();
            file.get().run();
        }
    }

    private SiteFile page(Now now, String key) {
        if (now.view().hasNext()) {
            neighbours.page(list, part.next());
        }
        String page = Unrenderable.leavingOut(key, now.view().entries(), ListEntry::postId, entries -> now.look()
                .pages()
                .list(ListPage.of(part, list, entries, now.view().hasNext()), now.stampOfPage()));
        return SiteFile.html(
                key, now.stampOfPage(), CacheTags.ofLists(list.language()), page.getBytes(StandardCharsets.UTF_8));
    }

    private SiteFile document(Now now, String key) {
        Optional<Part> older = archives.before(list, part);
        older.ifPresent(before -> neighbours.document(list, before));
        var notes = new CorrectionNotes(now.look().site());
        var content = FeedContent.of(
                list,
                now.view().entries(),
                notes,
                entry -> texts.of(entry, now.look().paths(), now.look().bodies(), notes),
                now.stampOfDocument());
        return new SiteFile(
                key,
                Feeds.contentType(FeedFormat.ATOM),
                SiteFile.PAGE_CACHE,
                now.stampOfDocument(),
                CacheTags.ofLists(list.language()),
                now.look().feeds().archive(content, part, older));
    }

    private SiteFile sitemap(Now now, String key) {
        return new SiteFile(
                key,
                MachineFiles.XML,
                SiteFile.PAGE_CACHE,
                now.stamp(),
                CacheTags.ofLists(list.language()),
                now.look().sitemaps().part(now.view().entries(), now.stamp()));
    }

    private List<String> keys(Look look) {
        return isNews() ? List.of(pageKey(look), documentKey(look), sitemapKey(look)) : List.of(pageKey(look));
    }

    private boolean isNews() {
        return list.kind() == ListKey.Kind.NEWS;
    }

    private String pageKey(Look look) {
        return Look.key(look.paths().archive(list, part));
    }

    private String documentKey(Look look) {
        return Look.key(look.paths().feedArchive(list.language(), part));
    }

    private String sitemapKey(Look look) {
        return Look.key(look.paths().sitemap(list.language(), part));
    }
}

package press.communique.site.publish;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.list.Withdrawal;
import press.communique.core.page.CorrectionNotes;
import press.communique.core.page.FeedFormat;
import press.communique.core.page.Home;
import press.communique.core.page.ListPage;
import press.communique.core.page.Stamp;
import press.communique.core.site.Label;
import press.communique.core.text.BodyText;
import press.communique.site.feed.FeedContent;
import press.communique.site.feed.FeedTexts;
import press.communique.site.feed.Feeds;
import press.communique.site.feed.Unrenderable;
import press.communique.site.files.Replacement;
import press.communique.site.files.SiteFile;
import press.communique.store.lists.Archives;
import press.communique.store.lists.ListView;
import press.communique.store.lists.Lists;

/** One list on its way to the present state: look at all its files, read the state once, then write them. */
final class ListUpdate {

    /** How many posts a list's page shows. */
    static final int ON_PAGE = 50;

    /** How many posts the home page shows below the featured one. */
    static final int ON_HOME = 10;

    /** How many posts a feed carries. */
    static final int IN_FEED = 20;

    /** How many withdrawals an Atom feed tells of, the latest ones. */
    static final int WITHDRAWALS = 50;

    /** How much of the featured post's text the home page shows. */
    static final int LEAD_PARAGRAPHS = 2;

    /** A news sitemap's stamp counts the list's versions and, within one, the days. */
    private static final long DAYS = 100_000;

    private final ListKey list;
    private final Lists lists;
    private final Archives archives;
    private final ArchiveFiles archiveFiles;
    private final FeedTexts texts;
    private final Look.Current looks;
    private final Snapshot<Now> snapshot;

    ListUpdate(
            ListKey list,
            Lists lists,
            Archives archives,
            ArchiveFiles archiveFiles,
            FeedTexts texts,
            Look.Current looks,
            Replacement replacement) {
        this.list = list;
        this.lists = lists;
        this.archives = archives;
        this.archiveFiles = archiveFiles;
        this.texts = texts;
        this.looks = looks;
        this.snapshot = new Snapshot<>(replacement, () -> state(looks.read()));
    }

    /** The state that files are made of. */
    private final class Now {
        private final Look look;
        private final ListView view;
        private final Optional<Lists.Featured> featured;
        private final LocalDate today;
        private FeedContent content;

        Now(Look look, ListView view, Optional<Lists.Featured> featured, LocalDate today) {
            this.look = look;
            this.view = view;
            this.featured = featured;
            this.today = today;
        }

        Stamp stamp() {
            return look.stamp(view.version());
        }

        Stamp stampOfDay() {
            return look.stamp(view.version() * DAYS + today.toEpochDay());
        }

        /** The same for every form of feed, so that it is gathered once. */
        synchronized FeedContent content() {
            if (content == null) {
                var notes = new CorrectionNotes(look.site());
                content = FeedContent.of(
                        list,
                        view.entries().stream().limit(IN_FEED).toList(),
                        notes,
                        entry -> texts.of(entry, look.paths(), look.bodies(), notes),
                        stamp());
            }
            return content;
        }
    }

    /** One for each file. */
    List<Workers.Task<Boolean>> looks() {
        Look look = looks.lastRead();
        var keys = new ArrayList<String>();
        keys.add(pageKey(look));
        if (isNews()) {
            keys.add(homeKey(look));
            keys.add(newsSitemapKey(look));
        }
        for (FeedFormat format : FeedFormat.values()) {
            keys.add(feedKey(look, format));
        }
        return keys.stream()
                .map(key -> (Workers.Task<Boolean>) () -> {
                    snapshot.look(key);
                    return false;
                })
                .toList();
    }

    /** After {@link #looks}. @param look read after them too */
    void read(Look look) {
        snapshot.took(state(look));
    }

    List<Workers.Task<Boolean>> pages() {
        var tasks = new ArrayList<Workers.Task<Boolean>>();
        tasks.add(bring(pageKey(look()), this::page));
        if (isNews()) {
            tasks.add(bring(homeKey(look()), this::home));
        }
        return tasks;
    }

    List<Workers.Task<Boolean>> rss() {
        return List.of(bring(
                feedKey(look(), FeedFormat.RSS),
                (now, key) -> feed(now, key, FeedFormat.RSS, now.look.feeds().rss(now.content()))));
    }

    /** In the other forms. */
    List<Workers.Task<Boolean>> feeds() {
        return List.of(
                bring(feedKey(look(), FeedFormat.ATOM), this::atom),
                bring(
                        feedKey(look(), FeedFormat.JSON),
                        (now, key) ->
                                feed(now, key, FeedFormat.JSON, now.look.feeds().json(now.content()))));
    }

    /** What follows the calendar too. */
    List<Workers.Task<Boolean>> newsSitemap() {
        if (!isNews()) {
            return List.of();
        }
        String key = newsSitemapKey(look());
        return List.of(snapshot.bring(key, now -> {
            Stamp stamp = now.stampOfDay();
            return new Rendering(
                    stamp,
                    () -> new SiteFile(
                            key,
                            MachineFiles.XML,
                            SiteFile.PAGE_CACHE,
                            stamp,
                            CacheTags.ofLists(list.language()),
                            Unrenderable.leavingOut(key, now.view.entries(), ListEntry::postId, entries -> now.look
                                    .sitemaps()
                                    .news(list.language(), entries, now.today, stamp))));
        }));
    }

    private interface Maker {
        SiteFile make(Now now, String key);
    }

    private Workers.Task<Boolean> bring(String key, Maker maker) {
        return snapshot.bring(key, now -> new Rendering(now.stamp(), () -> maker.make(now, key)));
    }

    private Now state(Look look) {
        ListView view = lists.newest(list, ON_PAGE);
        Optional<Lists.Featured> featured = isNews() ? lists.featured(list.language()) : Optional.empty();
        return new Now(look, view, featured, looks.today(look));
    }

    private SiteFile page(Now now, String key) {
        String page = Unrenderable.leavingOut(key, now.view.entries(), ListEntry::postId, entries -> now.look
                .pages()
                .list(ListPage.latest(list, entries, now.view.months()), now.stamp()));
        return html(now, key, page);
    }

    private SiteFile home(Now now, String key) {
        Optional<Home.Featured> featured = now.featured.map(post -> new Home.Featured(
                post.entry(),
                BodyText.lead(texts.alone(post.entry(), now.look.paths(), now.look.bodies()), LEAD_PARAGRAPHS),
                post.links()));
        var shown = new ArrayList<ListEntry>();
        featured.ifPresent(post -> shown.add(post.entry()));
        now.view.entries().stream().limit(ON_HOME + 1L).forEach(shown::add);
        String page = Unrenderable.leavingOut(key, shown, ListEntry::postId, entries -> now.look
                .pages()
                .home(list.language(), home(now, featured, entries), now.stamp()));
        return html(now, key, page);
    }

    /** @param shown the featured post, if there is one and it can be shown, and the latest */
    private Home home(Now now, Optional<Home.Featured> featured, List<ListEntry> shown) {
        boolean isFeatured =
                featured.filter(post -> shown.contains(post.entry())).isPresent();
        return new Home(
                isFeatured ? featured : Optional.empty(),
                now.view.entries().stream()
                        .limit(ON_HOME + 1L)
                        .filter(shown::contains)
                        .toList(),
                offered(now, now.look.site().types(), id -> ListKey.type(list.language(), id)),
                offered(now, now.look.site().topics(), id -> ListKey.topic(list.language(), id)));
    }

    private static List<String> offered(Now now, List<Label> labels, Function<String, ListKey> key) {
        return labels.stream()
                .map(Label::id)
                .filter(id -> now.view.lists().contains(key.apply(id)))
                .toList();
    }

    private SiteFile atom(Now now, String key) {
        Optional<Part> older = isNews() ? archives.newest(list) : Optional.empty();
        older.ifPresent(part -> archiveFiles.openDocument(list, part));
        List<Withdrawal> withdrawals = now.view.hasWithdrawals() ? archives.withdrawals(list, WITHDRAWALS) : List.of();
        return feed(now, key, FeedFormat.ATOM, now.look.feeds().atom(now.content(), older, withdrawals));
    }

    private SiteFile feed(Now now, String key, FeedFormat format, byte[] bytes) {
        return new SiteFile(
                key,
                Feeds.contentType(format),
                SiteFile.PAGE_CACHE,
                now.stamp(),
                CacheTags.ofLists(list.language()),
                bytes);
    }

    private SiteFile html(Now now, String key, String page) {
        return SiteFile.html(
                key, now.stamp(), CacheTags.ofLists(list.language()), page.getBytes(StandardCharsets.UTF_8));
    }

    private boolean isNews() {
        return list.kind() == ListKey.Kind.NEWS;
    }

    private Look look() {
        return snapshot.now().look;
    }

    private String pageKey(Look look) {
        return Look.key(look.paths().list(list));
    }

    private String homeKey(Look look) {
        return Look.key(look.paths().home(list.language()));
    }

    private String newsSitemapKey(Look look) {
        return Look.key(look.paths().newsSitemap(list.language()));
    }

    private String feedKey(Look look, FeedFormat format) {
        return Look.key(look.paths().feed(list, format));
    }
}

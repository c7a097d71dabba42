package press.communique.site.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import press.communique.core.list.ListKey;
import press.communique.core.page.CorrectionNotes;
import press.communique.core.page.Home;
import press.communique.core.page.ListPage;
import press.communique.core.page.Stamp;
import press.communique.core.site.Label;
import press.communique.core.text.BodyText;
import press.communique.site.feed.FeedTexts;
import press.communique.site.files.Held;
import press.communique.site.files.Replacement;
import press.communique.site.files.SiteFile;
import press.communique.store.lists.ListView;
import press.communique.store.lists.Lists;

/**
 * One list on its way to the present state: look at all its files, read the state once, then write pages and feeds. A file
 * that somebody else wrote meanwhile starts over on its own.
 */
final class ListUpdate {

    /** How many posts a list's page shows. */
    static final int ON_PAGE = 50;

    /** How many posts the home page shows below the featured one. */
    static final int ON_HOME = 10;

    /** How many posts a feed carries. */
    static final int IN_FEED = 20;

    private static final int LEAD_PARAGRAPHS = 2;

    private final ListKey list;
    private final Lists lists;
    private final FeedTexts texts;
    private final Look.Current looks;
    private final Replacement replacement;
    private final Map<String, Held> seen = new TreeMap<>();
    private Now now;

    ListUpdate(ListKey list, Lists lists, FeedTexts texts, Look.Current looks, Replacement replacement) {
        this.list = list;
        this.lists = lists;
        this.texts = texts;
        this.looks = looks;
        this.replacement = replacement;
    }

    /** The state that files are made of. */
    private record Now(Look look, ListView view, Optional<Lists.Featured> featured) {
        Stamp stamp() {
            return look.stamp(view.version());
        }
    }

    private interface Maker {
        SiteFile make(Now now, String key);
    }

    void look() {
        Look look = looks.lastRead();
        List.of(pageKey(look), homeKey(look), feedKey(look)).forEach(key -> seen.put(key, replacement.look(key)));
    }

    /** After {@link #look}. @param look read after it too */
    void read(Look look) {
        now = state(look);
    }

    List<Workers.Task<Boolean>> pages() {
        var tasks = new ArrayList<Workers.Task<Boolean>>();
        tasks.add(bring(pageKey(now.look()), this::page));
        if (list.kind() == ListKey.Kind.NEWS) {
            tasks.add(bring(homeKey(now.look()), this::home));
        }
        return tasks;
    }

    List<Workers.Task<Boolean>> feeds() {
        return List.of(bring(feedKey(now.look()), this::feed));
    }

    private Workers.Task<Boolean> bring(String key, Maker maker) {
        var first = new AtomicReference<>(now);
        return () -> replacement.bring(key, seen.get(key), () -> {
            Now read = first.getAndSet(null);
            Now current = read != null ? read : state(looks.read());
            return Optional.of(new Rendering(current.stamp(), () -> maker.make(current, key)));
        });
    }

    private Now state(Look look) {
        ListView view = lists.newest(list, ON_PAGE);
        Optional<Lists.Featured> featured =
                list.kind() == ListKey.Kind.NEWS ? lists.featured(list.language()) : Optional.empty();
        return new Now(look, view, featured);
    }

    private SiteFile page(Now now, String key) {
        String page = now.look().pages().list(ListPage.latest(list, now.view().entries(), List.of()), now.stamp());
        return html(now, key, page);
    }

    private SiteFile home(Now now, String key) {
        String language = list.language();
        Optional<Home.Featured> featured = now.featured()
                .map(post -> new Home.Featured(
                        post.entry(),
                        BodyText.lead(texts.alone(post.entry(), now.look().bodies()), LEAD_PARAGRAPHS),
                        post.links()));
        var home = new Home(
                featured,
                now.view().entries().stream().limit(ON_HOME + 1L).toList(),
                now.look().site().types().stream()
                        .map(Label::id)
                        .filter(type -> now.view().lists().contains(ListKey.type(language, type)))
                        .toList(),
                now.look().site().topics().stream()
                        .map(Label::id)
                        .filter(topic -> now.view().lists().contains(ListKey.topic(language, topic)))
                        .toList());
        return html(now, key, now.look().pages().home(language, home, now.stamp()));
    }

    private SiteFile feed(Now now, String key) {
        var notes = new CorrectionNotes(now.look().site());
        byte[] feed = now.look()
                .rss()
                .write(
                        list,
                        now.view().entries().stream().limit(IN_FEED).toList(),
                        entry -> texts.of(entry, now.look().bodies(), notes),
                        now.stamp());
        return new SiteFile(
                key,
                "application/rss+xml; charset=utf-8",
                SiteFile.PAGE_CACHE,
                now.stamp(),
                CacheTags.ofLists(list.language()),
                feed);
    }

    private SiteFile html(Now now, String key, String page) {
        return SiteFile.html(
                key, now.stamp(), CacheTags.ofLists(list.language()), page.getBytes(StandardCharsets.UTF_8));
    }

    private String pageKey(Look look) {
        return Look.key(look.paths().list(list));
    }

    private String homeKey(Look look) {
        return Look.key(look.paths().home(list.language()));
    }

    private String feedKey(Look look) {
        return Look.key(look.rss().path(list));
    }
}

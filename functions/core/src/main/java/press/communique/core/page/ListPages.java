package press.communique.core.page;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.page.view.Anchor;
import press.communique.core.page.view.Frame;
import press.communique.core.page.view.ListView;
import press.communique.core.page.view.ListView.Group;
import press.communique.core.page.view.ListView.InlineForm;
import press.communique.core.page.view.ListView.Year;
import press.communique.core.page.view.Words;
import press.communique.core.site.SiteSettings;

/** Makes the pages of lists: the latest posts, and the archives of a month or a year. */
final class ListPages {

    private final SiteSettings site;
    private final SitePaths paths;
    private final Frames frames;
    private final Rows rows;

    ListPages(SiteSettings site, Frames frames, Rows rows) {
        this.site = site;
        this.paths = new SitePaths(site);
        this.frames = frames;
        this.rows = rows;
    }

    String list(ListPage page, Stamp stamp) {
        String language = page.key().language();
        String title = title(page);
        Frame frame = frames.page(language, title)
                .describedAs(Bundles.of(language).get("title", title, site.name(language)))
                .at(path(page, language))
                .translated(translations(page))
                .showing(page.key())
                .stamped(stamp)
                .build();
        return Templates.render(
                "list",
                new ListView(
                        frame,
                        kicker(page.key()),
                        title,
                        groups(page),
                        archive(page),
                        further(page),
                        feeds(page),
                        subscribe(page)));
    }

    private String path(ListPage page, String language) {
        var key = new ListKey(language, page.key().kind(), page.key().id());
        if (page.month().isPresent()) {
            return paths.archive(key, new Part(page.month().get(), page.part()));
        }
        return page.year().isPresent() ? paths.archive(key, page.year().get()) : paths.list(key);
    }

    private Map<String, String> translations(ListPage page) {
        var translations = new TreeMap<String, String>();
        page.languages().forEach(language -> translations.put(language, path(page, language)));
        return translations;
    }

    private String title(ListPage page) {
        Words words = Bundles.of(page.key().language());
        String name = name(page.key());
        return page.month()
                .map(month -> rows.calendar(page.key().language()).month(month))
                .or(() -> page.year().map(String::valueOf))
                .map(period -> words.get("archive.title", name, period))
                .map(whole -> page.part() == 1 ? whole : words.get("archive.part", whole, page.part()))
                .orElse(name);
    }

    private String name(ListKey key) {
        return switch (key.kind()) {
            case TYPE -> site.typeName(key.id(), key.language());
            case TOPIC -> site.topicName(key.id(), key.language());
            case NEWS, FEATURED -> Bundles.of(key.language()).get("news");
        };
    }

    private String kicker(ListKey key) {
        return key.kind() == ListKey.Kind.TOPIC ? Bundles.of(key.language()).get("topic") : "";
    }

    private List<Group> groups(ListPage page) {
        Calendar calendar = rows.calendar(page.key().language());
        var months = new LinkedHashMap<YearMonth, List<ListEntry>>();
        for (ListEntry entry : page.entries()) {
            months.computeIfAbsent(calendar.monthOf(entry.publishedAt()), month -> new ArrayList<>())
                    .add(entry);
        }
        var groups = new ArrayList<Group>();
        months.forEach((month, entries) -> groups.add(new Group(
                month.toString(),
                calendar.month(month),
                page.month().isPresent() ? null : calendar.month(month),
                rows.of(page.key().language(), entries))));
        return groups;
    }

    private List<Year> archive(ListPage page) {
        Calendar calendar = rows.calendar(page.key().language());
        var years = new TreeMap<Integer, List<Anchor>>(Comparator.reverseOrder());
        page.months().stream().sorted(Comparator.reverseOrder()).distinct().forEach(month -> years.computeIfAbsent(
                        month.getYear(), year -> new ArrayList<>())
                .add(new Anchor(
                        calendar.monthAlone(month),
                        SitePaths.encode(paths.archive(page.key(), month)),
                        false,
                        page.month().filter(month::equals).isPresent(),
                        null)));
        var archive = new ArrayList<Year>();
        years.forEach((year, months) -> archive.add(new Year(year(page, year), months)));
        return archive;
    }

    private Anchor year(ListPage page, int year) {
        return new Anchor(
                String.format(Locale.ROOT, "%04d", year),
                SitePaths.encode(paths.archive(page.key(), year)),
                false,
                page.year().filter(shown -> shown == year).isPresent(),
                null);
    }

    /** From a page of the archive: the rest of its month, its year, the latest posts. */
    private List<Anchor> further(ListPage page) {
        var links = new ArrayList<Anchor>();
        Words words = Bundles.of(page.key().language());
        page.month().ifPresent(month -> {
            var part = new Part(month, page.part());
            if (page.hasNext()) {
                links.add(
                        Anchor.to(SitePaths.encode(paths.archive(page.key(), part.next())), words.get("archive.next")));
            }
            if (page.part() > 1) {
                links.add(Anchor.to(
                        SitePaths.encode(paths.archive(page.key(), part.previous())), words.get("archive.previous")));
            }
            links.add(year(page, month.getYear()));
        });
        if (page.month().isPresent() || page.year().isPresent()) {
            links.add(Anchor.to(SitePaths.encode(paths.list(page.key())), name(page.key())));
        }
        return links;
    }

    private List<Anchor> feeds(ListPage page) {
        return page.month().isPresent() || page.year().isPresent() ? List.of() : FeedPages.links(paths, page.key());
    }

    private InlineForm subscribe(ListPage page) {
        ListKey key = page.key();
        return switch (key.kind()) {
            case TOPIC -> inlineForm(key, "topics");
            case TYPE -> inlineForm(key, "types");
            case NEWS, FEATURED -> null;
        };
    }

    private InlineForm inlineForm(ListKey key, String field) {
        return new InlineForm(Bundles.of(key.language()).get("about.topic", name(key)), field, key.id());
    }
}

package press.communique.core.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.Frequency;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.page.PreferencesForm.Selection;
import press.communique.core.post.Edition;
import press.communique.core.post.Released;
import press.communique.core.problem.Problem;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.SafeHtml;

/** Writes every kind of page to {@code target/gallery}, at its own path, to look at in a browser. */
class GalleryTest {

    private static final Path GALLERY = Path.of("target", "gallery");
    private static final List<YearMonth> MONTHS =
            List.of(YearMonth.of(2014, 4), YearMonth.of(2014, 3), YearMonth.of(2013, 12), YearMonth.of(2013, 7));

    private final SiteSettings site = Samples.site();
    private final Pages pages = new Pages(site, Samples.URL);
    private final SitePaths paths = new SitePaths(site);

    @Test
    void everyKindOfPageIsWritten() throws IOException {
        var files = new TreeMap<String, String>();
        homes(files);
        posts(files);
        lists(files);
        forms(files);
        for (var file : files.entrySet()) {
            write(file.getKey(), file.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        write(Pages.stylesheetPath(), Pages.stylesheet());
        for (Asset asset : Assets.of(site).all()) {
            write(asset.path(), asset.bytes());
        }
        for (String language : site.languages()) {
            write(
                    FeedStylesheet.of(site, language).path(),
                    FeedStylesheet.of(site, language).bytes());
        }
        write("/favicon.ico", Assets.of(site).favicon().bytes());
        write("/pages.txt", String.join("\n", files.keySet()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(files).hasSizeGreaterThan(100);
    }

    private void homes(Map<String, String> files) {
        Released conference = Samples.conference();
        List<String> types = List.of("news-item", "press-release", "speech");
        List<String> topics = site.topics().stream().map(topic -> topic.id()).toList();
        Map<String, List<ListEntry>> news =
                Map.of("en", Samples.news().subList(0, 8), "ar", Samples.arabicNews(), "de", Samples.germanNews());
        for (String language : site.languages()) {
            Optional<Home.Featured> featured = Optional.ofNullable(
                            conference.addresses().get(language))
                    .map(address -> new Home.Featured(
                            Samples.entry(conference, language),
                            Samples.TEXT.render(conference
                                    .content()
                                    .editions()
                                    .get(language)
                                    .body()
                                    .split("\n\n")[0]),
                            conference.content().links().subList(0, 1)));
            files.put(
                    paths.home(language),
                    pages.home(
                            language,
                            new Home(
                                    featured,
                                    news.getOrDefault(language, List.of()),
                                    types,
                                    topics.subList(0, language.equals("en") ? 11 : 3)),
                            Samples.STAMP));
        }
    }

    private void posts(Map<String, String> files) {
        add(files, Samples.conference());
        String words = "The agreement that was reached in Geneva is a first step. The minister is pleased with it.";
        add(files, Samples.post("Geneva: an agreement on Ukraine, and four parties to keep it", words, words));
        add(files, Samples.post("speech", List.of("human-rights"), "Commemoration of the victims of 1994", "", ""));
        add(
                files,
                Samples.post(
                        "speech",
                        List.of(),
                        "At the Camp Kigali memorial",
                        "Twenty years on, ten names are read aloud again.",
                        ""));
        add(files, Samples.post("news-item", List.of(), "Opened", "", "Doors at nine."));
        add(
                files,
                Samples.post(
                        "news-item",
                        site.topics().stream().map(topic -> topic.id()).toList(),
                        "Eleven topics, a table of nine columns and an address of four hundred letters",
                        "What a page must bear.",
                        """
                        The address https://www.example.com/%s stands in the text.

                        | Country | 2006 | 2007 | 2008 | 2009 | 2010 | 2011 | 2012 | 2013 |
                        |---|--:|--:|--:|--:|--:|--:|--:|--:|
                        | Burundi | 41.2 | 38.9 | 44.0 | 45.1 | 47.7 | 50.2 | 49.9 | 51.3 |
                        | Democratic Republic of the Congo | 110.4 | 128.0 | 133.9 | 140.2 | 151.8 | 160.0 | 155.4 | 148.2 |
                        | Rwanda | 32.0 | 34.1 | 36.9 | 38.0 | 41.2 | 43.0 | 40.8 | 39.9 |

                        ### A smaller heading

                        - One point, with `code` and a footnote[^1]
                        - Another, with *emphasis* and [a link home](/news/)

                        ```
                        a line that is set as it was typed and runs on for much longer than the column is wide, so it scrolls
                        ```

                        [^1]: Figures in millions of euros.
                        """.formatted("abcdefghij".repeat(40))));
        var german = new TreeMap<String, Edition>();
        ListEntry long1 = Samples.germanNews().get(0);
        german.put(
                "de",
                Samples.edition(
                        long1.title(),
                        long1.summary(),
                        "Der Ausschuss tagte zwei Tage in Bujumbura.\n\n## Beschlüsse\n\nDie Nahrungsmittelversorgungssicherheitsüberwachungsverordnung wird fortgeschrieben."));
        add(
                files,
                Samples.released(
                        "press-release",
                        List.of("great-lakes"),
                        List.of("Pressestelle", "Anna Muster"),
                        german,
                        List.of(),
                        "2014-04-22T09:59:00Z"));
        Released withdrawn = Samples.withdrawn(
                Samples.post("Withdrawn text", "", "x"),
                Map.of("en", "The text named a person who had asked not to be named. A corrected one will follow."));
        files.put(
                "/news/2014/04/withdrawn-text/",
                pages.post("en", withdrawn, Samples.body(withdrawn, "en"), Samples.STAMP));
    }

    private void add(Map<String, String> files, Released post) {
        post.addresses()
                .forEach((language, address) -> files.put(
                        paths.post(address), pages.post(language, post, Samples.body(post, language), Samples.STAMP)));
    }

    private void lists(Map<String, String> files) {
        for (ListKey key :
                List.of(ListKey.news("en"), ListKey.type("en", "press-release"), ListKey.topic("en", "ukraine"))) {
            files.put(
                    paths.list(key),
                    pages.list(
                            ListPage.latest(key, Samples.news(), MONTHS).withLanguages(site.languages()),
                            Samples.STAMP));
        }
        for (String language : site.languages()) {
            for (ListKey key : List.of(
                    ListKey.news(language), ListKey.type(language, "speech"), ListKey.topic(language, "consular"))) {
                List<ListEntry> rows = Samples.rows(language);
                files.put(
                        paths.list(key),
                        pages.list(ListPage.latest(key, rows, MONTHS).withLanguages(site.languages()), Samples.STAMP));
                files.put(
                        paths.archive(key, MONTHS.get(0)),
                        pages.list(ListPage.of(MONTHS.get(0), key, rows, MONTHS), Samples.STAMP));
                files.put(paths.archive(key, 2014), pages.list(ListPage.of(2014, key, rows, MONTHS), Samples.STAMP));
            }
        }
        ListKey arabic = ListKey.topic("ar", "human-rights");
        files.put(paths.list(arabic), pages.list(ListPage.latest(arabic, Samples.arabicNews(), MONTHS), Samples.STAMP));
        ListKey news = ListKey.news("en");
        files.put(
                "/news/2014/04/",
                pages.list(ListPage.of(MONTHS.get(0), news, Samples.news().subList(0, 8), MONTHS), Samples.STAMP));
        files.put(
                "/news/2014/",
                pages.list(ListPage.of(2014, news, Samples.news().subList(0, 9), MONTHS), Samples.STAMP));
        files.put("/fr/news/", pages.list(ListPage.latest(ListKey.news("fr"), List.of(), List.of()), Samples.STAMP));
    }

    private void forms(Map<String, String> files) {
        for (String language : site.languages()) {
            files.put(paths.feeds(language), pages.feeds(language, Samples.STAMP));
            files.put(paths.subscribe(language), pages.subscribe(language, Samples.STAMP));
            files.put(paths.checkYourMail(language), pages.notice(language, Notice.CHECK_YOUR_MAIL, Samples.STAMP));
            files.put(paths.notFound(language), pages.notFound(language, Samples.STAMP));
        }
        for (String language : site.languages()) {
            for (String page : Standing.ALL) {
                files.put(
                        paths.standing(language, page),
                        pages.standing(
                                language,
                                page,
                                Samples.TEXT.render(Standing.text(site, page, language)),
                                Samples.STAMP));
            }
            Released withdrawn = Samples.withdrawn(Samples.post("Withdrawn", "", "x"), Map.of());
            files.put(
                    "/withdrawn-" + language + ".html", pages.post(language, withdrawn, SafeHtml.EMPTY, Samples.STAMP));
        }
        Released conference = Samples.conference();
        for (String language : List.of("en", "ar")) {
            files.put(
                    "/preview-" + language + ".html",
                    pages.preview(
                            language,
                            conference,
                            Samples.body(conference, language),
                            new PreviewAddresses("01KB07ZD8Q8G2J6V5F3M9T4XWA", "abc.DEF_-")));
        }
        var problems = new ArrayList<Problem>();
        problems.add(new Problem("/email", "invalid", "…"));
        problems.add(new Problem("/topics/0", "unknown-topic", "…"));
        for (String language : site.languages()) {
            files.put(
                    "/problems-" + language + ".html",
                    pages.subscribe(
                            language,
                            new SubscribeForm(
                                    "jane at example",
                                    Frequency.WEEKLY,
                                    List.of("fr", "en"),
                                    List.of("speech"),
                                    List.of("trade"),
                                    problems)));
        }
        for (String language : site.languages()) {
            files.put("/preferences-" + language + ".html", preferences(pages, language, List.of()));
            files.put(
                    "/preferences-problems-" + language + ".html",
                    preferences(
                            pages,
                            language,
                            List.of(
                                    new Problem("/interests/1/frequency", "missing", "…"),
                                    new Problem("/pausedUntil", "in-the-past", "…"))));
        }
        for (String language : site.languages()) {
            for (Notice notice : Notice.values()) {
                files.put(
                        "/notice-" + notice.word() + "-" + language + ".html",
                        notice.asks() ? pages.notice(language, notice, "abc.DEF_-") : pages.notice(language, notice));
            }
        }
        SiteSettings ukrainian = Samples.site("en", "uk");
        files.put(
                "/uk/",
                new Pages(ukrainian, Samples.URL)
                        .home(
                                "uk",
                                new Home(Optional.empty(), Samples.rows("uk"), List.of("speech"), List.of("ukraine")),
                                Samples.STAMP));
    }

    private static String preferences(Pages pages, String language, List<Problem> problems) {
        var speeches = new Selection(List.of("speech"), List.of(), "immediate");
        var trade = new Selection(List.of(), List.of("trade"), "weekly");
        return pages.preferences(
                language,
                new PreferencesForm(
                        List.of(language),
                        List.of(speeches, trade),
                        "Asia/Beirut",
                        "7",
                        "5",
                        PreferencesForm.PAUSE_UNTIL,
                        problems.isEmpty() ? "2027-01-04" : "2014-01-04",
                        problems),
                "A".repeat(76),
                "B".repeat(76));
    }

    private static void write(String path, byte[] content) throws IOException {
        Path file = GALLERY.resolve((path.endsWith("/") ? path + "index.html" : path).substring(1));
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}

package press.communique.core.page;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import press.communique.core.list.ListEntry;
import press.communique.core.media.MediaLibrary;
import press.communique.core.page.view.Anchor;
import press.communique.core.page.view.Frame;
import press.communique.core.page.view.HomeView;
import press.communique.core.page.view.HomeView.FeaturedView;
import press.communique.core.page.view.NoticeView;
import press.communique.core.page.view.StandingView;
import press.communique.core.page.view.Words;
import press.communique.core.post.Released;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.PlainText;
import press.communique.core.text.SafeHtml;

/**
 * What readers see in a browser, as HTML.
 *
 * <pre>{@code
 * var pages = new Pages(site, URI.create("https://news.example.org"));
 * String html = pages.post("en", released, body, Stamp.of(site.revision(), released.release().revision()));
 * }</pre>
 *
 * <p>Immutable and safe for several threads; one for each revision of the settings. A page is a function of what is
 * passed: the same values give the same bytes, whatever the clock, the machine's language or its time zone. Pages that
 * become files carry their stamp in {@code <meta name="communique-stamp">}.
 */
public final class Pages {

    private final SiteSettings site;
    private final SitePaths paths;
    private final Frames frames;
    private final Rows rows;
    private final PostPages posts;
    private final ListPages lists;
    private final FormPages forms;
    private final PreferencesPage preferences;
    private final FeedPages feeds;

    /** @param siteUrl the address that readers see; links to other hosts are marked as leading away */
    public Pages(SiteSettings site, URI siteUrl) {
        this(site, siteUrl, MediaLibrary.EMPTY);
    }

    /** @param library has the uploads that posts show; what it does not have is left out */
    public Pages(SiteSettings site, URI siteUrl, MediaLibrary library) {
        var hyperlinks = new Hyperlinks(siteUrl);
        this.site = site;
        this.paths = new SitePaths(site);
        this.frames = new Frames(site, siteUrl, hyperlinks);
        this.rows = new Rows(site, hyperlinks);
        this.posts = new PostPages(site, frames, rows, new Figures(site, library));
        this.lists = new ListPages(site, frames, rows);
        this.forms = new FormPages(site, frames);
        this.preferences = new PreferencesPage(site, frames);
        this.feeds = new FeedPages(site, frames);
    }

    /** A reader's choices, to change them. @param leave token of the link that unsubscribes */
    public String preferences(String language, PreferencesForm form, String token, String leave) {
        return preferences.render(offered(language), form, token, leave);
    }

    /** The home page of a language. */
    public String home(String language, Home home, Stamp stamp) {
        Frame frame = frames.page(language, site.name(language))
                .describedAs(site.tagline(language))
                .at(paths.home(language))
                .isHome()
                .translated(everywhere(paths::home))
                .stamped(stamp)
                .build();
        String shown =
                home.featured().map(featured -> featured.entry().postId()).orElse("");
        List<ListEntry> latest = home.latest().stream()
                .filter(entry -> !entry.postId().equals(shown))
                .toList();
        return Templates.render(
                "home",
                new HomeView(
                        frame,
                        home.featured()
                                .map(featured -> featured(language, featured))
                                .orElse(null),
                        rows.of(language, latest),
                        rows.types(language, home.types()),
                        rows.topics(language, home.topics())));
    }

    /**
     * The page of a post's edition; for a withdrawn post the notice that stands in its place.
     *
     * @param body what {@code BodyText} made of the edition's body
     */
    public String post(String language, Released post, SafeHtml body, Stamp stamp) {
        return post.isWithdrawn() ? posts.withdrawn(language, post, stamp) : posts.post(language, post, body, stamp);
    }

    /**
     * The page of an edition before anybody may see it: it says so, names no address of its own, and asks search engines
     * to stay away.
     *
     * @param post as it would be released now
     */
    public String preview(String language, Released post, SafeHtml body, PreviewAddresses preview) {
        return posts.preview(language, post, body, preview);
    }

    public String list(ListPage page, Stamp stamp) {
        return lists.list(page, stamp);
    }

    /** The page that says what feeds are for. */
    public String feeds(String language, Stamp stamp) {
        return feeds.about(language, stamp);
    }

    /** What stands in place of a page that does not exist. @param stamp null where it is no file */
    public String notFound(String language, Stamp stamp) {
        Words words = Bundles.of(offered(language));
        return Templates.render(
                "notice",
                new NoticeView(
                        frames.page(offered(language), words.get("missing"))
                                .stamped(stamp)
                                .build(),
                        words.get("missing"),
                        words.get("missing.text"),
                        null,
                        null,
                        null,
                        null,
                        Anchor.to(SitePaths.encode(paths.home(offered(language))), words.get("missing.home"))));
    }

    /**
     * A standing page, such as the legal notice: one of {@link Standing#ALL}.
     *
     * @param body what {@code BodyText} made of the settings' text
     */
    public String standing(String language, String page, SafeHtml body, Stamp stamp) {
        Words words = Bundles.of(language);
        String title = Standing.title(words, page);
        var translations = new TreeMap<String, String>();
        site.languages().stream()
                .filter(other -> Standing.isFilled(site, page, other))
                .forEach(other -> translations.put(other, paths.standing(other, page)));
        Frame frame = frames.page(language, title)
                .describedAs(PlainText.excerpt(body, 300))
                .at(paths.standing(language, page))
                .translated(translations)
                .stamped(stamp)
                .build();
        return Templates.render("standing", new StandingView(frame, title, rows.markup(language, body)));
    }

    /** What stands at an address that leads elsewhere, for whoever reads the file; the CDN makes a redirect of it. */
    public String moved(String language, String location, Stamp stamp) {
        Words words = Bundles.of(offered(language));
        return Templates.render(
                "notice",
                new NoticeView(
                        frames.page(offered(language), words.get("moved"))
                                .stamped(stamp)
                                .build(),
                        words.get("moved"),
                        words.get("moved.text"),
                        null,
                        null,
                        null,
                        null,
                        Anchor.to(location, words.get("moved.link"))));
    }

    /** The subscription form as it came back with problems. */
    public String subscribe(String language, SubscribeForm form) {
        return forms.subscribe(offered(language), form, null);
    }

    /** The empty subscription form, as a file. */
    public String subscribe(String language, Stamp stamp) {
        return forms.subscribe(offered(language), SubscribeForm.empty(), stamp);
    }

    /** @param notice one that has no button */
    public String notice(String language, Notice notice) {
        return forms.notice(offered(language), notice, null, null);
    }

    /** @param token what the button sends back, for a notice that {@linkplain Notice#asks asks} */
    public String notice(String language, Notice notice, String token) {
        return forms.notice(offered(language), notice, token, null);
    }

    /** A notice as a file: {@link Notice#CHECK_YOUR_MAIL}, where a sent form leads to. */
    public String notice(String language, Notice notice, Stamp stamp) {
        return forms.notice(offered(language), notice, null, stamp);
    }

    /** The built-in style sheet's path; with the newsroom's accent colour it is {@link Stylesheet#of}. */
    public static String stylesheetPath() {
        return Stylesheet.builtIn().path();
    }

    /** The built-in style sheet, in UTF-8. */
    public static byte[] stylesheet() {
        return Stylesheet.builtIn().bytes();
    }

    /** Readers' requests name a language; one that the newsroom does not have gives way to its default language. */
    private String offered(String language) {
        return site.languages().contains(language) ? language : site.defaultLanguage();
    }

    private FeaturedView featured(String language, Home.Featured featured) {
        ListEntry entry = featured.entry();
        return new FeaturedView(
                rows.of(language, entry),
                Standfirst.of(entry.summary(), featured.lead()),
                featured.lead().isEmpty() ? null : rows.markup(language, featured.lead()),
                rows.links(language, featured.links()));
    }

    private Map<String, String> everywhere(UnaryOperator<String> path) {
        var translations = new TreeMap<String, String>();
        site.languages().forEach(language -> translations.put(language, path.apply(language)));
        return translations;
    }
}

package press.communique.core.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import press.communique.core.page.view.Anchor;
import press.communique.core.page.view.Figure;
import press.communique.core.page.view.Frame;
import press.communique.core.page.view.PostView;
import press.communique.core.page.view.WithdrawnView;
import press.communique.core.page.view.Words;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Released;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.PlainText;
import press.communique.core.text.SafeHtml;

/** Makes the page of a post, and the notice that takes its place. */
final class PostPages {

    /** In characters; beyond it a headline is set smaller. */
    private static final int LONG_TITLE = 70;

    /** With more topics than this, a link for each to subscribe to would be a list of its own. */
    private static final int MOST_SUBSCRIPTIONS = 3;

    private static final int DESCRIPTION = 300;

    private final SiteSettings site;
    private final SitePaths paths;
    private final Frames frames;
    private final Rows rows;
    private final Figures figures;

    PostPages(SiteSettings site, Frames frames, Rows rows, Figures figures) {
        this.site = site;
        this.figures = figures;
        this.paths = new SitePaths(site);
        this.frames = frames;
        this.rows = rows;
    }

    String post(String language, Released post, SafeHtml body, Stamp stamp) {
        Figure lead = figures.lead(language, post.content());
        String description = description(language, post, body);
        Frame frame = frames.page(language, title(language, post))
                .describedAs(description)
                .at(paths.post(post.addresses().get(language)))
                .translated(translations(post))
                .published(post.release().publishedAt())
                .about(Article.of(language, post, description, site, frames, lead))
                .pictured(lead)
                .stamped(stamp)
                .build();
        return page(language, post, body, frame, editions(language, post));
    }

    /** The same page as nobody but its editors may see it: it names no address, and leads to other previews. */
    String preview(String language, Released post, SafeHtml body, PreviewAddresses preview) {
        Frame frame = frames.page(language, title(language, post))
                .describedAs(description(language, post, body))
                .preview(preview, post.content().editions().keySet())
                .build();
        String html = page(
                language,
                post,
                body,
                frame,
                others(language, post.content().editions().keySet(), preview::page));
        return preview.withFiles(html, figures.hashes(post.content()));
    }

    private String page(String language, Released post, SafeHtml body, Frame frame, List<Anchor> editions) {
        Content content = post.content();
        Edition edition = content.editions().get(language);
        return Templates.render(
                "post",
                new PostView(
                        frame,
                        rows.type(language, content.type()),
                        rows.calendar(language).full(post.release().publishedAt()),
                        edition.title(),
                        edition.title().length() > LONG_TITLE,
                        Standfirst.of(edition.summary().strip(), body),
                        new CorrectionNotes(site).views(language, post.release().corrections()),
                        body.isEmpty() ? null : rows.markup(language, body),
                        String.join(" · ", content.authors()),
                        rows.links(language, content.links()),
                        editions,
                        rows.topics(language, content.topics()),
                        subscriptions(language, content.topics()),
                        figures.lead(language, content),
                        figures.files(language, content.attachments())));
    }

    private static String title(String language, Released post) {
        return post.content().editions().get(language).title();
    }

    private static String description(String language, Released post, SafeHtml body) {
        String summary = post.content().editions().get(language).summary().strip();
        return summary.isEmpty() ? PlainText.excerpt(body, DESCRIPTION) : summary;
    }

    String withdrawn(String language, Released post, Stamp stamp) {
        Words words = Bundles.of(language);
        Frame frame = frames.page(language, words.get("withdrawn"))
                .translated(translations(post))
                .stamped(stamp)
                .build();
        return Templates.render(
                "withdrawn",
                new WithdrawnView(
                        frame,
                        site.name(language),
                        rows.calendar(language).full(post.release().releasedAt()),
                        site.in(language, post.release().reasons()).strip()));
    }

    private Map<String, String> translations(Released post) {
        var translations = new TreeMap<String, String>();
        post.addresses().forEach((language, address) -> translations.put(language, paths.post(address)));
        return translations;
    }

    private List<Anchor> editions(String language, Released post) {
        return others(
                language,
                post.addresses().keySet(),
                other -> SitePaths.encode(paths.post(post.addresses().get(other))));
    }

    /** Links to the other languages, in the site's order. */
    private List<Anchor> others(String language, Set<String> languages, UnaryOperator<String> href) {
        return languages.stream()
                .filter(other -> !other.equals(language))
                .sorted(Comparator.comparingInt(this::rank))
                .map(other -> new Anchor(Frames.nameOf(other), href.apply(other), false, false, other))
                .toList();
    }

    private int rank(String language) {
        return site.languages().indexOf(language);
    }

    private List<Anchor> subscriptions(String language, List<String> topics) {
        Words words = Bundles.of(language);
        var links = new ArrayList<Anchor>();
        if (topics.size() <= MOST_SUBSCRIPTIONS) {
            for (String topic : topics) {
                Anchor page = rows.topic(language, topic);
                links.add(Anchor.to(page.href() + "#subscribe", words.get("about.topic", page.text())));
            }
        }
        links.add(Anchor.to(SitePaths.encode(paths.subscribe(language)), words.get("subscribe.line")));
        return links;
    }
}

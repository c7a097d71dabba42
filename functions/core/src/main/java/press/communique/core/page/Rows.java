package press.communique.core.page;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.page.view.Anchor;
import press.communique.core.page.view.Row;
import press.communique.core.post.Link;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.SafeHtml;

/** The pieces that several pages share: rows of lists, links to types and topics, links that belong to a post. */
final class Rows {

    private final SiteSettings site;
    private final SitePaths paths;
    private final Hyperlinks hyperlinks;

    Rows(SiteSettings site, Hyperlinks hyperlinks) {
        this.site = site;
        this.paths = new SitePaths(site);
        this.hyperlinks = hyperlinks;
    }

    List<Row> of(String language, List<ListEntry> entries) {
        return entries.stream().map(entry -> of(language, entry)).toList();
    }

    Row of(String language, ListEntry entry) {
        return new Row(
                SitePaths.encode(paths.post(entry.address())),
                entry.title(),
                entry.summary().strip(),
                site.typeName(entry.type(), language),
                calendar(language).brief(entry.publishedAt()));
    }

    Calendar calendar(String language) {
        return new Calendar(language, site.timeZone());
    }

    Content markup(String language, SafeHtml html) {
        return new Markup(html, Bundles.of(language).get("external"));
    }

    List<Anchor> types(String language, List<String> ids) {
        return ids.stream().map(id -> type(language, id)).toList();
    }

    Anchor type(String language, String id) {
        return Anchor.to(SitePaths.encode(paths.list(ListKey.type(language, id))), site.typeName(id, language));
    }

    List<Anchor> topics(String language, List<String> ids) {
        return ids.stream().map(id -> topic(language, id)).toList();
    }

    Anchor topic(String language, String id) {
        return Anchor.to(SitePaths.encode(paths.list(ListKey.topic(language, id))), site.topicName(id, language));
    }

    /** Links of a post; one that is not fit to follow is left out. */
    List<Anchor> links(String language, List<Link> links) {
        return links.stream()
                .map(link -> hyperlinks.anchor(link.url(), site.in(language, link.titles())))
                .flatMap(Optional::stream)
                .toList();
    }
}

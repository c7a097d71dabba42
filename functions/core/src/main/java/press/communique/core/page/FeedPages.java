package press.communique.core.page;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import press.communique.core.list.ListKey;
import press.communique.core.page.view.Anchor;
import press.communique.core.page.view.FeedsView;
import press.communique.core.page.view.Frame;
import press.communique.core.page.view.Words;
import press.communique.core.site.SiteSettings;

/** Makes the page that says what feeds are for, and the links to feeds on others. */
final class FeedPages {

    private final SiteSettings site;
    private final SitePaths paths;
    private final Frames frames;

    FeedPages(SiteSettings site, Frames frames) {
        this.site = site;
        this.paths = new SitePaths(site);
        this.frames = frames;
    }

    String about(String language, Stamp stamp) {
        Words words = Bundles.of(language);
        var translations = new TreeMap<String, String>();
        site.languages().forEach(other -> translations.put(other, paths.feeds(other)));
        Frame frame = frames.page(language, words.get("feeds"))
                .describedAs(words.get("feeds.what.text"))
                .at(paths.feeds(language))
                .translated(translations)
                .stamped(stamp)
                .build();
        ListKey news = ListKey.news(language);
        List<String> addresses = Arrays.stream(FeedFormat.values())
                .map(format -> frames.absolute(paths.feed(news, format)))
                .toList();
        return Templates.render("feeds", new FeedsView(frame, links(paths, news), addresses));
    }

    /** The feeds of a list, for people. */
    static List<Anchor> links(SitePaths paths, ListKey list) {
        return Arrays.stream(FeedFormat.values())
                .map(format -> Anchor.to(SitePaths.encode(paths.feed(list, format)), format.label()))
                .toList();
    }
}

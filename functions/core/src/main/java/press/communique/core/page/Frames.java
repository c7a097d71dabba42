package press.communique.core.page;

import gg.jte.Content;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import press.communique.core.list.ListKey;
import press.communique.core.page.view.Alternate;
import press.communique.core.page.view.Anchor;
import press.communique.core.page.view.FeedLink;
import press.communique.core.page.view.Figure;
import press.communique.core.page.view.Frame;
import press.communique.core.page.view.Icons;
import press.communique.core.page.view.Words;
import press.communique.core.site.NavigationLink;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.PlainText;

/** Makes what stands around every page: head, masthead, navigation, language switcher and footer. */
final class Frames {

    private static final int LONGEST_DESCRIPTION = 300;

    private final SiteSettings site;
    private final String origin;
    private final SitePaths paths;
    private final Hyperlinks hyperlinks;
    private final String stylesheet;
    private final Icons icons;
    private final String card;

    Frames(SiteSettings site, URI siteUrl, Hyperlinks hyperlinks) {
        this.site = site;
        this.origin = siteUrl.toString().replaceFirst("/$", "");
        this.paths = new SitePaths(site);
        this.hyperlinks = hyperlinks;
        this.stylesheet = Stylesheet.of(site).path();
        Assets assets = Assets.of(site);
        this.icons = new Icons(assets.path(Assets.ICON), assets.path(Assets.TOUCH_ICON), "/favicon.ico");
        this.card = origin + assets.path(Assets.CARD);
    }

    /** A page that no search engine should keep, unless it is given a place with {@link Builder#at}. */
    Builder page(String language, String title) {
        return new Builder(language, title);
    }

    /** What a language calls itself. */
    static String nameOf(String language) {
        if (Bundles.speaks(language)) {
            return Bundles.of(language).get("language");
        }
        Locale locale = Locale.forLanguageTag(language);
        String name = locale.getDisplayName(locale);
        return name.isEmpty() ? language : name.substring(0, 1).toUpperCase(locale) + name.substring(1);
    }

    /** Gathers what one page says about itself. */
    final class Builder {
        private final String language;
        private final String title;
        private final Words words;
        private String description = "";
        private String path;
        private String published;
        private Content data;
        private Figure picture;
        private Stamp stamp;
        private boolean home;
        private Map<String, String> translations = new TreeMap<>();
        private ListKey list;
        private PreviewAddresses preview;
        private Set<String> previewed = Set.of();

        private Builder(String language, String title) {
            this.language = language;
            this.title = title;
            this.words = Bundles.of(language);
        }

        Builder describedAs(String text) {
            this.description = PlainText.shorten(text.strip(), LONGEST_DESCRIPTION);
            return this;
        }

        /** @param ownPath where the page stands, not percent-encoded */
        Builder at(String ownPath) {
            this.path = ownPath;
            return this;
        }

        Builder isHome() {
            this.home = true;
            return this;
        }

        /** @param shown the list that this page shows; its feeds are found by the page */
        Builder showing(ListKey shown) {
            this.list = shown;
            return this;
        }

        Builder published(Instant instant) {
            this.published = instant.toString();
            return this;
        }

        /** What programs read about the page. */
        Builder about(Content json) {
            this.data = json;
            return this;
        }

        /** @param lead the picture that previews show; null for the one that stands for all posts without one */
        Builder pictured(Figure lead) {
            this.picture = lead;
            return this;
        }

        Builder stamped(Stamp value) {
            this.stamp = value;
            return this;
        }

        /** @param others where the same page stands in other languages */
        Builder translated(Map<String, String> others) {
            this.translations = new TreeMap<>(others);
            return this;
        }

        /** @param languages in which the post can be looked at; there the language switcher leads to the preview */
        Builder preview(PreviewAddresses addresses, Set<String> languages) {
            this.preview = addresses;
            this.previewed = languages;
            return this;
        }

        Frame build() {
            if (path != null) {
                translations.put(language, path);
            }
            String name = site.name(language);
            return new Frame(
                    words,
                    language,
                    Direction.of(language),
                    home ? name : words.get("title", title, name),
                    home ? name : title,
                    name,
                    site.tagline(language),
                    description,
                    path == null ? null : absolute(path),
                    path == null ? null : picture(picture),
                    picture == null ? name : picture.alt(),
                    data,
                    published,
                    stamp == null ? null : stamp.toString(),
                    stylesheet,
                    icons,
                    preview != null,
                    home,
                    href(paths.home(language)),
                    site.logo().orElse(null),
                    own(paths.subscribe(language), words.get("subscribe")),
                    navigation(),
                    switcher(),
                    alternates(),
                    Anchor.to(href(paths.feed(ListKey.news(language), FeedFormat.RSS)), words.get("feed.all")),
                    feeds(),
                    own(paths.feeds(language), words.get("feeds")),
                    standing(),
                    contact());
        }

        private Anchor own(String target, String text) {
            return new Anchor(text, href(target), false, target.equals(path), null);
        }

        private List<Anchor> navigation() {
            var links = new ArrayList<Anchor>();
            links.add(own(paths.list(ListKey.news(language)), words.get("news")));
            links.add(own(paths.subscribe(language), words.get("subscribe")));
            for (NavigationLink link : site.navigation()) {
                hyperlinks.anchor(link.url(), site.in(language, link.names())).ifPresent(links::add);
            }
            return links;
        }

        private List<Anchor> switcher() {
            var links = new ArrayList<Anchor>();
            if (site.languages().size() > 1) {
                for (String other : site.languages()) {
                    String target = previewed.contains(other)
                            ? preview.page(other)
                            : href(translations.getOrDefault(other, paths.home(other)));
                    links.add(new Anchor(nameOf(other), target, false, other.equals(language), other));
                }
            }
            return links;
        }

        private List<Alternate> alternates() {
            var links = new ArrayList<Alternate>();
            if (path == null || translations.size() < 2) {
                return links;
            }
            translations.forEach((other, target) -> links.add(new Alternate(other, absolute(target))));
            String fallback = Optional.ofNullable(translations.get(site.defaultLanguage()))
                    .orElseGet(() -> translations.values().iterator().next());
            links.add(new Alternate("x-default", absolute(fallback)));
            return links;
        }

        private List<FeedLink> feeds() {
            var links = new ArrayList<FeedLink>();
            if (list != null && list.kind() != ListKey.Kind.NEWS) {
                feeds(list, title, links);
            }
            feeds(ListKey.news(language), words.get("news"), links);
            return links;
        }

        private void feeds(ListKey of, String name, List<FeedLink> links) {
            for (FeedFormat format : FeedFormat.values()) {
                links.add(new FeedLink(
                        format.type(), words.get("feed.title", name, format.label()), href(paths.feed(of, format))));
            }
        }

        private List<Anchor> standing() {
            return Standing.ALL.stream()
                    .filter(page -> Standing.isFilled(site, page, language))
                    .map(page -> own(paths.standing(language, page), Standing.title(words, page)))
                    .toList();
        }

        private List<Anchor> contact() {
            var links = new ArrayList<Anchor>();
            String email = site.contact().getOrDefault("email", "");
            String telephone = site.contact().getOrDefault("telephone", "");
            hyperlinks.anchor("mailto:" + email, email).ifPresent(links::add);
            hyperlinks
                    .anchor("tel:" + telephone.replaceAll("[^0-9+]", ""), telephone)
                    .ifPresent(links::add);
            return links;
        }
    }

    /** The absolute address of a post's picture, or of the one that stands for posts that have none. */
    String picture(Figure lead) {
        return lead == null ? card : origin + lead.src();
    }

    String absolute(String path) {
        return origin + SitePaths.encode(path);
    }

    private static String href(String path) {
        return SitePaths.encode(path);
    }
}

package press.communique.core.page;

import press.communique.core.site.SiteSettings;

/**
 * The style sheet that makes a feed legible for a person who opens one in a browser; one for each language, since it says
 * what a feed is.
 */
public final class FeedStylesheet {

    private FeedStylesheet() {}

    public static Stylesheet of(SiteSettings site, String language) {
        Accent accent = Accent.of(site);
        String text = Stylesheet.read("feed.css")
                .replace("DIRECTION", Direction.of(language))
                .replace("EXPLANATION", quoted(Bundles.of(language).get("feed.person")))
                .replace("ACCENT", accent.light())
                .replace("DARK", accent.dark());
        return new Stylesheet("feed", text);
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}

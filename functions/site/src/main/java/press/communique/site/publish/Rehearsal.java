package press.communique.site.publish;

import java.util.List;
import java.util.Optional;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.page.CorrectionNotes;
import press.communique.core.page.Home;
import press.communique.core.page.ListPage;
import press.communique.core.page.Stamp;
import press.communique.core.post.Released;
import press.communique.core.text.BodyText;
import press.communique.core.text.SafeHtml;
import press.communique.site.feed.FeedContent;
import press.communique.site.feed.FeedTexts;
import press.communique.site.feed.Feeds;
import press.communique.site.feed.Unrenderable;

/**
 * Renders what shared files are going to show of a post, by itself and before any of it is public: so what cannot be
 * rendered is found while it concerns that post alone, and never holds up the others in a list or a feed.
 */
final class Rehearsal {

    private final FeedTexts texts;

    Rehearsal(FeedTexts texts) {
        this.texts = texts;
    }

    /** @throws Unrenderable if a list or feed could not show the post */
    void of(Released post, Look look) {
        if (post.isWithdrawn()) {
            return;
        }
        post.content()
                .editions()
                .keySet()
                .forEach(language -> Unrenderable.unless(
                        "The entry of post " + post.release().postId() + " (" + language + ")",
                        () -> edition(post, language, look)));
    }

    private boolean edition(Released post, String language, Look look) {
        ListEntry entry = ListEntry.of(post, language);
        ListKey news = ListKey.news(language);
        Stamp stamp = look.stamp(0);
        var notes = new CorrectionNotes(look.site());
        String body = post.content().editions().get(language).body();
        SafeHtml text = texts.prepare(entry, body, look.paths(), look.bodies(), notes);

        Feeds feeds = look.feeds().strict();
        var content = FeedContent.of(news, List.of(entry), notes, each -> text, stamp);
        feeds.rss(content);
        feeds.atom(content, Optional.empty(), List.of());
        feeds.json(content);

        look.pages().list(ListPage.latest(news, List.of(entry), List.of()), stamp);
        if (post.content().featured()) {
            var featured = new Home.Featured(
                    entry,
                    BodyText.lead(text, ListUpdate.LEAD_PARAGRAPHS),
                    post.content().links());
            look.pages().home(language, new Home(Optional.of(featured), List.of()), stamp);
        }
        return true;
    }
}

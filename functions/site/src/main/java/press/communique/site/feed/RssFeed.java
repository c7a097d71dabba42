package press.communique.site.feed;

import com.rometools.modules.atom.modules.AtomLinkModuleImpl;
import com.rometools.modules.content.ContentModuleImpl;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.module.DCModuleImpl;
import com.rometools.rome.feed.rss.Category;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.feed.rss.Description;
import com.rometools.rome.feed.rss.Enclosure;
import com.rometools.rome.feed.rss.Guid;
import com.rometools.rome.feed.rss.Item;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.page.FeedFormat;

/**
 * A list as RSS 2.0 (https://www.rssboard.org/rss-specification), with the full text of its newest posts. The stamp stands
 * in the channel's {@code generator}. Same values, same bytes.
 */
final class RssFeed {

    private final FeedNames names;

    RssFeed(FeedNames names) {
        this.names = names;
    }

    byte[] write(FeedContent content) {
        ListKey list = content.list();
        String language = list.language();
        var channel = new Channel("rss_2.0");
        channel.setEncoding("UTF-8");
        channel.setTitle(names.title(list));
        channel.setLink(names.address(list));
        channel.setDescription(names.tagline(language).isEmpty() ? names.title(list) : names.tagline(language));
        channel.setLanguage(language.toLowerCase(Locale.ROOT));
        channel.setGenerator("Communiqué " + content.stamp());
        content.updated().ifPresent(at -> channel.setLastBuildDate(Date.from(at)));
        var links = new ArrayList<Link>();
        links.add(AtomFeed.link("self", FeedFormat.RSS.type(), names.feed(list, FeedFormat.RSS)));
        names.hub().ifPresent(hub -> links.add(AtomFeed.link("hub", null, hub)));
        var atom = new AtomLinkModuleImpl();
        atom.setLinks(links);
        channel.getModules().add(atom);
        channel.setItems(
                content.entries().stream().map(entry -> item(language, entry)).toList());
        return FeedXml.bytes(channel, names.stylesheet(language), root -> {});
    }

    /** Readers take an item's description for markup, whatever is in it. */
    private static String asHtml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private Item item(String language, FeedContent.Entry entry) {
        ListEntry post = entry.post();
        var item = new Item();
        item.setTitle(post.title());
        item.setLink(names.address(post));
        names.image(post).ifPresent(image -> {
            var enclosure = new Enclosure();
            enclosure.setUrl(image.address());
            enclosure.setType(image.contentType());
            enclosure.setLength(image.bytes());
            item.setEnclosures(List.of(enclosure));
        });
        item.setPubDate(Date.from(post.publishedAt()));
        var guid = new Guid();
        guid.setValue(names.id(post));
        guid.setPermaLink(false);
        item.setGuid(guid);
        if (!entry.summary().isEmpty()) {
            var summary = new Description();
            summary.setValue(asHtml(entry.summary()));
            item.setDescription(summary);
        }
        item.setCategories(names.categories(language, post).stream()
                .map(category -> {
                    var term = new Category();
                    term.setValue(category.name());
                    return term;
                })
                .toList());
        if (!post.authors().isEmpty()) {
            var creators = new DCModuleImpl();
            creators.setCreators(post.authors());
            item.getModules().add(creators);
        }
        if (!entry.text().isEmpty()) {
            var content = new ContentModuleImpl();
            content.setEncodeds(List.of(entry.text().toString()));
            item.getModules().add(content);
        }
        return item;
    }
}

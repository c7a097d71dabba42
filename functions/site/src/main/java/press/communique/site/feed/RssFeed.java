package press.communique.site.feed;

import com.rometools.modules.atom.modules.AtomLinkModuleImpl;
import com.rometools.modules.content.ContentModuleImpl;
import com.rometools.rome.feed.atom.Link;
import com.rometools.rome.feed.module.DCModuleImpl;
import com.rometools.rome.feed.rss.Category;
import com.rometools.rome.feed.rss.Channel;
import com.rometools.rome.feed.rss.Description;
import com.rometools.rome.feed.rss.Guid;
import com.rometools.rome.feed.rss.Item;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.WireFeedOutput;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.page.CorrectionNotes;
import press.communique.core.page.SitePaths;
import press.communique.core.page.Stamp;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.SafeHtml;

/**
 * A list as RSS 2.0 (https://www.rssboard.org/rss-specification), with the full text of its newest posts.
 *
 * <p>The stamp stands in the channel's {@code generator}. Same values, same bytes; never more than a megabyte: posts that
 * would make it larger carry their summary only.
 */
public final class RssFeed {

    /** In bytes, all full texts together; the rest of a feed is far below what remains of a megabyte. */
    private static final int FULL_TEXTS = 800_000;

    private final SiteSettings site;
    private final SitePaths paths;
    private final CorrectionNotes notes;
    private final URI siteUrl;

    public RssFeed(SiteSettings site, URI siteUrl) {
        this.site = site;
        this.paths = new SitePaths(site);
        this.notes = new CorrectionNotes(site);
        this.siteUrl = siteUrl;
    }

    /** Where the feed of a list stands. */
    public String path(ListKey list) {
        String prefix = site.prefix(list.language()) + "/feeds/";
        return switch (list.kind()) {
            case NEWS -> prefix + "news.rss";
            case TYPE -> prefix + "type/" + list.id() + ".rss";
            case TOPIC -> prefix + "topic/" + list.id() + ".rss";
            case FEATURED -> throw new IllegalArgumentException("Featured posts have no feed of their own");
        };
    }

    /** @param texts gives the full text of an entry */
    public byte[] write(ListKey list, List<ListEntry> entries, Function<ListEntry, SafeHtml> texts, Stamp stamp) {
        String language = list.language();
        var channel = new Channel("rss_2.0");
        channel.setEncoding("UTF-8");
        channel.setTitle(title(list));
        channel.setLink(siteUrl + SitePaths.encode(paths.list(list)));
        channel.setDescription(site.tagline(language).isEmpty() ? title(list) : site.tagline(language));
        channel.setLanguage(language.toLowerCase(java.util.Locale.ROOT));
        channel.setGenerator("Communiqué " + stamp);
        entries.stream()
                .map(ListEntry::releasedAt)
                .max(Comparator.naturalOrder())
                .ifPresent(at -> channel.setLastBuildDate(date(at)));
        var self = new Link();
        self.setRel("self");
        self.setType("application/rss+xml");
        self.setHref(siteUrl + SitePaths.encode(path(list)));
        var atom = new AtomLinkModuleImpl();
        atom.setLink(self);
        channel.getModules().add(atom);
        channel.setItems(items(language, entries, texts));
        try {
            return new WireFeedOutput().outputString(channel, true).getBytes(StandardCharsets.UTF_8);
        } catch (FeedException ours) {
            throw new IllegalStateException("The feed of " + list + " cannot be written", ours);
        }
    }

    private List<Item> items(String language, List<ListEntry> entries, Function<ListEntry, SafeHtml> texts) {
        var items = new ArrayList<Item>();
        int room = FULL_TEXTS;
        for (ListEntry entry : entries) {
            SafeHtml text = texts.apply(entry);
            int size = text.toString().getBytes(StandardCharsets.UTF_8).length;
            boolean isFull = !text.isEmpty() && size <= room;
            room -= isFull ? size : 0;
            items.add(item(language, entry, isFull ? text : SafeHtml.EMPTY));
        }
        return items;
    }

    private Item item(String language, ListEntry entry, SafeHtml text) {
        var item = new Item();
        item.setTitle(entry.title());
        item.setLink(siteUrl + SitePaths.encode(paths.post(entry.address())));
        item.setPubDate(date(entry.publishedAt()));
        var guid = new Guid();
        guid.setValue("urn:uuid:" + entry.feedId());
        guid.setPermaLink(false);
        item.setGuid(guid);
        String words = notes.summary(entry);
        if (!words.isEmpty()) {
            var summary = new Description();
            summary.setValue(words);
            item.setDescription(summary);
        }
        item.setCategories(categories(language, entry));
        if (!entry.authors().isEmpty()) {
            var creators = new DCModuleImpl();
            creators.setCreators(entry.authors());
            item.getModules().add(creators);
        }
        if (!text.isEmpty()) {
            var content = new ContentModuleImpl();
            content.setEncodeds(List.of(text.toString()));
            item.getModules().add(content);
        }
        return item;
    }

    private List<Category> categories(String language, ListEntry entry) {
        var categories = new ArrayList<Category>();
        categories.add(category(site.typeName(entry.type(), language)));
        entry.topics().forEach(topic -> categories.add(category(site.topicName(topic, language))));
        return categories;
    }

    private static Category category(String name) {
        var category = new Category();
        category.setValue(name);
        return category;
    }

    private String title(ListKey list) {
        String name = site.name(list.language());
        return switch (list.kind()) {
            case TYPE -> name + ": " + site.typeName(list.id(), list.language());
            case TOPIC -> name + ": " + site.topicName(list.id(), list.language());
            default -> name;
        };
    }

    private static Date date(Instant instant) {
        return Date.from(instant);
    }
}

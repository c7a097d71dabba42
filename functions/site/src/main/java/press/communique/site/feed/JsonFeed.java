package press.communique.site.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.page.FeedFormat;

/**
 * A list as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), with the full text of its newest posts. The stamp stands
 * in the extension {@code _communique}. Same values, same bytes.
 */
final class JsonFeed {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FeedNames names;

    JsonFeed(FeedNames names) {
        this.names = names;
    }

    byte[] write(FeedContent content) {
        ListKey list = content.list();
        String language = list.language();
        ObjectNode feed = JSON.createObjectNode();
        feed.put("version", "https://jsonfeed.org/version/1.1");
        feed.put("title", names.title(list));
        feed.put("home_page_url", names.address(list));
        feed.put("feed_url", names.feed(list, FeedFormat.JSON));
        if (!names.tagline(language).isEmpty()) {
            feed.put("description", names.tagline(language));
        }
        feed.put("language", language);
        feed.putArray("authors").addObject().put("name", names.newsroom(language));
        names.hub()
                .ifPresent(hub ->
                        feed.putArray("hubs").addObject().put("type", "WebSub").put("url", hub));
        feed.putObject("_communique").put("stamp", content.stamp().toString());
        var items = feed.putArray("items");
        content.entries().forEach(entry -> item(language, entry, items.addObject()));
        try {
            return JSON.writeValueAsBytes(feed);
        } catch (JsonProcessingException ours) {
            throw new IllegalStateException("The feed of " + list + " cannot be written", ours);
        }
    }

    private void item(String language, FeedContent.Entry entry, ObjectNode item) {
        ListEntry post = entry.post();
        item.put("id", names.id(post));
        item.put("url", names.address(post));
        item.put("title", post.title());
        if (entry.text().isEmpty()) {
            // One of the two is required.
            item.put("content_text", entry.summary().isEmpty() ? post.title() : entry.summary());
        } else {
            item.put("content_html", entry.text().toString());
        }
        if (!entry.summary().isEmpty()) {
            item.put("summary", entry.summary());
        }
        names.image(post).ifPresent(image -> item.put("image", image.address()));
        item.put("date_published", seconds(post.publishedAt()));
        item.put("date_modified", seconds(post.releasedAt()));
        if (!post.authors().isEmpty()) {
            var authors = item.putArray("authors");
            post.authors().forEach(name -> authors.addObject().put("name", name));
        }
        var tags = item.putArray("tags");
        names.categories(language, post).forEach(category -> tags.add(category.name()));
        item.put("language", language);
    }

    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}

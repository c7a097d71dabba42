package press.communique.site.feed;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.media.MediaLibrary;
import press.communique.core.media.StoredFile;
import press.communique.core.page.FeedFormat;
import press.communique.core.page.FeedStylesheet;
import press.communique.core.page.SitePaths;
import press.communique.core.site.SiteSettings;

/** What feeds of all forms call things, and where these stand: full addresses, names in the list's language. */
final class FeedNames {

    private static final int IMAGE_WIDTH = 960;

    private final SiteSettings site;
    private final SitePaths paths;
    private final URI siteUrl;
    private final MediaLibrary library;
    private final Map<String, String> stylesheets = new ConcurrentHashMap<>();

    FeedNames(SiteSettings site, URI siteUrl, MediaLibrary library) {
        this.library = library;
        this.site = site;
        this.paths = new SitePaths(site);
        this.siteUrl = siteUrl;
    }

    /** @param bytes its size */
    record Image(String address, String contentType, long bytes) {}

    /** A type or topic of a post. */
    record Category(String id, String name) {}

    String newsroom(String language) {
        return site.name(language);
    }

    String title(ListKey list) {
        String name = site.name(list.language());
        return switch (list.kind()) {
            case TYPE -> name + ": " + site.typeName(list.id(), list.language());
            case TOPIC -> name + ": " + site.topicName(list.id(), list.language());
            default -> name;
        };
    }

    /** What the newsroom says under its name; may be empty. */
    String tagline(String language) {
        return site.tagline(language);
    }

    String address(ListKey list) {
        return absolute(paths.list(list));
    }

    String address(ListEntry post) {
        return absolute(paths.post(post.address()));
    }

    String feed(ListKey list, FeedFormat format) {
        return absolute(paths.feed(list, format));
    }

    String archive(ListKey news, Part part) {
        return absolute(paths.feedArchive(news.language(), part));
    }

    /** Where a feed reader can ask to be told of what is new. */
    Optional<String> hub() {
        return site.hub();
    }

    /** The image that leads the post, in a form that every reader shows. */
    Optional<Image> image(ListEntry post) {
        return post.image().flatMap(library::stored).map(stored -> {
            StoredFile file = stored.atLeast(IMAGE_WIDTH);
            return new Image(siteUrl + stored.path(file), file.contentType(), file.bytes());
        });
    }

    String id(ListEntry post) {
        return "urn:uuid:" + post.feedId();
    }

    List<Category> categories(String language, ListEntry post) {
        var categories = new ArrayList<Category>();
        categories.add(new Category(post.type(), site.typeName(post.type(), language)));
        post.topics().forEach(topic -> categories.add(new Category(topic, site.topicName(topic, language))));
        return categories;
    }

    String stylesheet(String language) {
        return stylesheets.computeIfAbsent(
                language, each -> FeedStylesheet.of(site, each).path());
    }

    private String absolute(String path) {
        return siteUrl + SitePaths.encode(path);
    }
}

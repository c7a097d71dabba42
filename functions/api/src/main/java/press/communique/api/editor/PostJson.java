package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import press.communique.api.http.Json;
import press.communique.core.page.SitePaths;
import press.communique.core.post.Address;
import press.communique.core.post.Attachment;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Link;
import press.communique.core.post.Live;
import press.communique.core.post.Post;
import press.communique.core.post.PostImage;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.Rfc3339;

/** The form that posts have on the wire. */
final class PostJson {

    private static final Instant EARLIEST = Instant.parse("1000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private PostJson() {}

    /** The content that a draft holds; what has the wrong form reads as absent. */
    static Content content(JsonNode json, Problems problems) {
        var post = new Fields(json);
        return new Content(
                post.text("type"),
                post.texts("topics"),
                post.texts("authors"),
                new TreeMap<>(post.map("editions", PostJson::edition)),
                post.list("links", PostJson::link),
                Optional.of(json.path("image")).filter(JsonNode::isObject).map(PostJson::image),
                post.list("attachments", PostJson::attachment),
                post.flag("featured"),
                post.flag("urgent"),
                post.texts("aliases"),
                instant(post.text("publishAt"), "/publishAt", problems));
    }

    static ObjectNode post(Post post, Optional<Live> live, SiteSettings site, URI siteUrl) {
        ObjectNode json = overview(post, live, site, siteUrl);
        bodies(json, post.content());
        return json;
    }

    /** Without the bodies, as lists show it. */
    static ObjectNode overview(Post post, Optional<Live> live, SiteSettings site, URI siteUrl) {
        ObjectNode json = Json.object();
        json.put("id", post.id());
        post.sourceId().ifPresent(source -> json.put("sourceId", source));
        json.put("revision", post.revision()).put("state", post.state().word());
        content(json, post.content(), post.addresses());
        ObjectNode urls = json.putObject("urls");
        new TreeMap<>(post.addresses())
                .forEach((language, address) -> urls.put(language, siteUrl + SitePaths.encode(address.path(site))));
        json.put("createdAt", post.createdAt().toString())
                .put("createdBy", post.createdBy())
                .put("updatedAt", post.updatedAt().toString())
                .put("updatedBy", post.updatedBy())
                .put("publishedAt", post.publishedAt().map(Instant::toString).orElse(null));
        live.ifPresentOrElse(
                mark -> json.putObject("live")
                        .put("revision", mark.revision())
                        .put("at", mark.at().toString()),
                () -> json.putNull("live"));
        post.schedule()
                .ifPresentOrElse(
                        schedule -> json.putObject("scheduled")
                                .put("at", schedule.at().toString())
                                .put("revision", schedule.textRevision())
                                .put("by", schedule.by()),
                        () -> json.putNull("scheduled"));
        return json;
    }

    /** What editors wrote, without the bodies. */
    private static void content(ObjectNode json, Content content, Map<String, Address> addresses) {
        json.put("type", content.type());
        texts(json, "topics", content.topics());
        texts(json, "authors", content.authors());
        ObjectNode editions = json.putObject("editions");
        content.editions()
                .forEach((language, edition) -> editions.set(language, edition(edition, addresses.get(language))));
        var links = json.putArray("links");
        content.links().forEach(link -> {
            ObjectNode each = links.addObject();
            textMap(each, "titles", link.titles());
            each.put("url", link.url());
        });
        content.image().ifPresentOrElse(image -> image(json.putObject("image"), image), () -> json.putNull("image"));
        var attachments = json.putArray("attachments");
        content.attachments().forEach(attachment -> {
            ObjectNode each = attachments.addObject().put("media", attachment.media());
            textMap(each, "titles", attachment.titles());
        });
        json.put("featured", content.featured()).put("urgent", content.urgent());
        texts(json, "aliases", content.aliases());
        content.publishAt().ifPresent(at -> json.put("publishAt", at.toString()));
    }

    /** What editors wrote, whole. */
    static ObjectNode content(Content content) {
        ObjectNode json = Json.object();
        content(json, content, Map.of());
        bodies(json, content);
        return json;
    }

    private static void bodies(ObjectNode json, Content content) {
        content.editions().forEach((language, edition) -> {
            if (!edition.body().isEmpty()) {
                ((ObjectNode) json.path("editions").path(language)).put("body", edition.body());
            }
        });
    }

    private static Edition edition(JsonNode json) {
        var edition = new Fields(json);
        return new Edition(
                edition.text("title"),
                edition.text("summary"),
                edition.text("body"),
                Optional.of(edition.text("slug")).filter(slug -> !slug.isEmpty()));
    }

    private static ObjectNode edition(Edition edition, Address address) {
        ObjectNode json = Json.object().put("title", edition.title());
        if (!edition.summary().isEmpty()) {
            json.put("summary", edition.summary());
        }
        edition.slug()
                .or(() -> Optional.ofNullable(address).map(Address::slug))
                .ifPresent(slug -> json.put("slug", slug));
        return json;
    }

    private static PostImage image(JsonNode json) {
        var image = new Fields(json);
        return new PostImage(
                image.text("media"), image.textMap("alt"), image.textMap("captions"), image.flag("decorative"));
    }

    private static void image(ObjectNode json, PostImage image) {
        json.put("media", image.media());
        textMap(json, "alt", image.alt());
        if (!image.captions().isEmpty()) {
            textMap(json, "captions", image.captions());
        }
        if (image.decorative()) {
            json.put("decorative", true);
        }
    }

    private static Attachment attachment(JsonNode json) {
        var attachment = new Fields(json);
        return new Attachment(attachment.text("media"), attachment.textMap("titles"));
    }

    private static Link link(JsonNode json) {
        var link = new Fields(json);
        return new Link(link.textMap("titles"), link.text("url"));
    }

    /** RFC 3339 with any offset; UTC from here on. */
    static Optional<Instant> instant(String text, String pointer, Problems problems) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> instant = Rfc3339.instant(text);
        if (instant.isEmpty()) {
            problems.add(
                    pointer,
                    "bad-format",
                    "A date and time is written as in RFC 3339, with an offset: 2026-11-24T08:00:00+01:00.");
        }
        instant.filter(at -> at.isBefore(EARLIEST) || at.isAfter(LATEST))
                .ifPresent(at -> problems.add(pointer, "out-of-range", "The year must lie between 1000 and 9998."));
        return instant;
    }

    private static void texts(ObjectNode json, String name, Iterable<String> values) {
        var array = json.putArray(name);
        values.forEach(array::add);
    }

    private static void textMap(ObjectNode json, String name, Map<String, String> values) {
        ObjectNode map = json.putObject(name);
        new TreeMap<>(values).forEach(map::put);
    }
}

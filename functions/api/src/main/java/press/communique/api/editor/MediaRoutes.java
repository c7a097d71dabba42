package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Role;
import press.communique.api.http.Schemas;
import press.communique.core.media.Media;
import press.communique.core.media.MediaState;
import press.communique.core.media.MediaType;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.item.Shelf;
import press.communique.store.media.MediaShelf;
import press.communique.store.site.Sites;

/** Uploads: announced here, sent straight to storage, shown and described here, deleted when no post shows them. */
public final class MediaRoutes {

    private final MediaShelf shelf;
    private final MediaUsage usage;
    private final MediaStorage storage;
    private final Sites sites;
    private final Repeats repeats;
    private final InstantSource clock;

    public MediaRoutes(
            MediaShelf shelf,
            MediaUsage usage,
            MediaStorage storage,
            Sites sites,
            Repeats repeats,
            InstantSource clock) {
        this.shelf = shelf;
        this.usage = usage;
        this.storage = storage;
        this.sites = sites;
        this.repeats = repeats;
        this.clock = clock;
    }

    public Reply create(Request request) {
        return repeats.once(request, () -> UlidCreator.getMonotonicUlid().toString(), id -> create(id, request));
    }

    public Reply list(Request request) {
        MediaShelf.Page page = page(request);
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        page.media().forEach(media -> items.add(MediaJson.media(media, storage)));
        json.put("next", page.next().orElse(null));
        return Reply.json(200, Json.write(json));
    }

    public Reply read(Request request) {
        return reply(find(request));
    }

    public Reply describe(Request request) {
        JsonNode json = Input.object(request, "MediaChange");
        Media media = own(request, find(request));
        if (request.header("if-match").isPresent()) {
            Preconditions.require(request, media.revision());
        }
        var fields = new Fields(json);
        Media after = media.described(
                json.has("filename") ? fields.text("filename") : media.filename(),
                json.has("alt") ? fields.textMap("alt") : media.alt(),
                json.has("decorative") ? fields.flag("decorative") : media.decorative());
        var problems = new Problems();
        languages(after.alt(), sites.current(), problems);
        Input.refuse(Schemas.check("MediaChange", json), problems.found());
        if (!shelf.describe(after)) {
            throw Preconditions.stale(find(request).revision());
        }
        return reply(find(request));
    }

    public Reply delete(Request request) {
        Media media = own(request, find(request));
        long uses = shelf.uses(media.id());
        if (isLogo(media.id())) {
            throw logo();
        }
        List<MediaUsage.Use> usedBy = usage.of(media.id());
        if (!usedBy.isEmpty()) {
            throw inUse(usedBy);
        }
        if (!shelf.delete(media, uses, clock.instant())) {
            throw isLogo(media.id()) ? logo() : inUse(usage.of(media.id()));
        }
        storage.delete(media);
        return Reply.empty(204);
    }

    private boolean isLogo(String id) {
        return sites.current().logo().filter(logo -> logo.media().equals(id)).isPresent();
    }

    private static ProblemReply logo() {
        return new ProblemReply(409, "in-use", "It is the site's logo; PUT /api/site with another first.");
    }

    private static ProblemReply inUse(List<MediaUsage.Use> usedBy) {
        List<String> posts = usedBy.stream().map(MediaUsage.Use::post).toList();
        return new ProblemReply(
                        409, "in-use", "It is shown by " + String.join(", ", posts) + "; take it out there first.")
                .with("usedBy", posts);
    }

    private Reply create(String id, Request request) {
        JsonNode json = Input.object(request, "MediaDraft");
        var fields = new Fields(json);
        var problems = new Problems();
        Optional<MediaType> type = type(fields.text("contentType"), problems);
        long size = json.path("size").asLong(0);
        type.ifPresent(known -> size(known, size, problems));
        languages(fields.textMap("alt"), sites.current(), problems);
        Input.refuse(Schemas.check("MediaDraft", json), problems.found());
        Instant now = clock.instant();
        var media = new Media(
                id,
                1,
                fields.text("filename"),
                type.orElseThrow(),
                size,
                fields.textMap("alt"),
                fields.flag("decorative"),
                MediaState.AWAITING_UPLOAD,
                Optional.empty(),
                Optional.empty(),
                request.caller().subject(),
                now);
        shelf.add(media);
        ObjectNode answer = MediaJson.media(media, storage);
        answer.set("upload", storage.uploadAddress(media, now));
        answer.putArray("usedBy");
        return Reply.json(201, Json.write(answer))
                .with("Location", "/api/media/" + id)
                .with("ETag", Preconditions.etag(1));
    }

    private static Optional<MediaType> type(String contentType, Problems problems) {
        Optional<MediaType> type = MediaType.of(contentType);
        if (type.isEmpty() && !contentType.isEmpty()) {
            problems.add(
                    "/contentType",
                    "unsupported-type",
                    contentType.equals("image/svg+xml")
                            ? "An SVG can hold scripts and is not taken; send the picture as PNG."
                            : "This type is not taken; these are: " + String.join(", ", MediaType.contentTypes())
                                    + ".");
        }
        return type;
    }

    private static void size(MediaType type, long size, Problems problems) {
        if (size > type.kind().largest()) {
            problems.add(
                    "/size",
                    "too-big",
                    "It has " + size + " bytes; of this type at most "
                            + type.kind().largest() + " are taken.");
        }
    }

    private static void languages(Map<String, String> alt, SiteSettings site, Problems problems) {
        for (String language : alt.keySet()) {
            if (!site.languages().contains(language)) {
                problems.add(
                        Problem.at("alt", language),
                        "unknown-language",
                        "There is no language \"" + language + "\" in this newsroom; it has: "
                                + String.join(", ", site.languages()) + ".");
            }
        }
    }

    private MediaShelf.Page page(Request request) {
        try {
            return shelf.newest(Limit.of(request), request.query("cursor"));
        } catch (Shelf.BadCursor bad) {
            throw new ProblemReply(400, "bad-cursor", bad.getMessage());
        }
    }

    private Media find(Request request) {
        return shelf.find(request.parameter("id"))
                .orElseThrow(() -> new ProblemReply(404, "not-found", "There is no such upload."));
    }

    private static Media own(Request request, Media media) {
        if (!request.caller().is(Role.EDITOR)
                && !media.createdBy().equals(request.caller().subject())) {
            throw new ProblemReply(403, "forbidden", "Authors change their own uploads only.");
        }
        return media;
    }

    private Reply reply(Media media) {
        ObjectNode json = MediaJson.media(media, storage);
        var usedBy = new ArrayList<>(usage.of(media.id()));
        var array = json.putArray("usedBy");
        usedBy.forEach(use -> array.addObject()
                .put("post", use.post())
                .put("draft", use.draft())
                .put("released", use.released()));
        return Reply.json(200, Json.write(json)).with("ETag", Preconditions.etag(media.revision()));
    }
}

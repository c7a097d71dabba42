package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import press.communique.api.http.Json;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.media.MediaLibrary;
import press.communique.core.media.Stored;
import press.communique.core.media.StoredFile;
import press.communique.core.problem.Problems;
import press.communique.core.site.Label;
import press.communique.core.site.Logo;
import press.communique.core.site.NavigationLink;
import press.communique.core.site.SiteCheck;
import press.communique.core.site.SiteSettings;
import press.communique.store.lists.Lists;
import press.communique.store.posts.PostShelf;
import press.communique.store.posts.Stale;
import press.communique.store.site.Sites;

/** The newsroom's settings: read and replaced as a whole. */
public final class SiteRoutes {

    private final Sites sites;
    private final MediaLibrary library;
    private final InUse inUse;
    private final InstantSource clock;

    /** @param library has the uploads that can be the logo */
    public SiteRoutes(Sites sites, MediaLibrary library, Lists lists, PostShelf shelf, InstantSource clock) {
        this.sites = sites;
        this.library = library;
        this.inUse = new InUse(lists, shelf);
        this.clock = clock;
    }

    public Reply read(Request request) {
        return reply(sites.current());
    }

    public Reply replace(Request request) {
        JsonNode json = Input.object(request, "SiteDraft");
        SiteSettings current = sites.current();
        Preconditions.require(request, current.revision());
        var problems = new Problems();
        SiteSettings wanted = settings(json, problems);
        SiteCheck.check(wanted, problems);
        Input.refuse(Schemas.check("SiteDraft", json), problems.found());
        inUse.check(current, wanted);
        try {
            return reply(
                    sites.replace(current.revision(), wanted, request.caller().subject(), clock.instant()));
        } catch (Stale stale) {
            throw Preconditions.stale(sites.current().revision());
        }
    }

    private static Reply reply(SiteSettings site) {
        return Reply.json(200, Json.write(json(site))).with("ETag", Preconditions.etag(site.revision()));
    }

    private SiteSettings settings(JsonNode json, Problems problems) {
        var site = new Fields(json);
        SiteSettings initial = SiteSettings.initial();
        String sender = site.text("sender");
        return new SiteSettings(
                0,
                site.textMap("names"),
                site.textMap("taglines"),
                site.texts("languages"),
                site.text("defaultLanguage"),
                zone(site.text("timeZone"), problems),
                site.list("types", SiteRoutes::label),
                site.list("topics", SiteRoutes::label),
                site.list("navigation", SiteRoutes::link),
                sender.isEmpty() ? initial.sender() : sender,
                site.textMap("contact"),
                Optional.of(new Fields(json.path("colours")).text("accent")).filter(accent -> !accent.isEmpty()),
                logo(site.text("logo"), problems),
                site.map("pages", texts -> new Fields(Json.object().set("page", texts)).textMap("page")),
                Optional.of(site.text("hub")).filter(hub -> !hub.isEmpty()),
                site.flag("fourEyes"),
                json.path("complaintLimit").asDouble(initial.complaintLimit()));
    }

    private Optional<Logo> logo(String id, Problems problems) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<Stored> stored = library.stored(id).filter(made -> made.width() > 0);
        if (stored.isEmpty()) {
            problems.add(
                    "/logo",
                    "unknown-media",
                    "There is no image \"" + id + "\" that is ready; POST /api/media makes one.");
        }
        return stored.map(made -> {
            StoredFile file = made.atLeast(1);
            return new Logo(id, made.path(file), file.width(), file.height());
        });
    }

    private static ZoneId zone(String id, Problems problems) {
        try {
            if (ZoneId.getAvailableZoneIds().contains(id)) {
                return ZoneId.of(id);
            }
        } catch (DateTimeException unknown) {
            // Said below.
        }
        problems.add(
                "/timeZone", "unknown-time-zone", "A time zone is named as in the IANA database: Europe/Brussels.");
        return ZoneId.of("UTC");
    }

    private static Label label(JsonNode json) {
        var label = new Fields(json);
        return new Label(label.text("id"), label.textMap("names"));
    }

    private static NavigationLink link(JsonNode json) {
        var link = new Fields(json);
        return new NavigationLink(link.textMap("names"), link.text("url"));
    }

    private static ObjectNode json(SiteSettings site) {
        ObjectNode json = Json.object().put("revision", site.revision());
        texts(json, "names", site.names());
        texts(json, "taglines", site.taglines());
        var languages = json.putArray("languages");
        site.languages().forEach(languages::add);
        json.put("defaultLanguage", site.defaultLanguage())
                .put("timeZone", site.timeZone().getId());
        labels(json, "types", site.types());
        labels(json, "topics", site.topics());
        var navigation = json.putArray("navigation");
        site.navigation().forEach(link -> texts(navigation.addObject(), "names", link.names())
                .put("url", link.url()));
        json.put("sender", site.sender());
        texts(json, "contact", site.contact());
        json.put("logo", site.logo().map(Logo::media).orElse(null));
        ObjectNode colours = json.putObject("colours");
        site.accent().ifPresent(accent -> colours.put("accent", accent));
        ObjectNode pages = json.putObject("pages");
        new TreeMap<>(site.pages()).forEach((page, texts) -> texts(pages, page, texts));
        json.put("hub", site.hub().orElse(null));
        return json.put("fourEyes", site.fourEyes()).put("complaintLimit", site.complaintLimit());
    }

    private static void labels(ObjectNode json, String name, Collection<Label> labels) {
        var array = json.putArray(name);
        for (Label label : List.copyOf(labels)) {
            texts(array.addObject().put("id", label.id()), "names", label.names());
        }
    }

    private static ObjectNode texts(ObjectNode json, String name, Map<String, String> texts) {
        ObjectNode object = json.putObject(name);
        new TreeMap<>(texts).forEach(object::put);
        return json;
    }
}

package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.audience.EmailAddress;
import press.communique.core.media.MediaLibrary;
import press.communique.core.media.Stored;
import press.communique.core.media.StoredFile;
import press.communique.core.post.ContentCheck;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.Label;
import press.communique.core.site.Logo;
import press.communique.core.site.NavigationLink;
import press.communique.core.site.SiteCheck;
import press.communique.core.site.SiteSettings;
import press.communique.store.item.TooLarge;
import press.communique.store.item.Transaction;
import press.communique.store.lists.Lists;
import press.communique.store.posts.PostShelf;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Stale;
import press.communique.store.site.Rebuilds;
import press.communique.store.site.Sites;

/** The newsroom's settings: read and replaced as a whole. */
public final class SiteRoutes {

    private final Sites sites;
    private final MediaLibrary library;
    private final InUse inUse;
    private final Rebuilds rebuilds;
    private final InstantSource clock;

    /** @param library has the uploads that can be the logo */
    public SiteRoutes(
            Sites sites,
            MediaLibrary library,
            Lists lists,
            PostShelf shelf,
            Posts posts,
            Rebuilds rebuilds,
            InstantSource clock) {
        this.sites = sites;
        this.rebuilds = rebuilds;
        this.library = library;
        this.inUse = new InUse(lists, shelf, posts);
        this.clock = clock;
    }

    public Reply read(Request request) {
        return sites.latest().map(SiteRoutes::reply).orElseGet(() -> reply(SiteJson.settings(sites.current()), 0));
    }

    /** With what it means for readers; with {@code ?dryRun=true} that is all, and nothing is saved. */
    public Reply replace(Request request) {
        JsonNode json = Input.object(request, "SiteDraft");
        boolean isDryRun = isDryRun(request);
        SiteSettings current = sites.current();
        Preconditions.require(request, current.revision());
        var problems = new Problems();
        SiteSettings wanted = settings(json, problems);
        SiteCheck.check(wanted, problems);
        Input.refuse(Schemas.check("SiteDraft", json), problems.found());
        inUse.check(current, wanted);
        requireRoom(wanted);
        List<Problem> warnings = SiteWarnings.of(current, wanted, rebuilds.progress());
        if (isDryRun) {
            SiteSettings unsaved = wanted.withRevision(current.revision());
            return reply(SiteJson.with(warnings, SiteJson.settings(unsaved)), current.revision());
        }
        try {
            SiteSettings saved =
                    sites.replace(current.revision(), wanted, request.caller().subject(), clock.instant());
            return reply(SiteJson.with(warnings, SiteJson.settings(saved)), saved.revision());
        } catch (Stale stale) {
            throw Preconditions.stale(sites.current().revision());
        }
    }

    private static void requireRoom(SiteSettings wanted) {
        try {
            Sites.requireRoom(wanted);
        } catch (TooLarge large) {
            throw new ProblemReply(
                    413,
                    ContentCheck.TOO_LARGE,
                    "All settings together have at most " + Transaction.LARGEST_ITEM + " bytes; these have "
                            + large.bytes() + ". Shorten the legal pages.");
        }
    }

    private static boolean isDryRun(Request request) {
        String asked = request.query("dryRun").orElse("false");
        if (!asked.equals("true") && !asked.equals("false")) {
            throw new ProblemReply(400, "bad-query", "dryRun is true or false.");
        }
        return asked.equals("true");
    }

    private static Reply reply(Sites.Revision latest) {
        ObjectNode json = SiteJson.settings(latest.settings())
                .put("updatedAt", latest.at().toString())
                .put("updatedBy", latest.by());
        return reply(json, latest.settings().revision());
    }

    private static Reply reply(ObjectNode json, long revision) {
        return Reply.json(200, Json.write(json)).with("ETag", Preconditions.etag(revision));
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
                sender.isEmpty() ? initial.sender() : address(sender),
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

    /** Its domain in lower case, as the right to send in its name is given. */
    private static String address(String sender) {
        return EmailAddress.parse(sender).map(EmailAddress::value).orElse(sender);
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
}

package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.site.SiteSettings;
import press.communique.store.site.Sites;
import press.communique.store.site.Sites.Revision;

/** The history of the settings: who changed what and when. */
public final class SiteRevisionRoutes {

    private final Sites sites;

    public SiteRevisionRoutes(Sites sites) {
        this.sites = sites;
    }

    /** Newest first, each with the fields that it changed. */
    public Reply list(Request request) {
        int limit = Limit.of(request);
        long latest = sites.current().revision();
        long newest = request.query("cursor")
                .map(cursor -> NumberCursor.decode(cursor, latest))
                .orElse(latest);
        List<Revision> revisions = sites.revisions(newest, limit);
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        for (int i = 0; i < revisions.size(); i++) {
            Revision revision = revisions.get(i);
            SiteSettings before =
                    i + 1 < revisions.size() ? revisions.get(i + 1).settings() : before(revision);
            ObjectNode item = json(revision);
            ArrayNode changed = item.putArray("changed");
            changes(before, revision).findValuesAsText("pointer").forEach(changed::add);
            items.add(item);
        }
        long next = newest - limit;
        json.put("next", next > 0 ? NumberCursor.encode(next) : null);
        return Reply.json(200, Json.write(json));
    }

    /** With the settings as they then were, and what differs from the revision before. */
    public Reply read(Request request) {
        Revision revision = Optional.of(request.parameter("n"))
                .filter(text -> text.matches("[1-9][0-9]{0,9}"))
                .flatMap(text -> sites.revision(Long.parseLong(text)))
                .orElseThrow(() -> new ProblemReply(404, "not-found", "The settings have no such revision."));
        ObjectNode json = json(revision);
        json.set("changes", changes(before(revision), revision));
        json.set("settings", SiteJson.settings(revision.settings()));
        return Reply.json(200, Json.write(json));
    }

    private SiteSettings before(Revision revision) {
        return sites.revision(revision.settings().revision() - 1)
                .map(Revision::settings)
                .orElseGet(SiteSettings::initial);
    }

    private static ArrayNode changes(SiteSettings before, Revision revision) {
        return ContentDiff.of(
                SiteJson.settings(before.withRevision(revision.settings().revision())),
                SiteJson.settings(revision.settings()));
    }

    private static ObjectNode json(Revision revision) {
        return Json.object()
                .put("revision", revision.settings().revision())
                .put("by", revision.by())
                .put("at", revision.at().toString());
    }
}

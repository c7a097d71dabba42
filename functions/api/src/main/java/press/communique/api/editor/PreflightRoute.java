package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;
import press.communique.api.http.Json;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.api.preflight.Preflight;
import press.communique.core.audience.Frequency;
import press.communique.core.post.Post;
import press.communique.store.site.Sites;

/** What an editor should know before a post is released. */
public final class PreflightRoute {

    private final PostRoutes routes;
    private final Preflight preflight;
    private final Sites sites;
    private final Repeats repeats;
    private final InstantSource clock;

    public PreflightRoute(PostRoutes routes, Preflight preflight, Sites sites, Repeats repeats, InstantSource clock) {
        this.routes = routes;
        this.preflight = preflight;
        this.sites = sites;
        this.repeats = repeats;
        this.clock = clock;
    }

    public Reply check(Request request) {
        return repeats.once(request, () -> "", unused -> {
            Input.refuse(Schemas.check("PreflightRequest", Input.step(request, "PreflightRequest")), List.of());
            Post post = routes.findOwn(request);
            return Reply.json(200, Json.write(json(post, preflight.of(post, sites.current(), clock.instant()))));
        });
    }

    private static ObjectNode json(Post post, Preflight.Report report) {
        ObjectNode json = Json.object().put("revision", post.revision());
        var findings = json.putArray("findings");
        report.findings().forEach(finding -> findings.addObject()
                .put("severity", finding.severity().word())
                .put("code", finding.code())
                .put("pointer", finding.pointer())
                .put("detail", finding.detail()));
        ObjectNode audience = json.putObject("audience");
        for (Frequency pace : Frequency.values()) {
            ObjectNode readers = audience.putObject(pace.word())
                    .put("readers", report.audience().readers().total(pace));
            ObjectNode languages = readers.putObject("languages");
            report.audience().readers().byLanguage(pace).forEach(languages::put);
        }
        audience.put("exact", report.audience().exact());
        json.putNull("mailing");
        report.mailing().ifPresent(mailing -> {
            ObjectNode forecast = json.putObject("mailing")
                    .put("readers", mailing.readers())
                    .put("perSecond", mailing.perSecond())
                    .put("seconds", mailing.seconds());
            if (mailing.leftToday() < 0) {
                forecast.putNull("leftToday");
            } else {
                forecast.put("leftToday", mailing.leftToday());
            }
        });
        return json;
    }
}

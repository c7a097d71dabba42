package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import press.communique.api.http.Json;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.store.site.Rebuilds;
import press.communique.store.site.Sites;

/** Rendering everything again: asked for here, done elsewhere, watched here. */
public final class RebuildRoutes {

    private final Rebuilds rebuilds;
    private final Sites sites;
    private final Repeats repeats;
    private final InstantSource clock;

    public RebuildRoutes(Rebuilds rebuilds, Sites sites, Repeats repeats, InstantSource clock) {
        this.rebuilds = rebuilds;
        this.sites = sites;
        this.repeats = repeats;
        this.clock = clock;
    }

    public Reply start(Request request) {
        String by = request.caller().subject();
        return repeats.change(
                request,
                () -> {
                    Input.refuse(Schemas.check("RebuildRequest", Input.step(request, "RebuildRequest")), List.of());
                    rebuilds.request(by, clock.instant());
                    return Reply.json(202, json());
                },
                since -> rebuilds.requested()
                        .filter(asked -> asked.by().equals(by) && !asked.at().isBefore(since))
                        .map(asked -> Reply.json(202, json())));
    }

    public Reply read(Request request) {
        return Reply.json(200, json());
    }

    /** A request, or settings, that nobody has taken up yet stand before the progress of an earlier one. */
    private String json() {
        Optional<Rebuilds.Request> asked = rebuilds.requested();
        long run = asked.map(Rebuilds.Request::run).orElse(0L);
        long settings = sites.current().revision();
        Optional<Rebuilds.Progress> progress =
                rebuilds.progress().filter(taken -> taken.run() >= run && taken.settings() >= settings);
        boolean isWanted = run > 0 || settings > 0;
        ObjectNode json = Json.object()
                .put("state", progress.map(RebuildRoutes::state).orElse(isWanted ? "requested" : "none"))
                .put("run", run)
                .put("settings", progress.map(Rebuilds.Progress::settings).orElse(settings))
                .put("pieces", progress.map(Rebuilds.Progress::pieces).orElse(0L));
        asked.ifPresent(
                request -> json.put("requestedAt", request.at().toString()).put("requestedBy", request.by()));
        json.put("startedAt", text(progress.map(Rebuilds.Progress::startedAt)));
        json.put("finishedAt", text(progress.flatMap(Rebuilds.Progress::finishedAt)));
        return Json.write(json);
    }

    private static String state(Rebuilds.Progress progress) {
        if (progress.finishedAt().isPresent()) {
            return "done";
        }
        return progress.isSweeping() ? "sweeping" : "rendering";
    }

    private static String text(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse(null);
    }
}

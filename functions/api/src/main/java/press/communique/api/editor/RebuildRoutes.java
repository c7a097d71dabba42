package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import press.communique.api.http.Json;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
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

    /** A request that nobody has taken up yet stands before the progress of an earlier one. */
    private String json() {
        Optional<Rebuilds.Request> asked = rebuilds.requested();
        Optional<Rebuilds.Progress> progress = rebuilds.progress();
        boolean waits = asked.isPresent()
                && progress.filter(taken -> taken.run() >= asked.get().run()).isEmpty();
        ObjectNode json = Json.object()
                .put(
                        "state",
                        waits ? "requested" : progress.map(RebuildRoutes::state).orElse("none"))
                .put("run", asked.map(Rebuilds.Request::run).orElse(0L))
                .put(
                        "settings",
                        progress.filter(any -> !waits)
                                .map(Rebuilds.Progress::settings)
                                .orElseGet(() -> sites.current().revision()))
                .put(
                        "pieces",
                        progress.filter(any -> !waits)
                                .map(Rebuilds.Progress::pieces)
                                .orElse(0L));
        asked.ifPresent(
                request -> json.put("requestedAt", request.at().toString()).put("requestedBy", request.by()));
        json.put("startedAt", text(progress.filter(any -> !waits).map(Rebuilds.Progress::startedAt)));
        json.put("finishedAt", text(progress.filter(any -> !waits).flatMap(Rebuilds.Progress::finishedAt)));
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

package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.mail.Batch;
import press.communique.core.mail.Hold;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Outcome;
import press.communique.core.mail.Progress;
import press.communique.store.mailing.Batches;
import press.communique.store.mailing.EmergencyStop;
import press.communique.store.mailing.Mailings;
import press.communique.store.mailing.Reputation;
import press.communique.store.queue.ShareMessage;
import press.communique.store.queue.ShareMessages;

/** Mailings under way: who holds the brake, and what a person has to decide. */
public final class MailingRoutes {

    private static final int MOST = 100;
    private static final String ID = "[0-9A-Za-z#-]{1,100}";
    private static final String BY_HAND = "settled-by-hand";
    private static final Duration WORKED_AT = Duration.ofDays(1);

    private final Mailings mailings;
    private final Batches batches;
    private final EmergencyStop stop;
    private final Reputation reputation;
    private final ShareMessages queue;
    private final Repeats repeats;
    private final InstantSource clock;

    public MailingRoutes(
            Mailings mailings,
            Batches batches,
            EmergencyStop stop,
            Reputation reputation,
            ShareMessages queue,
            Repeats repeats,
            InstantSource clock) {
        this.mailings = mailings;
        this.batches = batches;
        this.stop = stop;
        this.reputation = reputation;
        this.queue = queue;
        this.repeats = repeats;
        this.clock = clock;
    }

    /** Those that are not done, and those with batches to settle. */
    public Reply list(Request request) {
        int limit = Limit.of(request);
        String after =
                request.query("cursor").map(given -> Cursor.decode(given, ID)).orElse("");
        List<Batch> uncertain = batches.uncertain(MOST);
        var all = new TreeSet<String>(mailings.underWay(clock.instant().plus(WORKED_AT)));
        uncertain.forEach(batch -> all.add(batch.mailing()));
        List<String> rest = List.copyOf(all.tailSet(after, false));
        List<String> ids = rest.stream().limit(limit).toList();
        ObjectNode json = Json.object();
        Optional<EmergencyStop.Pulled> stopped = stop.pulled();
        json.put("stopped", stopped.isPresent());
        stopped.ifPresent(pulled -> {
            json.put("stoppedFor", pulled.reason());
            pulled.by().ifPresent(by -> json.put("stoppedBy", by));
            json.put("stoppedAt", pulled.at().toString());
        });
        var items = json.putArray("items");
        ids.forEach(id -> mailings.progress(id).ifPresent(progress -> items.add(json(progress, uncertain))));
        json.put("next", rest.size() > limit ? Cursor.encode(ids.get(limit - 1)) : null);
        return Reply.json(200, Json.write(json));
    }

    public Reply pause(Request request) {
        return step(request, Optional.of(Hold.PAUSED), (mailing, now) -> {
            if (mailing.done() || !mailings.pause(mailing.mailing().id(), caller(request), now)) {
                throw notAllowed("pause", mailing);
            }
        });
    }

    public Reply resume(Request request) {
        return step(request, Optional.empty(), (mailing, now) -> {
            if (!mailings.resume(mailing.mailing().id())) {
                throw notAllowed("resume", mailing);
            }
        });
    }

    public Reply cancel(Request request) {
        return step(request, Optional.of(Hold.CANCELLED), (mailing, now) -> {
            if (mailing.done() || !mailings.cancel(mailing.mailing().id(), caller(request), now)) {
                throw notAllowed("cancel", mailing);
            }
        });
    }

    public Reply settle(Request request) {
        return repeats.change(request, () -> settle(request, false), since -> Optional.of(settle(request, true)));
    }

    /** @param again whether it may have been settled so before, by a function that could not say so */
    private Reply settle(Request request, boolean again) {
        JsonNode json = Input.object(request, "MailingSettle");
        Input.refuse(Schemas.check("MailingSettle", json), List.of());
        Progress mailing = find(request);
        String[] place = json.path("batch").asText().split("-");
        Batch batch = batches.find(mailing.mailing().id(), Integer.parseInt(place[0]), Long.parseLong(place[1]))
                .orElseThrow(() -> new ProblemReply(404, "not-found", "The mailing has no such batch."));
        Outcome outcome =
                switch (json.path("outcome").asText()) {
                    case "accepted" -> Outcome.accepted(BY_HAND);
                    case "again" -> Outcome.again(BY_HAND);
                    default -> Outcome.rejected(BY_HAND);
                };
        boolean isSettled = again && batch.outcomes().containsValue(outcome);
        if (!isSettled
                && (batch.state() != Batch.State.UNCERTAIN || !batches.decide(batch, outcome, clock.instant()))) {
            throw notAllowed(
                    "Nothing of this batch is uncertain any more.",
                    mailing.done() ? List.of() : allowed(mailing.hold()));
        }
        if (outcome.kind() == Outcome.Kind.AGAIN) {
            queue.put(List.of(ShareMessage.of(mailing.mailing(), batch.share())));
        }
        return shown(mailing.mailing().id());
    }

    /** Obeyed at the next batch, by every mailing there is. */
    public Reply stop(Request request) {
        return repeats.once(request, () -> "", unused -> {
            Input.refuse(Schemas.check("MailStop", Input.step(request, "MailStop")), List.of());
            stop.pull(caller(request), clock.instant());
            return Reply.json(200, Json.write(Json.object().put("stopped", true)));
        });
    }

    public Reply start(Request request) {
        return repeats.once(request, () -> "", unused -> {
            Input.refuse(Schemas.check("MailStop", Input.step(request, "MailStop")), List.of());
            if (stop.isReconciling()) {
                throw notAllowed(
                        "The tables were restored, and it is still being read what was sent since; ask again in a minute.",
                        List.of("stop"));
            }
            // A person looked into it: what was counted before must not stop mail a second time.
            reputation.forget(clock.instant());
            stop.release(clock.instant());
            queue.put(mailings.left(clock.instant().plus(WORKED_AT), MOST).stream()
                    .flatMap(share -> mailings.find(share.mailing()).stream()
                            .map(mailing -> ShareMessage.of(mailing, share.share())))
                    .toList());
            return Reply.json(200, Json.write(Json.object().put("stopped", false)));
        });
    }

    private interface Step {
        void take(Progress mailing, Instant now);
    }

    /**
     * Takes a step once for each key. If its first time ended without an answer, the mailing may stand where it leads; its
     * shares may still need their messages, and a second one does no harm.
     *
     * @param goal how the mailing is held afterwards
     */
    private Reply step(Request request, Optional<Hold> goal, Step step) {
        return repeats.change(
                request,
                () -> {
                    Input.refuse(Schemas.check("MailStop", Input.step(request, "MailStop")), List.of());
                    Progress mailing = find(request);
                    step.take(mailing, clock.instant());
                    return taken(mailing.mailing(), goal);
                },
                since -> mailings.progress(request.parameter("id"))
                        .filter(mailing -> mailing.hold().equals(goal))
                        .map(mailing -> taken(mailing.mailing(), goal)));
    }

    private Reply taken(Mailing mailing, Optional<Hold> goal) {
        if (!goal.equals(Optional.of(Hold.PAUSED))) {
            wake(mailing);
        }
        return shown(mailing.id());
    }

    private Progress find(Request request) {
        return mailings.progress(request.parameter("id"))
                .orElseThrow(() -> new ProblemReply(404, "not-found", "There is no such mailing."));
    }

    private void wake(Mailing mailing) {
        queue.put(mailings.shares(mailing).stream()
                .filter(share -> !share.done())
                .map(share -> ShareMessage.of(mailing, share.number()))
                .toList());
    }

    private Reply shown(String id) {
        return Reply.json(200, Json.write(json(mailings.progress(id).orElseThrow(), batches.uncertain(MOST))));
    }

    private static ObjectNode json(Progress progress, List<Batch> uncertain) {
        Mailing mailing = progress.mailing();
        ObjectNode json = Json.object().put("id", mailing.id());
        if (!mailing.isDigest()) {
            json.put("post", mailing.postId()).put("revision", mailing.revision());
        }
        json.put("reason", mailing.intent())
                .put("openedAt", mailing.openedAt().toString())
                .put("state", state(progress));
        BooksJson.put(json, progress.books(), progress.returned(), progress.forecast());
        var toSettle = json.putArray("toSettle");
        uncertain.stream().filter(batch -> batch.mailing().equals(mailing.id())).forEach(batch -> toSettle.addObject()
                .put("batch", batch.share() + "-" + batch.sequence())
                .put(
                        "readers",
                        batch.outcomes().values().stream()
                                .filter(outcome -> outcome.kind() == Outcome.Kind.UNCERTAIN)
                                .count())
                .put("claimedAt", batch.claim().orElseThrow().at().toString()));
        return json;
    }

    /** As receipts say it too. */
    static String state(Progress progress) {
        Optional<String> held = progress.hold().map(hold -> hold.name().toLowerCase(Locale.ROOT));
        if (held.isPresent() && !(progress.done() && held.get().equals("paused"))) {
            return held.get();
        }
        return progress.stopped().isPresent() ? "stopped" : progress.done() ? "sent" : "sending";
    }

    private ProblemReply notAllowed(String step, Progress mailing) {
        Progress now = mailings.progress(mailing.mailing().id()).orElse(mailing);
        return notAllowed(
                "A mailing that is " + state(now) + " does not take the step \"" + step + "\".",
                now.done() ? List.of() : allowed(now.hold()));
    }

    private static List<String> allowed(Optional<Hold> hold) {
        if (hold.isEmpty()) {
            return List.of("pause", "cancel");
        }
        return hold.get() == Hold.PAUSED ? List.of("resume", "cancel") : List.of();
    }

    private static ProblemReply notAllowed(String why, List<String> allowed) {
        return new ProblemReply(409, "step-not-allowed", why).with("allowed", allowed);
    }

    private static String caller(Request request) {
        return request.caller().subject();
    }
}

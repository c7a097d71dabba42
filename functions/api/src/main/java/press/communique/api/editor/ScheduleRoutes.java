package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.post.Post;
import press.communique.core.post.Schedule;
import press.communique.core.post.Scheduling;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.queue.DueMessages;
import press.communique.store.site.Sites;

/** A text becomes public at a named second, until somebody calls that off. */
public final class ScheduleRoutes {

    private final PostRoutes posts;
    private final Sites sites;
    private final DueQueue queue;
    private final InstantSource clock;

    public ScheduleRoutes(PostRoutes posts, Sites sites, DueMessages messages, InstantSource clock) {
        this.posts = posts;
        this.sites = sites;
        this.queue = new DueQueue(messages);
        this.clock = clock;
    }

    public Reply schedule(Request request) {
        return posts.step(request, "schedule", () -> {
            JsonNode json = Input.step(request, "PostSchedule");
            Post post = posts.findToChange(request);
            Instant now = clock.instant();
            var fields = new Fields(json);
            var problems = new Problems();
            Optional<Instant> at = at(fields, post, now, problems);
            Map<String, String> correction = fields.textMap("correction");
            StepCheck.correction(correction, post)
                    .forEach(problem -> problems.add(problem.pointer(), problem.code(), problem.detail()));
            Input.refuse(Schemas.check("PostSchedule", json), problems.found());
            SiteSettings site = sites.current();
            posts.fourEyes(request, site, post);
            var wish = new Schedule.Wish(
                    at.orElseThrow(),
                    json.path("notify").asBoolean(post.released().isEmpty()),
                    correction,
                    request.caller().email());
            Post scheduled = posts.release(
                    post,
                    site,
                    wish.at(),
                    addresses -> Scheduling.schedule(
                            post, wish, addresses, request.caller().subject(), now));
            queue.start(post.id(), wish.at(), now);
            return posts.reply(200, scheduled, site);
        });
    }

    public Reply unschedule(Request request) {
        return posts.step(request, "unschedule", () -> {
            JsonNode json = Input.step(request, "PostUnschedule");
            Input.refuse(Schemas.check("PostUnschedule", json), List.of());
            Post post = posts.findToChange(request);
            return posts.moved(Scheduling.unschedule(post, request.caller().subject(), clock.instant()));
        });
    }

    /** The second that was asked for, else the post's own date. */
    private static Optional<Instant> at(Fields fields, Post post, Instant now, Problems problems) {
        Optional<Instant> at = PostJson.instant(fields.text("at"), "/at", problems);
        if (at.isEmpty() && problems.found().isEmpty()) {
            at = post.content().publishAt();
            if (at.isEmpty()) {
                problems.add("/at", "missing", "Say when; the post has no publishAt either.");
            }
        }
        at.map(asked -> inThePast("/at", asked, now))
                .ifPresent(past ->
                        past.forEach(problem -> problems.add(problem.pointer(), problem.code(), problem.detail())));
        return at;
    }

    /** What is wrong with a moment that is not to come. */
    static List<Problem> inThePast(String pointer, Instant at, Instant now) {
        return at.isAfter(now)
                ? List.of()
                : List.of(new Problem(
                        pointer, "in-the-past", "A post is scheduled for a moment to come; publish it instead."));
    }
}

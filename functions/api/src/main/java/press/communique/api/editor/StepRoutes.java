package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.post.Change;
import press.communique.core.post.Content;
import press.communique.core.post.Post;
import press.communique.core.post.Workflow;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.posts.Posts;
import press.communique.store.site.Sites;

/** The steps of the workflow that happen at once; those that wait for a second are {@link ScheduleRoutes}. */
public final class StepRoutes {

    private final PostRoutes posts;
    private final Posts texts;
    private final Sites sites;
    private final URI siteUrl;
    private final InstantSource clock;

    public StepRoutes(PostRoutes posts, Posts texts, Sites sites, URI siteUrl, InstantSource clock) {
        this.posts = posts;
        this.texts = texts;
        this.sites = sites;
        this.siteUrl = siteUrl;
        this.clock = clock;
    }

    public Reply publish(Request request) {
        return posts.step(request, "publish", () -> {
            JsonNode json = Input.step(request, "PostPublish");
            Post post = posts.findToChange(request);
            Map<String, String> correction = new Fields(json).textMap("correction");
            Input.refuse(Schemas.check("PostPublish", json), StepCheck.correction(correction, post));
            SiteSettings site = sites.current();
            posts.fourEyes(request, site, post);
            boolean notify = json.path("notify").asBoolean(post.released().isEmpty());
            Post published = posts.release(
                    post,
                    site,
                    clock.instant(),
                    proposed -> Workflow.publish(
                            post, proposed, notify, correction, request.caller().subject(), clock.instant()));
            return posts.reply(200, published, site);
        });
    }

    public Reply submit(Request request) {
        return posts.step(request, "submit", () -> {
            JsonNode json = Input.step(request, "PostSubmit");
            Input.refuse(Schemas.check("PostSubmit", json), List.of());
            Post post = posts.findOwnToChange(request);
            return posts.moved(Workflow.submit(post, request.caller().subject(), clock.instant()));
        });
    }

    public Reply reject(Request request) {
        return posts.step(request, "reject", () -> {
            JsonNode json = Input.object(request, "PostReject");
            Input.refuse(Schemas.check("PostReject", json), List.of());
            Post post = posts.findToChange(request);
            return posts.moved(Workflow.reject(
                    post, new Fields(json).text("reason"), request.caller().subject(), clock.instant()));
        });
    }

    public Reply withdraw(Request request) {
        return posts.step(request, "withdraw", () -> {
            JsonNode json = Input.step(request, "PostWithdraw");
            Post post = posts.findToChange(request);
            SiteSettings site = sites.current();
            var problems = new Problems();
            var check = new StepCheck(site, siteUrl);
            Map<String, String> reason = new Fields(json).textMap("reason");
            check.reason(reason, problems);
            Optional<String> redirectTo = check.redirectTo(new Fields(json).text("redirectTo"), post, problems);
            Input.refuse(Schemas.check("PostWithdraw", json), problems.found());
            Change change =
                    Workflow.withdraw(post, reason, redirectTo, request.caller().subject(), clock.instant());
            posts.apply(change);
            return posts.reply(200, change.after(), site);
        });
    }

    public Reply reinstate(Request request) {
        return posts.step(request, "reinstate", () -> {
            JsonNode json = Input.step(request, "PostReinstate");
            Input.refuse(Schemas.check("PostReinstate", json), List.of());
            Post post = posts.findToChange(request);
            Change change = Workflow.reinstate(post, request.caller().subject(), clock.instant());
            posts.apply(change);
            return posts.reply(200, change.after(), sites.current());
        });
    }

    public Reply restore(Request request) {
        return posts.step(request, "restore", () -> {
            JsonNode json = Input.object(request, "PostRestore");
            Post post = posts.findToChange(request);
            var problems = new Problems();
            SiteSettings site = sites.current();
            Optional<Content> old =
                    texts.content(post.id(), json.path("revision").asLong());
            if (old.isEmpty()) {
                problems.add(
                        "/revision", "unknown-revision", "The post has the revisions 1 to " + post.revision() + ".");
            }
            old.ifPresent(content -> posts.check(content, site, problems));
            Input.refuse(Schemas.check("PostRestore", json), problems.found());
            Change change =
                    Workflow.restore(post, old.orElseThrow(), request.caller().subject(), clock.instant());
            posts.apply(change);
            return posts.reply(200, change.after(), site);
        });
    }
}

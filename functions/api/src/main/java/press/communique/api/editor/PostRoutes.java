package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Role;
import press.communique.api.http.Schemas;
import press.communique.core.media.MediaLibrary;
import press.communique.core.post.Address;
import press.communique.core.post.Change;
import press.communique.core.post.Content;
import press.communique.core.post.ContentCheck;
import press.communique.core.post.Live;
import press.communique.core.post.Post;
import press.communique.core.post.Release;
import press.communique.core.post.Workflow;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.item.TooLarge;
import press.communique.store.item.Transaction;
import press.communique.store.posts.AddressTaken;
import press.communique.store.posts.Addresses;
import press.communique.store.posts.MediaGone;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Releases;
import press.communique.store.posts.Revisions;
import press.communique.store.posts.Stale;
import press.communique.store.site.Sites;

/** A post that is there: reads, saves and deletes it; and what all the steps of posts share. */
public final class PostRoutes {

    private static final int TRIES = 5;

    private final Posts posts;
    private final Addresses addresses;
    private final Releases releases;
    private final Revisions revisions;
    private final Sites sites;
    private final MediaLibrary media;
    private final Repeats repeats;
    private final URI siteUrl;
    private final InstantSource clock;

    public PostRoutes(
            Posts posts,
            Addresses addresses,
            Releases releases,
            Revisions revisions,
            Sites sites,
            MediaLibrary media,
            Repeats repeats,
            URI siteUrl,
            InstantSource clock) {
        this.posts = posts;
        this.addresses = addresses;
        this.releases = releases;
        this.revisions = revisions;
        this.sites = sites;
        this.media = media;
        this.repeats = repeats;
        this.siteUrl = siteUrl;
        this.clock = clock;
    }

    public Reply read(Request request) {
        Post post = shown(request, find(request), releases);
        return reply(200, post, releases.live(post.id()), sites.current());
    }

    public Reply save(Request request) {
        JsonNode json = Input.object(request, "PostDraft");
        Post post = findOwnToChange(request);
        SiteSettings site = sites.current();
        Content content = content(json, site, List.of());
        Change change = Workflow.save(post, content, request.caller().subject(), clock.instant());
        apply(change);
        return reply(200, change.after(), releases.live(post.id()), site);
    }

    public Reply delete(Request request) {
        Post post = findOwnToChange(request);
        Workflow.requireDeletable(post);
        try {
            posts.delete(post);
        } catch (Stale stale) {
            throw Preconditions.stale(posts.find(post.id()).map(Post::revision).orElse(post.revision()));
        }
        return Reply.empty(204);
    }

    Reply moved(Change change) {
        apply(change);
        return reply(200, change.after(), releases.live(change.after().id()), sites.current());
    }

    /**
     * A step, once for each key. If its first time ended without an answer, the post may have taken it: then it stands in
     * the history right after the revision that the request was made from.
     */
    Reply step(Request request, String step, Supplier<Reply> action) {
        return repeats.change(request, action, since -> Preconditions.revisions(request)
                .flatMap(before -> revisions.find(request.parameter("id"), before + 1).stream())
                .filter(taken -> taken.step().equals(step)
                        && taken.by().equals(request.caller().subject())
                        && !taken.at().isBefore(since))
                .findFirst()
                .map(taken -> {
                    Post post = find(request);
                    return reply(200, post, releases.live(post.id()), sites.current());
                }));
    }

    /**
     * With four eyes, whoever releases a text has not written on it since the last one that was released. A withdrawal is a
     * release too, but of the text that was public before: what was written in the meantime still needs somebody else.
     */
    void fourEyes(Request request, SiteSettings site, Post post) {
        long last = post.released().map(Release::textRevision).orElse(0L);
        if (site.fourEyes()
                && revisions
                        .writersSince(post.id(), last, post.revision())
                        .contains(request.caller().subject())) {
            throw needsAnother();
        }
    }

    static ProblemReply needsAnother() {
        return new ProblemReply(403, "four-eyes", "You have written on this text, so somebody else must release it.");
    }

    Content content(JsonNode json, SiteSettings site, List<Problem> more) {
        var problems = new Problems();
        Content content = check(PostJson.content(json, problems), site, problems);
        var sense = new ArrayList<>(problems.found());
        sense.addAll(more);
        Input.refuse(Schemas.check("PostDraft", json), sense);
        return content;
    }

    /** @return the content as it is kept */
    Content check(Content content, SiteSettings site, Problems problems) {
        return new ContentCheck(site, media).check(content, problems);
    }

    interface ReleaseStep {
        Change with(Map<String, Address> addresses);
    }

    /**
     * Releases, or schedules, under new addresses; if another post has one of them, looks for free ones and tries again.
     *
     * @param moment when readers see it
     */
    Post release(Post post, SiteSettings site, Instant moment, ReleaseStep step) {
        Instant date = Workflow.publishedAt(post, moment);
        for (int tried = 1; ; tried++) {
            var problems = new Problems();
            Map<String, Address> proposed =
                    tried == 1 ? addresses.assumeFree(post, date, site) : addresses.propose(post, date, site, problems);
            problems.throwIfAny();
            Change change = step.with(proposed);
            try {
                apply(change);
                return change.after();
            } catch (AddressTaken another) {
                if (tried == TRIES) {
                    throw another;
                }
            }
        }
    }

    void apply(Change change) {
        try {
            posts.apply(change);
        } catch (MediaGone deleted) {
            throw new ProblemReply(409, "in-use", deleted.getMessage() + "; send the post again without it.");
        } catch (TooLarge large) {
            throw new ProblemReply(
                    413,
                    ContentCheck.TOO_LARGE,
                    "All of a post but its bodies, with its corrections, has at most " + Transaction.LARGEST_ITEM
                            + " bytes; this has " + large.bytes() + ". Shorten summaries, or leave out links.");
        } catch (Stale stale) {
            if (change.before().isEmpty()) {
                throw stale;
            }
            throw Preconditions.stale(posts.find(change.after().id())
                    .map(Post::revision)
                    .orElse(change.after().revision()));
        }
    }

    /** Editors see every post, authors their own and what is public; anything else does not exist for them. */
    Post find(Request request) {
        Supplier<ProblemReply> none = () -> new ProblemReply(404, "not-found", "There is no such post.");
        Post post = posts.find(request.parameter("id")).orElseThrow(none);
        if (!isVisible(request, post)) {
            throw none.get();
        }
        return post;
    }

    Optional<Post> findVisible(Request request, String id) {
        return posts.find(id).filter(post -> isVisible(request, post));
    }

    /** The same for what authors may do with their own posts only. */
    Post findOwn(Request request) {
        Post post = find(request);
        if (!request.caller().is(Role.EDITOR) && !isOwn(request, post)) {
            throw new ProblemReply(
                    403, "forbidden", "Authors change their own posts only, and see their history only.");
        }
        return post;
    }

    /** The post that the request means, in the revision that its {@code If-Match} names; 428 without one, 412 if it is stale. */
    Post findToChange(Request request) {
        return inRevision(request, find(request));
    }

    /** The same of a post that the caller may write. */
    Post findOwnToChange(Request request) {
        return inRevision(request, findOwn(request));
    }

    private static Post inRevision(Request request, Post post) {
        Preconditions.require(request, post.revision());
        return post;
    }

    /** Of others' posts authors see what is public, not what is being written. */
    static Post shown(Request request, Post post, Releases releases) {
        boolean isPublic = post.released()
                .filter(release -> release.textRevision() == post.textRevision())
                .isPresent();
        if (isPublic || request.caller().is(Role.EDITOR) || isOwn(request, post)) {
            return post;
        }
        return releases.released(post.id())
                .map(released -> post.with(released.content()))
                .orElse(post);
    }

    static boolean isVisible(Request request, Post post) {
        return request.caller().is(Role.EDITOR)
                || isOwn(request, post)
                || post.released()
                        .filter(release -> release.kind() == Release.Kind.PUBLISH)
                        .isPresent();
    }

    private static boolean isOwn(Request request, Post post) {
        return post.createdBy().equals(request.caller().subject());
    }

    Reply reply(int status, Post post, SiteSettings site) {
        return reply(status, post, releases.live(post.id()), site);
    }

    Reply reply(int status, Post post, Optional<Live> live, SiteSettings site) {
        ObjectNode json = PostJson.post(post, live, site, siteUrl);
        return Reply.json(status, Json.write(json)).with("ETag", Preconditions.etag(post.revision()));
    }
}

package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.post.Content;
import press.communique.core.post.Post;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Revisions;
import press.communique.store.posts.Revisions.Revision;

/** A post's history: who did what and when, the texts as they were, and what differs between two of them. */
public final class RevisionRoutes {

    private final PostRoutes routes;
    private final Posts posts;
    private final Revisions revisions;

    public RevisionRoutes(PostRoutes routes, Posts posts, Revisions revisions) {
        this.routes = routes;
        this.posts = posts;
        this.revisions = revisions;
    }

    /** Newest first. */
    public Reply list(Request request) {
        Post post = routes.findOwn(request);
        long before = request.query("cursor")
                .map(cursor -> NumberCursor.decode(cursor, post.revision()))
                .orElse(post.revision() + 1);
        Revisions.Page page = revisions.before(post.id(), before, Limit.of(request));
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        page.revisions().forEach(revision -> items.add(json(revision)));
        json.put("next", page.next().map(NumberCursor::encode).orElse(null));
        return Reply.json(200, Json.write(json));
    }

    /** With the text that the post then had. */
    public Reply read(Request request) {
        Post post = routes.findOwn(request);
        Revision revision = revision(post, request.parameter("n"));
        ObjectNode json = json(revision);
        json.set("content", PostJson.content(content(post, revision.revision())));
        return Reply.json(200, Json.write(json));
    }

    /** Since {@code from}, or since the revision before. */
    public Reply diff(Request request) {
        Post post = routes.findOwn(request);
        Revision to = revision(post, request.parameter("n"));
        String since = request.query("from").orElse(String.valueOf(Math.max(1, to.revision() - 1)));
        if (!since.matches("[1-9][0-9]{0,9}") || Long.parseLong(since) > post.revision()) {
            throw new ProblemReply(
                    400, "bad-revision", "from is one of the post's revisions, 1 to " + post.revision() + ".");
        }
        long from = Long.parseLong(since);
        ObjectNode json = Json.object().put("from", from).put("to", to.revision());
        json.set("changes", ContentDiff.of(content(post, from), content(post, to.revision())));
        return Reply.json(200, Json.write(json));
    }

    private Revision revision(Post post, String number) {
        return Optional.of(number)
                .filter(text -> text.matches("[1-9][0-9]{0,9}"))
                .flatMap(text -> revisions.find(post.id(), Long.parseLong(text)))
                .orElseThrow(() -> new ProblemReply(404, "not-found", "The post has no such revision."));
    }

    private Content content(Post post, long revision) {
        return posts.content(post.id(), revision).orElseThrow();
    }

    private static ObjectNode json(Revision revision) {
        ObjectNode json = Json.object()
                .put("revision", revision.revision())
                .put("textRevision", revision.textRevision())
                .put("step", revision.step())
                .put("state", revision.state().word())
                .put("by", revision.by())
                .put("at", revision.at().toString());
        revision.note().ifPresent(note -> json.put("reason", note));
        return json;
    }
}

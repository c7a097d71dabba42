package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.post.Live;
import press.communique.core.post.Post;
import press.communique.core.site.SiteSettings;
import press.communique.store.item.Shelf;
import press.communique.store.posts.PostShelf;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Releases;
import press.communique.store.site.Sites;

/** The list of posts, newest created first, filtered as the query says. */
public final class PostListRoute {

    private static final int LONGEST_SOURCE = 500;

    private final PostShelf shelf;
    private final Posts posts;
    private final Releases releases;
    private final Sites sites;
    private final URI siteUrl;

    public PostListRoute(PostShelf shelf, Posts posts, Releases releases, Sites sites, URI siteUrl) {
        this.shelf = shelf;
        this.posts = posts;
        this.releases = releases;
        this.sites = sites;
        this.siteUrl = siteUrl;
    }

    public Reply list(Request request) {
        PostShelf.Page page = page(request);
        SiteSettings site = sites.current();
        Map<String, Live> live =
                releases.live(page.posts().stream().map(Post::id).toList());
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        page.posts()
                .forEach(post -> items.add(PostJson.overview(
                        PostRoutes.shown(request, post, releases),
                        Optional.ofNullable(live.get(post.id())),
                        site,
                        siteUrl)));
        json.put("next", page.next().orElse(null));
        return Reply.json(200, Json.write(json));
    }

    private PostShelf.Page page(Request request) {
        Optional<String> source = request.query("sourceId");
        if (source.isPresent()) {
            return new PostShelf.Page(
                    source
                            .filter(PostListRoute::canBeASource)
                            .flatMap(posts::findBySource)
                            .filter(filter(request))
                            .stream()
                            .toList(),
                    Optional.empty());
        }
        try {
            return shelf.newest(filter(request), Limit.of(request), request.query("cursor"));
        } catch (Shelf.BadCursor bad) {
            throw new ProblemReply(400, "bad-cursor", bad.getMessage());
        }
    }

    /** What is longer than the contract allows was taken for no post, and no table can be asked for it. */
    private static boolean canBeASource(String name) {
        return !name.isEmpty() && name.codePointCount(0, name.length()) <= LONGEST_SOURCE;
    }

    /** Of what the caller may see; a filter that is left empty filters nothing. */
    private Predicate<Post> filter(Request request) {
        List<Predicate<Post>> filters = new ArrayList<>();
        asked(request, "state")
                .ifPresent(state -> filters.add(post -> post.state().word().equals(state)));
        asked(request, "type")
                .ifPresent(type -> filters.add(post -> post.content().type().equals(type)));
        asked(request, "topic")
                .ifPresent(topic -> filters.add(post -> post.content().topics().contains(topic)));
        asked(request, "language")
                .ifPresent(language ->
                        filters.add(post -> post.content().editions().containsKey(language)));
        asked(request, "q")
                .map(q -> Normalizer.normalize(q.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
                .ifPresent(q -> filters.add(post -> holds(post, q)));
        Predicate<Post> all = filters.stream().reduce(post -> true, Predicate::and);
        return post -> PostRoutes.isVisible(request, post) && all.test(PostRoutes.shown(request, post, releases));
    }

    private static Optional<String> asked(Request request, String name) {
        return request.query(name).filter(value -> !value.isEmpty());
    }

    private static boolean holds(Post post, String words) {
        return post.content().editions().values().stream()
                .anyMatch(edition -> (edition.title() + " " + edition.summary())
                        .toLowerCase(Locale.ROOT)
                        .contains(words));
    }
}

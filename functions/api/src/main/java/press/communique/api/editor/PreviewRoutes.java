package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.media.Media;
import press.communique.core.media.StoredFile;
import press.communique.core.page.PreviewAddresses;
import press.communique.core.page.SitePaths;
import press.communique.core.post.Post;
import press.communique.core.problem.Problems;
import press.communique.core.secret.PreviewTokens;
import press.communique.core.site.SiteSettings;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Previews;
import press.communique.store.site.Sites;

/**
 * Private pages of what is being written, for whoever has their address: made when they are asked for, stored nowhere.
 *
 * <p>Whatever does not open, for whatever reason, is answered as an address at which there never was anything.
 */
public final class PreviewRoutes {

    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Nobody's token is needed to ask, so what cannot be a post's id is asked for nowhere. */
    private static final Pattern ID = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");

    private final PostRoutes routes;
    private final Posts posts;
    private final Previews previews;
    private final PreviewTokens tokens;
    private final PreviewPages pages;
    private final MediaStorage files;
    private final Sites sites;
    private final Repeats repeats;
    private final URI siteUrl;
    private final InstantSource clock;

    public PreviewRoutes(
            PostRoutes routes,
            Posts posts,
            Previews previews,
            PreviewTokens tokens,
            PreviewPages pages,
            MediaStorage files,
            Sites sites,
            Repeats repeats,
            URI siteUrl,
            InstantSource clock) {
        this.routes = routes;
        this.posts = posts;
        this.previews = previews;
        this.tokens = tokens;
        this.pages = pages;
        this.files = files;
        this.sites = sites;
        this.repeats = repeats;
        this.siteUrl = siteUrl;
        this.clock = clock;
    }

    public Reply create(Request request) {
        return repeats.once(request, tokens::newId, tokens::token, id -> {
            JsonNode json = Input.step(request, "PreviewDraft");
            Instant now = clock.instant();
            var problems = new Problems();
            Instant until = until(json, now, problems);
            Input.refuse(Schemas.check("PreviewDraft", json), problems.found());
            Post post = routes.findOwn(request);
            String token = tokens.token(id);
            previews.add(post.id(), PreviewTokens.hash(token), until);
            return Reply.json(201, Json.write(json(post, new PreviewAddresses(post.id(), token), until)));
        });
    }

    public Reply revoke(Request request) {
        previews.revoke(routes.findOwn(request).id());
        return Reply.empty(204);
    }

    /** The page of an edition; where there is none, a browser gets the site's own page that says so. */
    public Reply page(Request request) {
        String language = request.parameter("language");
        SiteSettings site = sites.current();
        Optional<Post> post =
                find(request).filter(found -> found.content().editions().containsKey(language));
        if (post.isEmpty() && request.header("accept").orElse("").contains("text/html")) {
            return Reply.html(404, pages.notFound(language, site));
        }
        Post shown = post.orElseThrow(PreviewRoutes::none);
        var addresses = new PreviewAddresses(shown.id(), token(request));
        return unlisted(Reply.html(200, pages.render(shown, language, addresses, site, clock.instant())));
    }

    /** A file that such a page shows. One that is too large for an answer is fetched from storage, within a minute. */
    public Reply file(Request request) {
        Post post = find(request).orElseThrow(PreviewRoutes::none);
        Media media = pages.shown(post, request.parameter("hash")).orElseThrow(PreviewRoutes::none);
        StoredFile file = media.stored().orElseThrow().files().stream()
                .filter(each -> isCalled(each, request.parameter("file")))
                .findFirst()
                .orElseThrow(PreviewRoutes::none);
        return unlisted(
                PreviewPages.fits(file)
                        ? Reply.bytes(200, file.contentType(), files.bytes(media, file))
                        : Reply.empty(303).with("Location", files.address(media, file, Duration.ofMinutes(1))));
    }

    /** Paths come percent-encoded or not, as the gateway likes. */
    private static boolean isCalled(StoredFile file, String name) {
        return file.name().equals(name) || SitePaths.encode(file.name()).equals(name);
    }

    /** The post that the request's token opens. */
    private Optional<Post> find(Request request) {
        String id = request.parameter("id");
        return ID.matcher(id).matches() && previews.isOpen(id, PreviewTokens.hash(token(request)), clock.instant())
                ? posts.find(id)
                : Optional.empty();
    }

    private static String token(Request request) {
        return request.query("token").orElse("");
    }

    private static ProblemReply none() {
        return new ProblemReply(404, "not-found", "There is nothing at this address.");
    }

    private static Reply unlisted(Reply reply) {
        return reply.with("X-Robots-Tag", "noindex, nofollow");
    }

    private static Instant until(JsonNode json, Instant now, Problems problems) {
        Instant until = PostJson.instant(new Fields(json).text("expiresAt"), "/expiresAt", problems)
                .orElseGet(() -> now.plus(USUAL).truncatedTo(ChronoUnit.SECONDS));
        if (!until.isAfter(now)) {
            problems.add("/expiresAt", "in-the-past", "A preview ends at a moment to come.");
        }
        if (until.isAfter(now.plus(LONGEST))) {
            problems.add(
                    "/expiresAt",
                    "too-late",
                    "A preview ends after 7 days at the latest: by " + now.plus(LONGEST) + ".");
        }
        return until;
    }

    private ObjectNode json(Post post, PreviewAddresses addresses, Instant until) {
        SiteSettings site = sites.current();
        var languages = post.content().editions().keySet();
        String first = languages.contains(site.defaultLanguage())
                ? site.defaultLanguage()
                : languages.iterator().next();
        ObjectNode json = Json.object().put("url", siteUrl + addresses.page(first));
        ObjectNode urls = json.putObject("urls");
        languages.forEach(language -> urls.put(language, siteUrl + addresses.page(language)));
        return json.put("expiresAt", until.toString());
    }
}

package press.communique.api;

import static press.communique.api.http.Role.ADMIN;
import static press.communique.api.http.Role.ANYONE;
import static press.communique.api.http.Role.AUTHOR;
import static press.communique.api.http.Role.EDITOR;
import static press.communique.api.http.Router.Line.on;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import press.communique.api.editor.CreateRoute;
import press.communique.api.editor.HealthRoute;
import press.communique.api.editor.MailingRoutes;
import press.communique.api.editor.MediaRoutes;
import press.communique.api.editor.MediaStorage;
import press.communique.api.editor.MediaUsage;
import press.communique.api.editor.PeopleRoute;
import press.communique.api.editor.PostListRoute;
import press.communique.api.editor.PostRoutes;
import press.communique.api.editor.PreflightRoute;
import press.communique.api.editor.PreviewPages;
import press.communique.api.editor.PreviewRoutes;
import press.communique.api.editor.ReaderLinksRoute;
import press.communique.api.editor.RebuildRoutes;
import press.communique.api.editor.ReceiptRoute;
import press.communique.api.editor.RevisionRoutes;
import press.communique.api.editor.ScheduleRoutes;
import press.communique.api.editor.SiteRevisionRoutes;
import press.communique.api.editor.SiteRoutes;
import press.communique.api.editor.StepRoutes;
import press.communique.api.editor.TestMailRoute;
import press.communique.api.http.CallLimits;
import press.communique.api.http.Colleagues;
import press.communique.api.http.Entrance;
import press.communique.api.http.Repeats;
import press.communique.api.http.Route;
import press.communique.api.http.Router;
import press.communique.api.http.Router.Line;
import press.communique.api.link.LinkPolicy;
import press.communique.api.preflight.Preflight;
import press.communique.api.subscribers.FiguresRoute;
import press.communique.api.subscribers.SubscriberRoutes;
import press.communique.core.audience.AddressSeal;
import press.communique.core.secret.PreviewTokens;
import press.communique.core.settings.Settings;
import press.communique.store.audience.AudienceDays;
import press.communique.store.audience.ReaderCounts;
import press.communique.store.audience.Readers;
import press.communique.store.audience.Subscribers;
import press.communique.store.audience.Suppressions;
import press.communique.store.aws.AwsClients;
import press.communique.store.lists.Archives;
import press.communique.store.lists.Lists;
import press.communique.store.mailing.Batches;
import press.communique.store.mailing.EmergencyStop;
import press.communique.store.mailing.Mailings;
import press.communique.store.mailing.Reputation;
import press.communique.store.mailing.Told;
import press.communique.store.media.MediaShelf;
import press.communique.store.people.People;
import press.communique.store.posts.Addresses;
import press.communique.store.posts.PostShelf;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Previews;
import press.communique.store.posts.Receipts;
import press.communique.store.posts.Releases;
import press.communique.store.posts.Revisions;
import press.communique.store.posts.ScheduledReleases;
import press.communique.store.posts.TestMails;
import press.communique.store.queue.DueMessages;
import press.communique.store.queue.LetterMessages;
import press.communique.store.queue.ShareMessages;
import press.communique.store.requests.CallCounts;
import press.communique.store.requests.Requests;
import press.communique.store.site.Rebuilds;
import press.communique.store.site.Sites;

/** The editors' API: every route on one screen. */
public final class EditorApi implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final List<Line<EditorApi>> TABLE = List.of(
            on("POST", "/api/posts", AUTHOR, (api, request) -> api.create.create(request)),
            on("GET", "/api/posts", AUTHOR, (api, request) -> api.list.list(request)),
            on("GET", "/api/posts/{id}", AUTHOR, (api, request) -> api.posts.read(request)),
            on("PUT", "/api/posts/{id}", AUTHOR, (api, request) -> api.posts.save(request)),
            on("DELETE", "/api/posts/{id}", AUTHOR, (api, request) -> api.posts.delete(request)),
            on("GET", "/api/posts/{id}/revisions", AUTHOR, (api, request) -> api.revisions.list(request)),
            on("GET", "/api/posts/{id}/revisions/{n}", AUTHOR, (api, request) -> api.revisions.read(request)),
            on("GET", "/api/posts/{id}/revisions/{n}/diff", AUTHOR, (api, request) -> api.revisions.diff(request)),
            on("POST", "/api/posts/{id}/submit", AUTHOR, (api, request) -> api.steps.submit(request)),
            on("POST", "/api/posts/{id}/reject", EDITOR, (api, request) -> api.steps.reject(request)),
            on("POST", "/api/posts/{id}/publish", EDITOR, (api, request) -> api.steps.publish(request)),
            on("POST", "/api/posts/{id}/schedule", EDITOR, (api, request) -> api.schedules.schedule(request)),
            on("POST", "/api/posts/{id}/unschedule", EDITOR, (api, request) -> api.schedules.unschedule(request)),
            on("POST", "/api/posts/{id}/withdraw", EDITOR, (api, request) -> api.steps.withdraw(request)),
            on("POST", "/api/posts/{id}/reinstate", EDITOR, (api, request) -> api.steps.reinstate(request)),
            on("POST", "/api/posts/{id}/restore", EDITOR, (api, request) -> api.steps.restore(request)),
            on("POST", "/api/posts/{id}/previews", AUTHOR, (api, request) -> api.previews.create(request)),
            on("DELETE", "/api/posts/{id}/previews", AUTHOR, (api, request) -> api.previews.revoke(request)),
            on("GET", "/api/previews/{id}/{language}", ANYONE, (api, request) -> api.previews.page(request)),
            on("GET", "/api/previews/{id}/media/{hash}/{file}", ANYONE, (api, request) -> api.previews.file(request)),
            on("POST", "/api/posts/{id}/preflight", AUTHOR, (api, request) -> api.preflight.check(request)),
            on("POST", "/api/posts/{id}/test-mail", AUTHOR, (api, request) -> api.testMails.send(request)),
            on("GET", "/api/posts/{id}/receipts", AUTHOR, (api, request) -> api.receipts.list(request)),
            on("GET", "/api/receipts", AUTHOR, (api, request) -> api.receipts.open(request)),
            on("GET", "/api/mailings", EDITOR, (api, request) -> api.mailings.list(request)),
            on("POST", "/api/mailings/stop", EDITOR, (api, request) -> api.mailings.stop(request)),
            on("POST", "/api/mailings/start", EDITOR, (api, request) -> api.mailings.start(request)),
            on("POST", "/api/mailings/{id}/pause", EDITOR, (api, request) -> api.mailings.pause(request)),
            on("POST", "/api/mailings/{id}/resume", EDITOR, (api, request) -> api.mailings.resume(request)),
            on("POST", "/api/mailings/{id}/cancel", EDITOR, (api, request) -> api.mailings.cancel(request)),
            on("POST", "/api/mailings/{id}/settle", EDITOR, (api, request) -> api.mailings.settle(request)),
            on("POST", "/api/media", AUTHOR, (api, request) -> api.media.create(request)),
            on("GET", "/api/media", AUTHOR, (api, request) -> api.media.list(request)),
            on("GET", "/api/media/{id}", AUTHOR, (api, request) -> api.media.read(request)),
            on("PUT", "/api/media/{id}", AUTHOR, (api, request) -> api.media.describe(request)),
            on("DELETE", "/api/media/{id}", AUTHOR, (api, request) -> api.media.delete(request)),
            on("GET", "/api/subscribers/figures", ADMIN, (api, request) -> api.figures.show(request)),
            on("GET", "/api/subscribers/export", ADMIN, (api, request) -> api.subscribers.export(request)),
            on("POST", "/api/subscribers/import", ADMIN, (api, request) -> api.subscribers.bring(request)),
            on("POST", "/api/subscribers/end-links", ADMIN, (api, request) -> api.readerLinks.end(request)),
            on("GET", "/api/people", AUTHOR, (api, request) -> api.people.list(request)),
            on("GET", "/api/site", AUTHOR, (api, request) -> api.site.read(request)),
            on("PUT", "/api/site", ADMIN, (api, request) -> api.site.replace(request)),
            on("GET", "/api/site/revisions", AUTHOR, (api, request) -> api.siteRevisions.list(request)),
            on("GET", "/api/site/revisions/{n}", AUTHOR, (api, request) -> api.siteRevisions.read(request)),
            on("GET", "/api/rebuild", ADMIN, (api, request) -> api.rebuild.read(request)),
            on("POST", "/api/rebuild", ADMIN, (api, request) -> api.rebuild.start(request)),
            on("GET", "/api/health", ANYONE, (api, request) -> api.health.read(request)));

    private final PostRoutes posts;
    private final CreateRoute create;
    private final StepRoutes steps;
    private final ScheduleRoutes schedules;
    private final RevisionRoutes revisions;
    private final PreviewRoutes previews;
    private final PreflightRoute preflight;
    private final TestMailRoute testMails;
    private final PostListRoute list;
    private final ReceiptRoute receipts;
    private final MailingRoutes mailings;
    private final MediaRoutes media;
    private final SubscriberRoutes subscribers;
    private final FiguresRoute figures;
    private final ReaderLinksRoute readerLinks;
    private final PeopleRoute people;
    private final SiteRoutes site;
    private final SiteRevisionRoutes siteRevisions;
    private final RebuildRoutes rebuild;
    private final HealthRoute health;
    private final Router<EditorApi> router;

    /** Kept for as long as this is; only Lambda asks for one. */
    private Snapshot snapshot;

    public EditorApi() {
        this(System.getenv());
        this.snapshot = Snapshot.before(EditorApi::new, System.getenv(), "/api/health");
    }

    public EditorApi(Map<String, String> environment) {
        this(environment, InstantSource.system());
    }

    EditorApi(Map<String, String> environment, InstantSource clock) {
        this(environment, clock, LinkPolicy.STRICT);
    }

    /** @param links which of them a preflight may ask for */
    EditorApi(Map<String, String> environment, InstantSource clock, LinkPolicy links) {
        var settings = new Settings(environment);
        var aws = new AwsClients(environment);
        var dynamo = aws.dynamoDb();
        var s3 = aws.s3();
        String table = settings.postsTable();
        String bucket = settings.privateBucket();
        var sites = new Sites(dynamo, table);
        var releases = new Releases(dynamo, table, s3, bucket);
        var stored = new Posts(dynamo, table, s3, bucket);
        var uploads = new MediaShelf(dynamo, table);
        var repeats = new Repeats(new Requests(dynamo, table), clock);
        var history = new Revisions(dynamo, table);
        var due = new DueMessages(aws, settings.dueQueue());
        var storage = new MediaStorage(s3, aws.presigner(), bucket);
        var addresses = new Addresses(dynamo, table);
        this.posts = new PostRoutes(
                stored, addresses, releases, history, sites, uploads, repeats, settings.siteUrl(), clock);
        this.create = new CreateRoute(posts, stored, sites, repeats, due, clock);
        this.steps = new StepRoutes(posts, stored, sites, settings.siteUrl(), clock);
        this.schedules = new ScheduleRoutes(posts, sites, due, clock);
        this.revisions = new RevisionRoutes(posts, stored, history);
        this.previews = new PreviewRoutes(
                posts,
                stored,
                new Previews(dynamo, table),
                new PreviewTokens(settings.secret()),
                new PreviewPages(uploads, addresses, settings.siteUrl()),
                storage,
                sites,
                repeats,
                settings.siteUrl(),
                clock);
        String audience = settings.audienceTable();
        this.preflight = new PreflightRoute(
                posts,
                new Preflight(
                        aws,
                        s3,
                        settings.siteBucket(),
                        settings.siteUrl(),
                        uploads,
                        addresses,
                        new Archives(dynamo, table),
                        releases,
                        new Readers(dynamo, audience, new AddressSeal(settings.secret())),
                        new ReaderCounts(dynamo, audience),
                        links),
                sites,
                repeats,
                clock);
        this.testMails = new TestMailRoute(
                posts,
                new Previews(dynamo, table),
                new PreviewTokens(settings.secret()),
                new TestMails(dynamo, table, new AddressSeal(settings.secret())),
                new LetterMessages(aws, settings.letterQueue()),
                new CallCounts(dynamo, table),
                repeats,
                clock);
        var shelf = new PostShelf(dynamo, table);
        this.list = new PostListRoute(shelf, stored, releases, sites, settings.siteUrl());
        var mailed = new Mailings(dynamo, audience);
        boolean sandbox = !settings.mailSandbox().isEmpty();
        this.receipts = new ReceiptRoute(
                posts,
                new Receipts(dynamo, table),
                new ScheduledReleases(dynamo, table),
                releases,
                mailed,
                new Told(dynamo, audience),
                clock);
        this.mailings = new MailingRoutes(
                mailed,
                new Batches(dynamo, audience),
                new EmergencyStop(dynamo, audience),
                new Reputation(dynamo, audience),
                new ShareMessages(aws, settings.mailQueue(), settings.urgentQueue()),
                repeats,
                clock);
        this.media =
                new MediaRoutes(uploads, new MediaUsage(uploads, stored, releases), storage, sites, repeats, clock);
        this.health = new HealthRoute(releases, mailed, new EmergencyStop(dynamo, audience), sandbox, clock);
        var seal = new AddressSeal(settings.secret());
        this.figures = new FiguresRoute(new AudienceDays(dynamo, audience), new ReaderCounts(dynamo, audience));
        this.subscribers = new SubscriberRoutes(
                new Subscribers(dynamo, audience, seal),
                new Suppressions(dynamo, audience, seal),
                sites,
                repeats,
                clock);
        this.readerLinks = new ReaderLinksRoute(new Readers(dynamo, audience, seal), repeats, clock);
        var names = new People(dynamo, table);
        this.people = new PeopleRoute(names, clock);
        var rebuilds = new Rebuilds(dynamo, table);
        this.site = new SiteRoutes(sites, uploads, new Lists(dynamo, table), shelf, stored, rebuilds, clock);
        this.siteRevisions = new SiteRevisionRoutes(sites);
        this.rebuild = new RebuildRoutes(rebuilds, sites, repeats, clock);
        this.router = new Router<>(
                this,
                TABLE,
                new Entrance(settings.originSecret()),
                new CallLimits(
                        new CallCounts(dynamo, table), settings.readsPerMinute(), settings.writesPerMinute(), clock),
                new Colleagues(names, clock));
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        return router.answer(event, context);
    }

    /** The route table, which {@code infra/checks} holds against {@code template.yaml} and {@code openapi.yaml}. */
    public static List<Route> routes() {
        return TABLE.stream().map(Line::route).toList();
    }
}

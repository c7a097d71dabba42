package press.communique.api;

import static press.communique.api.http.Role.ANYONE;
import static press.communique.api.http.Router.Line.on;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import press.communique.api.http.Entrance;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Route;
import press.communique.api.http.Router;
import press.communique.api.http.Router.Line;
import press.communique.api.reader.ConfirmRoute;
import press.communique.api.reader.FreshLinkRoutes;
import press.communique.api.reader.NeverRoute;
import press.communique.api.reader.OnceEach;
import press.communique.api.reader.PreferencesRoute;
import press.communique.api.reader.ReaderFile;
import press.communique.api.reader.ReaderPages;
import press.communique.api.reader.SubscribeRoute;
import press.communique.api.reader.UnsubscribeRoute;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.settings.Settings;
import press.communique.store.audience.Confirmations;
import press.communique.store.audience.Erasures;
import press.communique.store.audience.FreshLinks;
import press.communique.store.audience.Readers;
import press.communique.store.audience.Refusals;
import press.communique.store.audience.RequestSources;
import press.communique.store.audience.SubscriptionRequests;
import press.communique.store.aws.AwsClients;
import press.communique.store.mailing.ReaderMails;
import press.communique.store.queue.LetterMessages;
import press.communique.store.requests.Requests;
import press.communique.store.site.Sites;

/** The readers' API, without an account: every route on one screen. */
public final class ReaderApi implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final List<Line<ReaderApi>> TABLE = List.of(
            on("POST", "/subscriptions", ANYONE, (api, request) -> api.subscribe.subscribe(request)),
            on("GET", "/subscriptions/confirm", ANYONE, (api, request) -> api.confirm.ask(request)),
            once("/subscriptions/confirm", (api, request) -> api.confirm.confirm(request)),
            on("GET", "/subscriptions/never", ANYONE, (api, request) -> api.never.ask(request)),
            once("/subscriptions/never", (api, request) -> api.never.refuse(request)),
            on("GET", "/subscriptions/unsubscribe", ANYONE, (api, request) -> api.unsubscribe.ask(request)),
            once("/subscriptions/unsubscribe", (api, request) -> api.unsubscribe.unsubscribe(request)),
            on("GET", "/subscriptions/preferences", ANYONE, (api, request) -> api.preferences.show(request)),
            once("/subscriptions/preferences", (api, request) -> api.preferences.change(request)),
            once("/subscriptions/preferences/link", (api, request) -> api.links.send(request)),
            on("GET", "/subscriptions/download", ANYONE, (api, request) -> api.links.askToDownload(request)),
            on("POST", "/subscriptions/download", ANYONE, (api, request) -> api.links.download(request)),
            on("GET", "/subscriptions/erase", ANYONE, (api, request) -> api.links.askToErase(request)),
            once("/subscriptions/erase", (api, request) -> api.links.erase(request)));

    private final OnceEach onceEach;
    private final SubscribeRoute subscribe;
    private final ConfirmRoute confirm;
    private final NeverRoute never;
    private final UnsubscribeRoute unsubscribe;
    private final PreferencesRoute preferences;
    private final FreshLinkRoutes links;
    private final Router<ReaderApi> router;

    /** Kept for as long as this is; only Lambda asks for one. */
    private Snapshot snapshot;

    public ReaderApi() {
        this(System.getenv());
        this.snapshot = Snapshot.before(ReaderApi::new, System.getenv(), "/subscriptions/confirm");
    }

    public ReaderApi(Map<String, String> environment) {
        this(environment, InstantSource.system());
    }

    ReaderApi(Map<String, String> environment, InstantSource clock) {
        var settings = new Settings(environment);
        var aws = new AwsClients(environment);
        var dynamo = aws.dynamoDb();
        String audience = settings.audienceTable();
        var seal = new AddressSeal(settings.secret());
        var tokens = new ReaderTokens(settings.secret());
        var sites = new Sites(dynamo, settings.postsTable());
        var requests = new SubscriptionRequests(dynamo, audience, seal);
        var letters = new LetterMessages(aws, settings.letterQueue());
        var pages = new ReaderPages(sites, settings.siteUrl(), tokens);
        var repeats = new Repeats(new Requests(dynamo, audience), clock);
        this.onceEach = new OnceEach(repeats, seal);
        this.subscribe = new SubscribeRoute(
                sites,
                requests,
                new RequestSources(dynamo, audience, seal, settings.requestsPerHour()),
                letters,
                repeats,
                seal,
                settings.siteUrl(),
                clock);
        this.confirm = new ConfirmRoute(tokens, requests, new Confirmations(dynamo, audience, seal), pages, clock);
        this.never = new NeverRoute(tokens, requests, new Refusals(dynamo, audience), pages, clock);
        var readers = new Readers(dynamo, audience, seal);
        this.unsubscribe = new UnsubscribeRoute(tokens, readers, pages, clock);
        this.preferences = new PreferencesRoute(tokens, readers, sites, pages, clock);
        this.links = new FreshLinkRoutes(
                tokens,
                readers,
                new FreshLinks(dynamo, audience),
                new Erasures(dynamo, audience),
                new ReaderFile(readers, new ReaderMails(dynamo, audience)),
                letters,
                pages,
                clock);
        this.router = new Router<>(this, TABLE, new Entrance(settings.originSecret()));
    }

    /** What changes something for the owner of a link. */
    private static Line<ReaderApi> once(String path, BiFunction<ReaderApi, Request, Reply> action) {
        return on(
                "POST", path, ANYONE, (api, request) -> api.onceEach.answer(request, () -> action.apply(api, request)));
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

package press.communique.api;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import java.util.function.Function;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.api.http.Entrance;
import press.communique.api.http.Schemas;
import press.communique.core.settings.Settings;

/**
 * Warms a function up before SnapStart takes its snapshot, so that what is restored has its classes loaded and its schemas
 * read.
 *
 * <p>Without side effects: it only asks what reads. And with an instance of its own, which nobody uses afterwards, so that
 * no connection, token or answer of that moment is restored days later, many times over.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime hooks</a>
 */
final class Snapshot implements Resource {

    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);

    private final Function<Map<String, String>, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>> maker;
    private final Map<String, String> environment;
    private final String path;

    private Snapshot(
            Function<Map<String, String>, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>> maker,
            Map<String, String> environment,
            String path) {
        this.maker = maker;
        this.environment = environment;
        this.path = path;
    }

    /**
     * The caller keeps it, since the context refers to it weakly.
     *
     * @param maker makes the instance that is thrown away
     * @param path a GET that anybody may send and that changes nothing
     */
    static Snapshot before(
            Function<Map<String, String>, RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>> maker,
            Map<String, String> environment,
            String path) {
        var snapshot = new Snapshot(maker, environment, path);
        Core.getGlobalContext().register(snapshot);
        return snapshot;
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        try {
            Schemas.prime();
            maker.apply(environment).handleRequest(get(), null);
        } catch (RuntimeException notReachable) {
            // A snapshot that is not warm is still one; a deployment must not fail for it.
            LOG.warn("Not warmed up before the snapshot", notReachable);
        }
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        // Nothing was kept that could be too old.
    }

    /** As the CDN would pass it on. */
    private APIGatewayV2HTTPEvent get() {
        var http = APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                .withMethod("GET")
                .withPath(path)
                .withSourceIp("127.0.0.1")
                .build();
        return APIGatewayV2HTTPEvent.builder()
                .withRawPath(path)
                .withRawQueryString("")
                .withHeaders(Map.of(Entrance.HEADER, new Settings(environment).originSecret()))
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(http)
                        .build())
                .build();
    }
}

package press.communique.api;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;
import java.util.function.Supplier;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.api.http.Schemas;

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

    private final Supplier<RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>> throwaway;
    private final String path;

    /** @param path a GET that anybody may send and that changes nothing */
    private Snapshot(Supplier<RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>> throwaway, String path) {
        this.throwaway = throwaway;
        this.path = path;
    }

    /** The caller keeps it, since the context refers to it weakly. */
    static Snapshot before(
            Supplier<RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse>> throwaway, String path) {
        var snapshot = new Snapshot(throwaway, path);
        Core.getGlobalContext().register(snapshot);
        return snapshot;
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
        try {
            Schemas.prime();
            throwaway.get().handleRequest(get(path), null);
        } catch (RuntimeException notReachable) {
            // A snapshot that is not warm is still one; a deployment must not fail for it.
            LOG.warn("Not warmed up before the snapshot", notReachable);
        }
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        // Nothing was kept that could be too old.
    }

    private static APIGatewayV2HTTPEvent get(String path) {
        var http = APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                .withMethod("GET")
                .withPath(path)
                .withSourceIp("127.0.0.1")
                .build();
        return APIGatewayV2HTTPEvent.builder()
                .withRawPath(path)
                .withRawQueryString("")
                .withHeaders(Map.of())
                .withRequestContext(APIGatewayV2HTTPEvent.RequestContext.builder()
                        .withHttp(http)
                        .build())
                .build();
    }
}

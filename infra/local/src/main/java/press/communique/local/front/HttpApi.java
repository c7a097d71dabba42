package press.communique.local.front;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import press.communique.local.lambda.Functions;
import press.communique.local.lambda.Invocation;
import press.communique.local.template.StackTemplate.Throttle;

/**
 * The HTTP API: finds the route, checks the token, invokes the function. Its own answers carry its own body,
 * {@code {"message": …}}, as API Gateway's do.
 */
final class HttpApi {

    private static final ObjectMapper JSON = new ObjectMapper();
    static final int MOST_BYTES = 10 * 1024 * 1024;
    private static final int MOST_EVENT_BYTES = 6 * 1024 * 1024;

    private final RouteTable routes;
    private final JwtAuthorizer authorizer;
    private final Functions functions;
    private final Throttling throttling;
    private final Map<String, String> originHeaders;

    /** @param originHeaders what the CDN adds on the way here, whatever the caller sent under these names */
    HttpApi(
            RouteTable routes,
            JwtAuthorizer authorizer,
            Functions functions,
            Throttle throttle,
            Map<String, String> originHeaders) {
        this.routes = routes;
        this.authorizer = authorizer;
        this.functions = functions;
        this.throttling = new Throttling(throttle);
        this.originHeaders = Map.copyOf(originHeaders);
    }

    /**
     * @param body null if it is larger than the API takes. It is read before anything is refused: with a body unread the
     *     connection would have to be closed, and the client's next request on it would be lost.
     */
    Answer answer(Request request, byte[] body) throws IOException, InterruptedException {
        if (body == null) {
            return Answer.gateway(413, "Request Entity Too Large");
        }
        Optional<RouteTable.Match> found =
                routes.find(request.getMethod(), request.getHttpURI().getPath());
        if (found.isEmpty()) {
            return Answer.gateway(404, "Not Found");
        }
        RouteTable.Match match = found.get();
        if (!throttling.takes(match.route().key())) {
            return Answer.gateway(429, "Too Many Requests");
        }
        JwtAuthorizer.Granted granted = null;
        if (match.route().authorizer() != null) {
            JwtAuthorizer.Verdict verdict = authorizer.check(
                    request.getHeaders().get("Authorization"), match.route().authorizer());
            if (verdict instanceof JwtAuthorizer.Unauthorized unauthorized) {
                return Answer.gateway(401, "Unauthorized").with("WWW-Authenticate", challenge(unauthorized.why()));
            }
            if (verdict instanceof JwtAuthorizer.Forbidden) {
                return Answer.gateway(403, "Forbidden");
            }
            granted = (JwtAuthorizer.Granted) verdict;
        }
        byte[] event = JSON.writeValueAsBytes(HttpEvent.gateway(request, match, granted, body, originHeaders));
        if (event.length > MOST_EVENT_BYTES) {
            return Answer.gateway(413, "Request Entity Too Large");
        }
        Invocation invocation = functions.function(match.function()).invoke(event);
        return FunctionReply.answer(invocation).with("Apigw-Requestid", invocation.requestId());
    }

    private static String challenge(String why) {
        return why.equals("no token")
                ? "Bearer"
                : "Bearer scope=\"\" error=\"invalid_token\" error_description=\"" + why + "\"";
    }
}

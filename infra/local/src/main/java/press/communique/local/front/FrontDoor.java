package press.communique.local.front;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import press.communique.local.lambda.FunctionLog;
import press.communique.local.lambda.Functions;
import press.communique.local.lambda.LambdaFunction;
import press.communique.local.template.Bucket;
import press.communique.local.template.CdnHeaders;
import press.communique.local.template.StackTemplate.Throttle;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The one address of the stack. As the CDN does, it passes {@code /api/*} and {@code /subscriptions*} to the HTTP API and
 * serves the site at everything else, under the same headers; {@code /_local/} is about the stack itself.
 */
public final class FrontDoor extends Handler.Abstract {

    /** What is behind the door, once it is there. */
    public record Behind(
            RouteTable routes,
            JwtAuthorizer authorizer,
            Functions functions,
            Throttle throttle,
            S3Client s3,
            Bucket site,
            LambdaFunction fallback,
            CdnHeaders headers,
            Map<String, String> originHeaders,
            Issuer issuer,
            LocalPages pages) {}

    private final FunctionLog log;
    private volatile Open open;

    private record Open(HttpApi api, Cdn cdn, CdnHeaders headers, Issuer issuer, LocalPages pages) {}

    public FrontDoor(FunctionLog log) {
        this.log = log;
    }

    /** Lets requests in; until then they are told to come again. */
    public void open(Behind behind) {
        open = new Open(
                new HttpApi(
                        behind.routes(),
                        behind.authorizer(),
                        behind.functions(),
                        behind.throttle(),
                        behind.originHeaders()),
                new Cdn(behind.s3(), behind.site().name(), behind.fallback()),
                behind.headers(),
                behind.issuer(),
                behind.pages());
    }

    /** Lets no more requests in. */
    public void shut() {
        open = null;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Open now = open;
        if (now == null) {
            Answer.of(503, "text/plain; charset=utf-8", "The stack is starting, or stopping.\n")
                    .with("Retry-After", "1")
                    .write(request, response, callback);
            return true;
        }
        String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("/");
        if (path.startsWith("/api/") || path.startsWith("/subscriptions")) {
            WholeBody.read(
                    request,
                    HttpApi.MOST_BYTES,
                    body -> answer(now, path, () -> now.api().answer(request, body))
                            .write(request, response, callback),
                    callback::failed);
        } else if (Issuer.isAt(path)) {
            WholeBody.read(
                    request,
                    Issuer.MOST_BYTES,
                    body -> guarded(() -> now.issuer().answer(request, body)).write(request, response, callback),
                    callback::failed);
        } else {
            boolean isLocal = path.startsWith("/_local/") || path.equals("/_local");
            Answer answer = isLocal
                    ? guarded(() -> now.pages().answer(request))
                    : answer(now, path, () -> now.cdn().answer(request));
            answer.write(request, response, callback);
        }
        return true;
    }

    private interface Answering {
        Answer answer() throws Exception;
    }

    private Answer answer(Open now, String path, Answering answering) {
        Answer answer = guarded(answering);
        for (Map.Entry<String, String> header : now.headers().at(path).entrySet()) {
            answer = overridden(answer, header);
        }
        return answer;
    }

    private Answer guarded(Answering answering) {
        try {
            return answering.answer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.gateway(503, "Service Unavailable");
        } catch (HttpException.RuntimeException e) {
            return Answer.gateway(e.getCode(), "Bad Request");
        } catch (Exception e) {
            log.note("The front door failed on a request: " + e);
            log.trace(e);
            return Answer.gateway(500, "Internal Server Error");
        }
    }

    /** A response headers policy with Override replaces what the origin says. */
    private static Answer overridden(Answer answer, Map.Entry<String, String> header) {
        List<Map.Entry<String, String>> headers = new java.util.ArrayList<>(answer.headers());
        headers.removeIf(present -> present.getKey().equalsIgnoreCase(header.getKey()));
        headers.add(header);
        return new Answer(answer.status(), headers, answer.body());
    }
}

package press.communique.api.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.post.ContentCheck;
import press.communique.core.post.StepNotAllowed;
import press.communique.core.problem.InvalidInput;
import press.communique.store.log.Correlation;

/**
 * Takes an event to the line of the route table that it fits, and whatever goes wrong to a problem document.
 *
 * @param <A> what the routes act on
 */
public final class Router<A> {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    /**
     * In bytes of UTF-8. A partition key has 2,048 at most, a sort key 1,024
     * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html).
     */
    private static final int LONGEST_PARAMETER = 900;

    private final A api;
    private final List<Line<A>> table;
    private final Entrance entrance;
    private final Optional<CallLimits> limits;
    private final Optional<Colleagues> colleagues;

    /** For callers without a name, whom nobody counts. */
    public Router(A api, List<Line<A>> table, Entrance entrance) {
        this(api, table, entrance, Optional.empty(), Optional.empty());
    }

    public Router(A api, List<Line<A>> table, Entrance entrance, CallLimits limits, Colleagues colleagues) {
        this(api, table, entrance, Optional.of(limits), Optional.of(colleagues));
    }

    private Router(
            A api,
            List<Line<A>> table,
            Entrance entrance,
            Optional<CallLimits> limits,
            Optional<Colleagues> colleagues) {
        this.api = api;
        this.table = List.copyOf(table);
        this.entrance = entrance;
        this.limits = limits;
        this.colleagues = colleagues;
    }

    /** A route and what it does. */
    public record Line<A>(Route route, BiFunction<A, Request, Reply> action) {

        public static <A> Line<A> on(String method, String path, Role role, BiFunction<A, Request, Reply> action) {
            return new Line<>(new Route(method, path, role), action);
        }
    }

    public APIGatewayV2HTTPResponse answer(APIGatewayV2HTTPEvent event, Context context) {
        try (var began = Correlation.of(Optional.ofNullable(context).map(Context::getAwsRequestId))) {
            return reply(event, context).response();
        }
    }

    private Reply reply(APIGatewayV2HTTPEvent event, Context context) {
        try {
            return route(Request.of(event));
        } catch (ProblemReply problem) {
            return problem.reply();
        } catch (InvalidInput invalid) {
            return invalid(invalid).reply();
        } catch (StepNotAllowed conflict) {
            return new ProblemReply(409, "step-not-allowed", conflict.getMessage())
                    .with("allowed", conflict.allowed())
                    .reply();
        } catch (RuntimeException ours) {
            String request = context == null ? "" : context.getAwsRequestId();
            LOG.error("Request {} failed", request, ours);
            return new ProblemReply(
                            500, "internal", "Something went wrong on our side; the request id is " + request + ".")
                    .reply();
        }
    }

    private Reply route(Request request) {
        entrance.check(request);
        limits.ifPresent(limit -> limit.count(request));
        var allowed = new TreeSet<String>();
        for (Line<A> line : table) {
            Optional<Map<String, String>> parameters = line.route().match(request.path());
            if (parameters.isPresent()) {
                if (line.route().method().equals(request.method())) {
                    if (!request.caller().is(line.route().role())) {
                        throw new ProblemReply(403, "forbidden", "Your role does not allow this.");
                    }
                    if (parameters.get().values().stream().anyMatch(Router::isTooLong)) {
                        throw nothing();
                    }
                    Reply reply = line.action().apply(api, request.with(parameters.get()));
                    if (!request.method().equals("GET")) {
                        LOG.info("{} {}", request.method(), line.route().path());
                        colleagues.ifPresent(each -> each.met(request.caller()));
                    }
                    return reply;
                }
                allowed.add(line.route().method());
            }
        }
        if (allowed.isEmpty()) {
            throw nothing();
        }
        throw new ProblemReply(405, "method-not-allowed", "This address takes " + String.join(", ", allowed) + ".")
                .withHeader("Allow", String.join(", ", allowed));
    }

    /** No table could have a key of that length, and asked for one it would fail. */
    private static boolean isTooLong(String parameter) {
        return parameter.getBytes(StandardCharsets.UTF_8).length > LONGEST_PARAMETER;
    }

    private static ProblemReply nothing() {
        return new ProblemReply(404, "not-found", "There is nothing at this address.");
    }

    private static ProblemReply invalid(InvalidInput invalid) {
        boolean tooLarge =
                invalid.problems().stream().anyMatch(problem -> problem.code().equals(ContentCheck.TOO_LARGE));
        return (tooLarge
                        ? new ProblemReply(413, ContentCheck.TOO_LARGE, "A part of this is too large.")
                        : new ProblemReply(422, "invalid", "Some of this cannot be taken as it is."))
                .with(invalid.problems());
    }
}

package press.communique.simulation;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import press.communique.api.http.Entrance;
import press.communique.simulation.Books.Asked;
import press.communique.simulation.cloud.Deployment;
import press.communique.simulation.cloud.Task;
import press.communique.simulation.cloud.World;

/** The two APIs, as the CDN passes requests on to them. */
final class Apis {

    /** Who edits; test mails and what became of schedules go there. */
    static final String EDITOR = "ada@example.org";

    static final ObjectMapper JSON = new ObjectMapper();

    private final World world;
    private final Deployment stack;
    private final Consumer<String> violated;
    private int keys;

    Apis(World world, Deployment stack, Consumer<String> violated) {
        this.world = world;
        this.stack = stack;
        this.violated = violated;
    }

    /** What an API answered; status 0 if nobody did. */
    record Answer(int status, JsonNode json, Map<String, String> headers) {
        boolean isGranted() {
            return status >= 200 && status < 300;
        }

        /** Refusals change nothing. */
        boolean isRefused() {
            return status >= 400 && status < 500;
        }
    }

    /** An {@code Idempotency-Key} that nobody had. */
    String key() {
        return "k" + ++keys;
    }

    /** @param headers names and values in turn */
    Task ask(String method, String path, JsonNode body, Consumer<Answer> then, String... headers) {
        String[] target = path.split("\\?", 2);
        boolean isOfReaders = path.startsWith("/subscriptions");
        var fields = new LinkedHashMap<String, String>();
        fields.put("content-type", "application/json");
        // As the CDN does.
        fields.put(Entrance.HEADER, Deployment.SECRET);
        for (int i = 0; i < headers.length; i += 2) {
            fields.put(headers[i], headers[i + 1]);
        }
        var context = APIGatewayV2HTTPEvent.RequestContext.builder()
                .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                        .withMethod(method)
                        .withPath(target[0])
                        .withSourceIp("192.0.2.1")
                        .build());
        if (!isOfReaders) {
            context.withAuthorizer(APIGatewayV2HTTPEvent.RequestContext.Authorizer.builder()
                    .withJwt(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT
                            .builder()
                            .withClaims(Map.of("sub", "ada", "cognito:groups", "[admin]", "email", EDITOR))
                            .build())
                    .build());
        }
        var event = APIGatewayV2HTTPEvent.builder()
                .withRouteKey(method + " " + target[0])
                .withRawPath(target[0])
                .withRawQueryString(target.length == 2 ? target[1] : "")
                .withHeaders(fields)
                .withBody(body == null ? null : body.toString())
                .withIsBase64Encoded(false)
                .withRequestContext(context.build())
                .build();
        var task = new Task[1];
        task[0] = stack.request(isOfReaders ? "ReaderApiFunction" : "EditorApiFunction", event, reply -> {
            if (isOfReaders && method.equals("GET") && task[0].writes() > 0) {
                violated.accept("GET " + target[0] + " changed something");
            }
            then.accept(answer(reply));
        });
        return task[0];
    }

    private static Answer answer(APIGatewayV2HTTPResponse reply) {
        if (reply == null) {
            return new Answer(0, JSON.missingNode(), Map.of());
        }
        JsonNode json = JSON.missingNode();
        String body = reply.getBody();
        if (body != null && (body.startsWith("{") || body.startsWith("["))) {
            try {
                json = JSON.readTree(body);
            } catch (JsonProcessingException notJson) {
                json = JSON.missingNode();
            }
        }
        return new Answer(reply.getStatusCode(), json, reply.getHeaders());
    }

    /** Writes down what came of it. */
    void settle(Asked asked, Answer answer) {
        asked.ended = world.now();
        asked.isGranted = answer.isGranted();
        asked.isRefused = answer.isRefused();
    }

    /** For the driver: asks, and waits for the answer. */
    Answer now(String method, String path, JsonNode body, String... headers) {
        var answer = new Answer[1];
        ask(method, path, body, got -> answer[0] = got, headers);
        for (int i = 0; answer[0] == null && i < 1_000; i++) {
            world.runUntil(world.now() + 50 * World.MILLISECOND);
        }
        if (answer[0] == null) {
            throw new Violation(method + " " + path + " was never answered");
        }
        return answer[0];
    }

    /** Asks again, with the same key, while nobody knows what became of it: people do. */
    void attempt(int times, Consumer<Consumer<Answer>> asking, Consumer<Answer> then) {
        asking.accept(answer -> {
            boolean isOpen = !answer.isGranted() && !answer.isRefused()
                    || answer.status() == 409
                            && answer.json().path("code").asText().equals("still-running");
            if (isOpen && times > 1) {
                world.after(3 * World.SECOND, () -> attempt(times - 1, asking, then));
            } else if (isOpen) {
                then.accept(new Answer(0, answer.json(), answer.headers()));
            } else {
                then.accept(answer);
            }
        });
    }
}

package press.communique.api;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Sends a handler requests as the JSON that API Gateway makes of them (payload format 2.0). */
record Http(RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> handler, String subject, String groups) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PojoSerializer<APIGatewayV2HTTPEvent> EVENTS =
            LambdaEventSerializers.serializerFor(APIGatewayV2HTTPEvent.class, Http.class.getClassLoader());

    record Answer(int status, Map<String, String> headers, String body) {
        JsonNode json() {
            return parse(body);
        }
    }

    Answer send(String method, String path, String body, String... headers) {
        String[] target = path.split("\\?", 2);
        ObjectNode event = JSON.createObjectNode()
                .put("version", "2.0")
                .put("routeKey", method + " " + target[0])
                .put("rawPath", target[0])
                .put("rawQueryString", target.length == 2 ? target[1] : "")
                .put("isBase64Encoded", false);
        ObjectNode fields = event.putObject("headers").put("content-type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            fields.put(headers[i], headers[i + 1]);
        }
        ObjectNode context =
                event.putObject("requestContext").put("stage", "$default").put("requestId", "r-1");
        context.putObject("http").put("method", method).put("path", target[0]).put("sourceIp", "192.0.2.1");
        if (subject != null) {
            context.putObject("authorizer")
                    .putObject("jwt")
                    .putObject("claims")
                    .put("sub", subject)
                    .put("cognito:groups", groups)
                    .put("email", subject.equals("machine") ? "" : subject + "@example.org");
        }
        if (body != null) {
            event.put("body", body);
        }
        APIGatewayV2HTTPResponse response = handler.handleRequest(EVENTS.fromJson(event.toString()), null);
        return new Answer(response.getStatusCode(), response.getHeaders(), response.getBody());
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("Not JSON: " + text, notJson);
        }
    }
}

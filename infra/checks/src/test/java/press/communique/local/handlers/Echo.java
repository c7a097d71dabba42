package press.communique.local.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers with what it was asked. A query of {@code throw}, {@code hang} or {@code nonsense} makes it misbehave. */
public final class Echo implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final Map<String, String> environment;

    public Echo(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        switch (event.getRawQueryString()) {
            case "throw" -> throw new IllegalStateException("as it was asked to");
            case "hang" -> {
                try {
                    new java.util.concurrent.CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            case "nonsense" -> {
                return APIGatewayV2HTTPResponse.builder().withStatusCode(0).build();
            }
            case "environment" -> {
                return answer(new TreeMap<>(environment).toString());
            }
            default -> {}
        }
        var http = event.getRequestContext();
        String claims = http.getAuthorizer() == null
                ? "none"
                : new TreeMap<>(http.getAuthorizer().getJwt().getClaims()).toString();
        return answer(String.join(
                "\n",
                event.getVersion(),
                event.getRouteKey(),
                event.getRawPath(),
                event.getRawQueryString(),
                String.valueOf(event.getQueryStringParameters()),
                String.valueOf(event.getPathParameters()),
                String.valueOf(event.getCookies()),
                String.valueOf(event.getHeaders().get("x-asked")),
                http.getHttp().getMethod() + " " + http.getHttp().getPath(),
                claims,
                event.getIsBase64Encoded() + " " + event.getBody(),
                String.valueOf(context.getRemainingTimeInMillis() > 0 && context.getRemainingTimeInMillis() <= 1_000)));
    }

    private static APIGatewayV2HTTPResponse answer(String body) {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(200)
                .withHeaders(Map.of("content-type", "text/plain; charset=utf-8", "X-Content-Type-Options", "sniff"))
                .withCookies(List.of("a=1", "b=2"))
                .withBody(body)
                .build();
    }
}

package press.communique.api.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer. Every one carries {@code Cache-Control: no-store}.
 *
 * <pre>{@code Reply.json(201, json).with("ETag", "\"1\"");}</pre>
 *
 * @param body text, or in base64 what is none
 */
public record Reply(int status, Map<String, String> headers, String body, boolean isBase64) {

    public Reply(int status, Map<String, String> headers, String body) {
        this(status, headers, body, false);
    }

    public static Reply json(int status, String json) {
        return of(status, "application/json", json);
    }

    public static Reply html(int status, String html) {
        return of(status, "text/html; charset=utf-8", html);
    }

    /** What is no text. */
    public static Reply bytes(int status, String contentType, byte[] body) {
        return new Reply(
                status,
                Map.of("Content-Type", contentType, "Cache-Control", "no-store"),
                Base64.getEncoder().encodeToString(body),
                true);
    }

    /** Without a body. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of("Cache-Control", "no-store"), "");
    }

    static Reply of(int status, String contentType, String body) {
        return new Reply(status, Map.of("Content-Type", contentType, "Cache-Control", "no-store"), body);
    }

    public Reply with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Reply(status, all, body, isBase64);
    }

    APIGatewayV2HTTPResponse response() {
        return APIGatewayV2HTTPResponse.builder()
                .withStatusCode(status)
                .withHeaders(headers)
                .withBody(body)
                .withIsBase64Encoded(isBase64)
                .build();
    }

    /** In bytes of UTF-8. */
    public int length() {
        return body.getBytes(StandardCharsets.UTF_8).length;
    }
}

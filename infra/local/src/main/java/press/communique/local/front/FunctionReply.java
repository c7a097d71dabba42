package press.communique.local.front;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import press.communique.local.lambda.Invocation;

/** Turns what a function replied into an HTTP answer, as API Gateway and function URLs do. */
final class FunctionReply {

    private FunctionReply() {}

    static Answer answer(Invocation invocation) {
        if (invocation.failed()) {
            return Answer.gateway(500, "Internal Server Error");
        }
        JsonNode reply = invocation.reply();
        if (!reply.has("statusCode")) {
            // Without a status the whole reply is the body.
            String text = reply.isTextual() ? reply.asText() : reply.toString();
            return Answer.of(200, "application/json", text);
        }
        int status = reply.path("statusCode").asInt(0);
        if (status < 100 || status > 599) {
            return Answer.gateway(500, "Internal Server Error");
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        boolean[] typed = {false};
        reply.path("headers").properties().forEach(header -> {
            if (!header.getKey().equalsIgnoreCase("content-length")) {
                typed[0] |= header.getKey().equalsIgnoreCase("content-type");
                headers.add(Map.entry(header.getKey(), header.getValue().asText()));
            }
        });
        reply.path("cookies").forEach(cookie -> headers.add(Map.entry("Set-Cookie", cookie.asText())));
        String text = reply.path("body").asText("");
        byte[] body = reply.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        if (!typed[0] && body.length > 0) {
            headers.add(Map.entry("Content-Type", "text/plain;charset=UTF-8"));
        }
        return new Answer(status, headers, body);
    }
}

package press.communique.local.front;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/**
 * A request as API Gateway and function URLs give it to a function: payload format 2.0.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Payload
 *     format</a>
 */
final class HttpEvent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HttpEvent() {}

    /** An HTTP API's event. */
    static ObjectNode gateway(
            Request request,
            RouteTable.Match match,
            JwtAuthorizer.Granted granted,
            byte[] body,
            Map<String, String> originHeaders) {
        Map<String, String> headers = new LinkedHashMap<>();
        List<String> cookies = new ArrayList<>();
        for (HttpField field : request.getHeaders()) {
            String name = field.getName().toLowerCase(Locale.ROOT);
            if (name.equals("cookie")) {
                cookies.addAll(List.of(field.getValue().split("; *")));
            } else {
                headers.merge(name, String.valueOf(field.getValue()), (a, b) -> a + "," + b);
            }
        }
        headers.merge("x-forwarded-for", Request.getRemoteAddr(request), (a, b) -> a + ", " + b);
        headers.put("x-forwarded-proto", "http");
        originHeaders.forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        String path = RouteTable.decoded(request.getHttpURI().getPath());
        ObjectNode event = start(match.route().key(), path, request.getMethod(), query(request), headers, request);
        if (!cookies.isEmpty()) {
            cookies.forEach(event.putArray("cookies")::add);
        }
        Fields parameters = parameters(request);
        if (!parameters.isEmpty()) {
            ObjectNode node = event.putObject("queryStringParameters");
            parameters.forEach(field -> node.put(field.getName(), String.join(",", field.getValues())));
        }
        if (!match.variables().isEmpty()) {
            ObjectNode node = event.putObject("pathParameters");
            match.variables().forEach(node::put);
        }
        if (granted != null) {
            ObjectNode jwt = ((ObjectNode) event.get("requestContext"))
                    .putObject("authorizer")
                    .putObject("jwt");
            ObjectNode claims = jwt.putObject("claims");
            granted.claims().forEach(claims::put);
            if (granted.scopes().isEmpty()) {
                jwt.putNull("scopes");
            } else {
                granted.scopes().forEach(jwt.putArray("scopes")::add);
            }
        }
        body(event, headers.get("content-type"), body);
        return event;
    }

    private static Fields parameters(Request request) {
        try {
            return Request.extractQueryParameters(request);
        } catch (IllegalArgumentException notEncoded) {
            throw new HttpException.RuntimeException(400, notEncoded);
        }
    }

    /** What CloudFront asks a function URL: the path as its own function left it, no query, none of the reader's headers. */
    static ObjectNode functionUrl(Request request, String path) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("host", "fallback.lambda-url.local.on.aws");
        headers.put("user-agent", "Amazon CloudFront");
        headers.put("x-forwarded-for", Request.getRemoteAddr(request));
        headers.put("x-forwarded-proto", "https");
        ObjectNode event = start("$default", path, request.getMethod(), "", headers, request);
        event.put("isBase64Encoded", false);
        return event;
    }

    private static String query(Request request) {
        String query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    private static ObjectNode start(
            String routeKey, String path, String method, String query, Map<String, String> headers, Request request) {
        Instant now = Instant.now();
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "2.0");
        event.put("routeKey", routeKey);
        event.put("rawPath", path);
        event.put("rawQueryString", query);
        ObjectNode headerNode = event.putObject("headers");
        headers.forEach(headerNode::put);
        String host = headers.getOrDefault("host", "localhost");
        ObjectNode context = event.putObject("requestContext");
        context.put("accountId", "000000000000");
        context.put("apiId", "local");
        context.put("domainName", host);
        context.put("domainPrefix", host.replaceFirst("[.:].*", ""));
        ObjectNode http = context.putObject("http");
        http.put("method", method);
        http.put("path", path);
        http.put("protocol", request.getConnectionMetaData().getHttpVersion().asString());
        http.put("sourceIp", Request.getRemoteAddr(request));
        http.put("userAgent", headers.getOrDefault("user-agent", ""));
        context.put("requestId", UUID.randomUUID().toString());
        context.put("routeKey", routeKey);
        context.put("stage", "$default");
        context.put("time", TIME.format(now));
        context.put("timeEpoch", now.toEpochMilli());
        return event;
    }

    /** Text stays text; everything else, forms and bytes that are no text among it, comes in base64. */
    private static void body(ObjectNode event, String contentType, byte[] body) {
        boolean text = (contentType == null || isText(contentType.toLowerCase(Locale.ROOT))) && isUtf8(body);
        if (body.length > 0) {
            event.put(
                    "body",
                    text
                            ? new String(body, StandardCharsets.UTF_8)
                            : Base64.getEncoder().encodeToString(body));
        }
        event.put("isBase64Encoded", body.length > 0 && !text);
    }

    private static boolean isUtf8(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return true;
        } catch (CharacterCodingException none) {
            return false;
        }
    }

    private static boolean isText(String contentType) {
        String type = contentType.replaceFirst(";.*", "").strip();
        return type.startsWith("text/")
                || type.equals("application/json")
                || type.equals("application/javascript")
                || type.equals("application/xml")
                || type.endsWith("+json")
                || type.endsWith("+xml");
    }
}

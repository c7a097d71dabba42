package press.communique.api.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as a route sees it.
 *
 * @param headers names in lower case
 * @param query each name with all its values, decoded
 * @param parameters of the route's path
 * @param source the network address it came from; for nothing but counting, and never to be kept
 */
public record Request(
        String method,
        String path,
        Map<String, String> parameters,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body,
        Caller caller,
        String source) {

    static Request of(APIGatewayV2HTTPEvent event) {
        var headers = new HashMap<String, String>();
        if (event.getHeaders() != null) {
            event.getHeaders().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        }
        String method = event.getRequestContext().getHttp().getMethod().toUpperCase(Locale.ROOT);
        return new Request(
                method,
                event.getRawPath(),
                Map.of(),
                pairs(event.getRawQueryString()),
                headers,
                body(event),
                Caller.of(event),
                source(event, headers.getOrDefault("x-forwarded-for", "")));
    }

    Request with(Map<String, String> routeParameters) {
        return new Request(method, path, routeParameters, query, headers, body, caller, source);
    }

    /** The same request as it may be remembered: nothing of its sender in it. */
    public Request as(String rememberedPath, byte[] rememberedBody) {
        return new Request(method, rememberedPath, parameters, query, headers, rememberedBody, caller, "");
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The first value that the query has for this name. */
    public Optional<String> query(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    public String parameter(String name) {
        return parameters.get(name);
    }

    /** The media type of the body without its parameters, in lower case; empty if the header is missing. */
    public String contentType() {
        return header("content-type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /** The body of a form as {@code application/x-www-form-urlencoded}. */
    public Map<String, List<String>> form() {
        return pairs(new String(body, StandardCharsets.UTF_8));
    }

    /**
     * The reader's: the CDN stands between the reader and the gateway, which knows the CDN's address only, and each of
     * the two puts whom it talks to behind what it was sent. What a reader put there comes before both.
     */
    private static String source(APIGatewayV2HTTPEvent event, String forwarded) {
        String peer = event.getRequestContext().getHttp().getSourceIp();
        var hops = new ArrayList<>(List.of(forwarded.strip().split("\\s*,\\s*")));
        hops.removeIf(String::isEmpty);
        while (!hops.isEmpty() && hops.get(hops.size() - 1).equals(peer)) {
            hops.remove(hops.size() - 1);
        }
        return hops.isEmpty() ? String.valueOf(peer) : hops.get(hops.size() - 1);
    }

    private static byte[] body(APIGatewayV2HTTPEvent event) {
        if (event.getBody() == null) {
            return new byte[0];
        }
        return event.getIsBase64Encoded()
                ? Base64.getDecoder().decode(event.getBody())
                : event.getBody().getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> pairs(String encoded) {
        var pairs = new LinkedHashMap<String, List<String>>();
        if (encoded == null || encoded.isBlank()) {
            return pairs;
        }
        for (String pair : encoded.split("&")) {
            String[] parts = pair.split("=", 2);
            pairs.computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
                    .add(parts.length == 2 ? decode(parts[1]) : "");
        }
        return pairs;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}

package press.communique.journey;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to the API, to be sent as it is or with something wrong about it.
 *
 * @param path with its query
 * @param token empty for none
 * @param body null for none
 */
record Call(String method, String path, String token, Map<String, String> headers, String body) {

    Call path(String other) {
        return new Call(method, other, token, headers, body);
    }

    Call method(String other) {
        return new Call(other, path, token, headers, body);
    }

    Call token(String other) {
        return new Call(method, path, other, headers, body);
    }

    Call body(String other) {
        return new Call(method, path, token, headers, other);
    }

    Call header(String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Call(method, path, token, all, body);
    }

    Call without(String header) {
        var all = new LinkedHashMap<>(headers);
        all.remove(header);
        return new Call(method, path, token, all, body);
    }

    /** Whether the answer keeps the contract is looked at on the way. */
    Answer send(Newsroom newsroom) {
        return Newsroom.send(request(newsroom));
    }

    HttpRequest.Builder request(Newsroom newsroom) {
        HttpRequest.Builder request = token.isEmpty() ? newsroom.to(path) : newsroom.authorized(path, token);
        headers.forEach(request::setHeader);
        return request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }
}

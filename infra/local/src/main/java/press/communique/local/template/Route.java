package press.communique.local.template;

import java.util.List;

/**
 * A route of the HTTP API.
 *
 * @param method an HTTP method, or {@code ANY}
 * @param path such as {@code /api/posts/{id}} or {@code /api/{proxy+}}
 * @param authorizer the JWT authorizer that guards it, or null for none
 */
public record Route(String method, String path, Authorizer authorizer) {

    /** A JWT authorizer: who must have issued the token, for whom, and with which scopes (any of them). */
    public record Authorizer(String name, String issuer, List<String> audience, List<String> scopes) {}

    /** The route's key, such as {@code POST /api/posts}. */
    public String key() {
        return method + " " + path;
    }
}

package press.communique.api.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line of a route table.
 *
 * @param method {@code GET}, {@code POST} …
 * @param path as API Gateway writes it: {@code /api/posts/{id}}
 * @param role the least that the caller must be
 */
public record Route(String method, String path, Role role) {

    /** The parameters in this path, if it fits the route; a parameter takes one segment. */
    Optional<Map<String, String>> match(String requested) {
        String[] expected = path.split("/", -1);
        String[] given = requested.split("/", -1);
        if (expected.length != given.length) {
            return Optional.empty();
        }
        var parameters = new LinkedHashMap<String, String>();
        for (int i = 0; i < expected.length; i++) {
            if (expected[i].startsWith("{") && !given[i].isEmpty()) {
                parameters.put(expected[i].substring(1, expected[i].length() - 1), given[i]);
            } else if (!expected[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }
}

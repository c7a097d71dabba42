package press.communique.local.front;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.local.StackMistake;
import press.communique.local.template.Function;
import press.communique.local.template.Route;

/**
 * Finds the route for a request as an HTTP API does: the most specific path first (a fixed segment before a variable,
 * a variable before {@code {proxy+}}), and on one path the method before {@code ANY}.
 *
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routes</a>
 */
public final class RouteTable {

    private final List<Entry> entries = new ArrayList<>();

    /** A route, the function behind it, and what its variables stand for in this request. */
    public record Match(Route route, String function, Map<String, String> variables) {}

    private record Entry(Route route, String function, List<String> segments) {}

    /**
     * A table of all routes of these functions.
     *
     * @throws StackMistake if two functions take the same route
     */
    public RouteTable(List<Function> functions) {
        for (Function function : functions) {
            for (Route route : function.routes()) {
                entries.stream()
                        .filter(entry -> entry.route().key().equals(route.key()))
                        .findFirst()
                        .ifPresent(other -> {
                            throw new StackMistake("template.yaml gives the route " + route.key() + " to "
                                    + other.function() + " and to " + function.id() + "; leave it with one of them.");
                        });
                entries.add(new Entry(route, function.id(), segments(route.path())));
            }
        }
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** The route for a request, its path still percent-encoded. */
    public Optional<Match> find(String method, String path) {
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        List<String> asked = segments(path);
        Entry best = null;
        for (Entry entry : entries) {
            boolean takes = entry.route().method().equals("ANY")
                    || entry.route().method().equals(method);
            if (takes && fits(entry.segments(), asked) && (best == null || better(entry, best))) {
                best = entry;
            }
        }
        return Optional.ofNullable(best).map(found -> match(found, asked));
    }

    private static boolean fits(List<String> pattern, List<String> asked) {
        for (int i = 0; i < pattern.size(); i++) {
            String segment = pattern.get(i);
            if (segment.endsWith("+}")) {
                return asked.size() > i;
            }
            if (i >= asked.size() || !(isVariable(segment) ? !asked.get(i).isEmpty() : segment.equals(asked.get(i)))) {
                return false;
            }
        }
        return asked.size() == pattern.size();
    }

    private static boolean better(Entry one, Entry other) {
        for (int i = 0; i < Math.min(one.segments().size(), other.segments().size()); i++) {
            int difference = rank(one.segments().get(i)) - rank(other.segments().get(i));
            if (difference != 0) {
                return difference < 0;
            }
        }
        return !one.route().method().equals("ANY") && other.route().method().equals("ANY");
    }

    private static int rank(String segment) {
        if (segment.endsWith("+}")) {
            return 2;
        }
        return isVariable(segment) ? 1 : 0;
    }

    private static boolean isVariable(String segment) {
        return segment.startsWith("{");
    }

    private static Match match(Entry entry, List<String> asked) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < entry.segments().size(); i++) {
            String segment = entry.segments().get(i);
            if (segment.endsWith("+}")) {
                variables.put(
                        segment.substring(1, segment.length() - 2),
                        decoded(String.join("/", asked.subList(i, asked.size()))));
            } else if (isVariable(segment)) {
                variables.put(segment.substring(1, segment.length() - 1), decoded(asked.get(i)));
            }
        }
        return new Match(entry.route(), entry.function(), variables);
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}

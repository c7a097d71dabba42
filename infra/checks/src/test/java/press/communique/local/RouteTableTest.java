package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import press.communique.local.front.RouteTable;
import press.communique.local.template.Function;
import press.communique.local.template.Route;

class RouteTableTest {

    private static Function function(String id, String... routes) {
        List<Route> list = java.util.Arrays.stream(routes)
                .map(route -> new Route(route.split(" ")[0], route.split(" ")[1], null))
                .toList();
        return new Function(id, "x", 1, 128, false, List.of(), List.of(), list, List.of());
    }

    private static final RouteTable TABLE = new RouteTable(List.of(
            function("A", "ANY /api/{proxy+}", "GET /api/posts", "POST /api/posts", "GET /api/posts/{id}"),
            function(
                    "B",
                    "POST /api/posts/{id}/publish",
                    "ANY /api/posts/{id}",
                    "GET /api/posts/new",
                    "POST /subscriptions")));

    @Test
    void the_most_specific_path_wins_and_then_the_method() {
        Map<String, String> expected = Map.ofEntries(
                Map.entry("GET /api/posts", "GET /api/posts"),
                Map.entry("DELETE /api/posts", "ANY /api/{proxy+}"),
                Map.entry("GET /api/posts/1", "GET /api/posts/{id}"),
                Map.entry("PUT /api/posts/1", "ANY /api/posts/{id}"),
                Map.entry("GET /api/posts/new", "GET /api/posts/new"),
                Map.entry("PUT /api/posts/new", "ANY /api/posts/{id}"),
                Map.entry("POST /api/posts/1/publish", "POST /api/posts/{id}/publish"),
                Map.entry("GET /api/posts/1/publish", "ANY /api/{proxy+}"),
                Map.entry("GET /api/posts/", "ANY /api/{proxy+}"),
                Map.entry("GET /api/x/y/z", "ANY /api/{proxy+}"),
                Map.entry("POST /subscriptions", "POST /subscriptions"),
                Map.entry("GET /subscriptions", "nothing"),
                Map.entry("GET /api", "nothing"));
        expected.forEach((request, route) -> assertThat(TABLE.find(request.split(" ")[0], request.split(" ")[1])
                        .map(found -> found.route().key())
                        .orElse("nothing"))
                .as(request)
                .isEqualTo(route));
    }

    @Test
    void variables_are_decoded() {
        assertThat(TABLE.find("GET", "/api/posts/a%20b+c%2Fd").orElseThrow().variables())
                .isEqualTo(Map.of("id", "a b+c/d"));
        assertThat(TABLE.find("GET", "/api/x/y").orElseThrow().variables()).isEqualTo(Map.of("proxy", "x/y"));
    }

    @Test
    void one_route_cannot_lead_to_two_functions() {
        assertThatThrownBy(() -> new RouteTable(List.of(function("A", "GET /x"), function("B", "GET /x"))))
                .isInstanceOf(StackMistake.class)
                .hasMessageContainingAll("GET /x", "A", "B");
    }
}

package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.api.EditorApi;
import press.communique.api.ReaderApi;
import press.communique.api.http.Route;

/** A route is the same in three places: the table in code, the gateway's events in template.yaml, the OpenAPI file. */
class RoutesTest {

    private static final Template TEMPLATE = Template.main();
    private static final Template OPENAPI = Template.read("infra/openapi.yaml");

    @Test
    void templateRoutesToTheEditorsApiWhatItServes() {
        assertThat(routed("EditorApiFunction"))
                .isEqualTo(served(EditorApi.routes()).keySet());
    }

    @Test
    void templateRoutesToTheReadersApiWhatItServes() {
        assertThat(routed("ReaderApiFunction"))
                .isEqualTo(served(ReaderApi.routes()).keySet());
    }

    @Test
    void openApiDescribesWhatTheCodeServesAndForWhom() {
        Map<String, String> served = served(EditorApi.routes());
        served.putAll(served(ReaderApi.routes()));

        assertThat(described()).isEqualTo(served);
    }

    @Test
    void theGatewayAsksForATokenWhereTheOpenApiFileSaysSo() {
        var open = new TreeSet<String>();
        for (Template.Source source : TEMPLATE.sources("HttpApi")) {
            if ("NONE".equals(source.properties().at("Auth", "Authorizer").value()) && !catchesTheRest(source)) {
                open.add(route(source));
            }
        }

        Map<String, String> described = described();
        described.values().removeIf(role -> !role.equals("anyone"));
        assertThat(open).isEqualTo(described.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/{proxy+}", "/subscriptions/{proxy+}"})
    void whateverElseIsAskedGetsOurOwnAnswer(String path) {
        assertThat(TEMPLATE.sources("HttpApi")).anyMatch(source -> route(source).equals("ANY " + path));
    }

    /** By method and path, the role that each takes. */
    private static Map<String, String> served(List<Route> table) {
        var roles = new TreeMap<String, String>();
        table.forEach(route -> roles.put(
                route.method() + " " + route.path(), route.role().name().toLowerCase(Locale.ROOT)));
        return roles;
    }

    private static Set<String> routed(String function) {
        var routes = new TreeSet<String>();
        for (Template.Source source : TEMPLATE.sources("HttpApi")) {
            if (source.function().equals(function) && !catchesTheRest(source)) {
                routes.add(route(source));
            }
        }
        return routes;
    }

    /** The router behind it answers 404 or 405, so no table lists it. */
    private static boolean catchesTheRest(Template.Source source) {
        return source.properties().text("Method").equals("ANY");
    }

    private static String route(Template.Source source) {
        return source.properties().text("Method") + " " + source.properties().text("Path");
    }

    private static Map<String, String> described() {
        var roles = new TreeMap<String, String>();
        OPENAPI.tree().at("paths").entries().forEach((path, item) -> item.entries()
                .forEach((method, operation) -> {
                    if (!method.equals("parameters")) {
                        roles.put(method.toUpperCase(Locale.ROOT) + " " + path, operation.text("x-roles"));
                    }
                }));
        return roles;
    }
}

package press.communique.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.api.EditorApi;
import press.communique.api.ReaderApi;
import press.communique.api.http.Role;
import press.communique.api.http.Route;
import press.communique.local.front.RouteTable;
import press.communique.local.template.StackTemplate;

/** A route is the same in the table in code and in the OpenAPI file, and the gateway lets through what the table answers. */
class RoutesTest {

    private static final Template TEMPLATE = Template.main();
    private static final Template OPENAPI = Template.read("infra/openapi.yaml");

    /** As the local stack finds them, which is as the gateway does. */
    private static final RouteTable GATEWAY = new RouteTable(StackTemplate.read(
                    Repository.file("template.yaml"),
                    Map.of(
                            "SiteUrl", "http://localhost",
                            "MailIdentity", "example.org",
                            "TokenIssuer", "http://localhost/issuer",
                            "TokenAudience", "desk"))
            .functions());

    @Test
    void openApiDescribesWhatTheCodeServesAndForWhom() {
        Map<String, String> served = served(EditorApi.routes());
        served.putAll(served(ReaderApi.routes()));

        assertThat(described()).isEqualTo(served);
    }

    @Test
    void everyRouteLeadsToTheFunctionWhoseTableHasIt() {
        EditorApi.routes()
                .forEach(route -> assertThat(gateway(route).function()).isEqualTo("EditorApiFunction"));
        ReaderApi.routes()
                .forEach(route -> assertThat(gateway(route).function()).isEqualTo("ReaderApiFunction"));
    }

    @Test
    void theGatewayAsksForATokenUnlessTheRouteIsForAnyone() {
        EditorApi.routes().forEach(route -> assertThat(gateway(route).route().authorizer() == null)
                .as(route.method() + " " + route.path())
                .isEqualTo(route.role() == Role.ANYONE));
        ReaderApi.routes().forEach(route -> assertThat(gateway(route).route().authorizer())
                .isNull());
    }

    /** Nothing is open by accident: what strangers may ask of the editors' API is named, with its method. */
    @Test
    void whatIsOpenIsARouteOfItsOwn() {
        assertThat(TEMPLATE.sources("HttpApi")).allSatisfy(source -> {
            boolean isOpen =
                    "NONE".equals(source.properties().at("Auth", "Authorizer").value());
            boolean isCatchAll = source.properties().text("Method").equals("ANY");
            assertThat(isOpen && isCatchAll && source.function().equals("EditorApiFunction"))
                    .isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/{proxy+}", "/subscriptions/{proxy+}"})
    void whateverElseIsAskedGetsOurOwnAnswer(String path) {
        assertThat(TEMPLATE.sources("HttpApi"))
                .anyMatch(source -> source.properties().text("Method").equals("ANY")
                        && source.properties().text("Path").equals(path));
    }

    /**
     * SAM makes of each event a statement of the function's policy; with the longest names that a stack may have one takes
     * about 700 bytes, and a policy holds 20 KB: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
     */
    @ParameterizedTest
    @ValueSource(strings = {"EditorApiFunction", "ReaderApiFunction"})
    void theFunctionsPolicyHoldsAStatementForEachEvent(String function) {
        assertThat(TEMPLATE.sources("HttpApi"))
                .filteredOn(source -> source.function().equals(function))
                .hasSizeBetween(1, 20_480 / 700);
    }

    private static RouteTable.Match gateway(Route route) {
        return GATEWAY.find(route.method(), route.path().replaceAll("[{}]", "")).orElseThrow();
    }

    /** By method and path, the role that each takes. */
    private static Map<String, String> served(List<Route> table) {
        var roles = new TreeMap<String, String>();
        table.forEach(route -> roles.put(
                route.method() + " " + route.path(), route.role().name().toLowerCase(Locale.ROOT)));
        return roles;
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

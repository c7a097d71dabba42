package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import press.communique.api.http.Role;
import press.communique.api.http.Route;
import press.communique.store.testing.LocalTables;

/** Every route for every role, on what is one's own and what is another's. A new route needs a line here. */
class RightsTest {

    private static final String NONE = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private final LocalTables tables = new LocalTables();
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> Instant.parse("2026-11-24T08:00:00Z"));
    private final EveryRoute every = new EveryRoute(api, tables);
    private final Http ann = new Http(api, "ann", "[author]");
    private final Http bob = new Http(api, "bob", "[author]");
    private final Http editor = new Http(api, "ed", "[editor]");
    private final Http admin = new Http(api, "root", "[admin]");

    static Stream<Arguments> routes() {
        return EditorApi.routes().stream().map(route -> Arguments.of(route.method() + " " + route.path(), route));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void each_role_gets_what_is_its_due(String name, Route route) {
        List<String> line = EveryRoute.line(name);
        Http nobody = new Http(api, "eve", "[reader]");
        expect(line, 3, nobody, ann, false, "whoever has no role");
        expect(line, 3, new Http(api, null, null), ann, false, "whoever has no token");
        expect(line, 4, ann, ann, false, "author, own");
        expect(line, 5, bob, ann, false, "author, another's that is hidden");
        expect(line, 6, bob, ann, true, "author, another's that is public");
        expect(line, 7, editor, ann, false, "editor, another's");
        expect(line, 7, editor, editor, false, "editor, own");
        expect(line, 8, admin, ann, false, "admin, another's");
        expect(line, 8, admin, admin, false, "admin, own");
    }

    /** Asks for the line's route on something that the owner made. */
    private void expect(List<String> line, int column, Http caller, Http owner, boolean isPublic, String who) {
        if (line.get(column).equals("-")) {
            return;
        }
        String id = every.made(isPublic ? "published" : line.get(1), owner);
        Http.Answer answer = every.ask(line, caller, id);
        assertThat(answer.status())
                .as("%s: %s %s", line.get(0).strip(), who, answer.body())
                .isEqualTo(Integer.parseInt(line.get(column)));
        if (answer.status() >= 400) {
            assertThat(answer.body()).doesNotContain("secret").doesNotContain("ann");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void what_one_may_not_see_is_answered_as_if_it_were_not_there(String name, Route route) {
        if (!route.path().startsWith("/api/posts/{id}")) {
            return;
        }
        List<String> line = EveryRoute.line(name);
        String hidden = every.made("draft", ann);
        for (String ifMatch : List.of("\"1\"", "\"7\"", "x")) {
            for (String body : List.of(every.body(line), "", "[", "[]", "{\"x\":1}")) {
                Http.Answer real = EveryRoute.send(line, bob, hidden, body, ifMatch);
                Http.Answer none = EveryRoute.send(line, bob, NONE, body, ifMatch);
                assertThat(real.status()).as(body).isEqualTo(none.status());
                assertThat(real.headers()).as(body).isEqualTo(none.headers());
                assertThat(real.body().replace(hidden, NONE)).as(body).isEqualTo(none.body());
            }
        }
    }

    /** Tables have keys of 2,048 bytes at most; asked for a longer one they fail, and that would be our fault. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void there_is_nothing_under_a_name_that_is_endless(String name, Route route) {
        List<String> line = EveryRoute.line(name);
        for (String endless :
                List.of("9".repeat(5_000), "x".repeat(1_900), "\u4e2d".repeat(700), "%E4%B8%AD".repeat(700))) {
            for (String parameter : List.of("{id}", "{n}", "{language}", "{hash}", "{file}")) {
                if (route.path().contains(parameter)) {
                    String path = EveryRoute.path(List.of(name.replace(parameter, endless)), NONE);
                    Http.Answer answer = admin.send(route.method(), path, every.body(line), "if-match", "\"1\"");
                    assertThat(answer.status())
                            .as("%s %s", parameter, answer.body())
                            .isEqualTo(404);
                    assertThat(new Http(api, null, null)
                                    .send(route.method(), path, every.body(line), "if-match", "\"1\"")
                                    .status())
                            .isEqualTo(route.role() == Role.ANYONE ? 404 : 403);
                }
            }
        }
    }

    @Test
    void the_table_has_no_line_for_a_route_that_is_gone() {
        List<String> routes = EditorApi.routes().stream()
                .map(route -> route.method() + " " + route.path())
                .toList();
        assertThat(EveryRoute.TABLE.lines().map(line -> line.split("\\s*\\|")[0].strip()
                        .split("\\?")[0]))
                .containsExactlyInAnyOrderElementsOf(routes);
    }
}

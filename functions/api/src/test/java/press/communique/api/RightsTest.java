package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import press.communique.api.http.Route;
import press.communique.store.testing.LocalTables;

/** Every route for every role, on what is one's own and what is another's. A new route needs a line here. */
class RightsTest {

    /**
     * What each role gets. A post is in the state that the route needs, or, where another's is hidden, as it was saved
     * first.
     *
     * <pre>
     * route | state | body | no role | author: own | author: another's, hidden | author: another's, public | editor | admin
     * </pre>
     */
    private static final String TABLE = """
            POST /api/posts                          | -         | DRAFT                  | 403 | 201 | -   | -   | 201 | 201
            GET /api/posts                           | -         |                        | 403 | 200 | -   | -   | 200 | 200
            GET /api/posts/{id}                      | draft     |                        | 403 | 200 | 404 | 200 | 200 | 200
            PUT /api/posts/{id}                      | draft     | DRAFT                  | 403 | 200 | 404 | 403 | 200 | 200
            DELETE /api/posts/{id}                   | draft     |                        | 403 | 204 | 404 | 403 | 204 | 204
            GET /api/posts/{id}/revisions            | draft     |                        | 403 | 200 | 404 | 403 | 200 | 200
            GET /api/posts/{id}/revisions/{n}        | draft     |                        | 403 | 200 | 404 | 403 | 200 | 200
            GET /api/posts/{id}/revisions/{n}/diff   | draft     |                        | 403 | 200 | 404 | 403 | 200 | 200
            POST /api/posts/{id}/submit              | draft     | {}                     | 403 | 200 | 404 | 403 | 200 | 200
            POST /api/posts/{id}/reject              | in-review | {"reason":"No."}       | 403 | 403 | 403 | 403 | 200 | 200
            POST /api/posts/{id}/publish             | draft     | {}                     | 403 | 403 | 403 | 403 | 200 | 200
            POST /api/posts/{id}/withdraw            | published | {"reason":{"en":"x"}}  | 403 | 403 | 403 | 403 | 200 | 200
            POST /api/posts/{id}/reinstate           | withdrawn | {}                     | 403 | 403 | 403 | 403 | 200 | 200
            POST /api/posts/{id}/restore             | draft     | {"revision":1}         | 403 | 403 | 403 | 403 | 200 | 200
            GET /api/posts/{id}/receipts             | draft     |                        | 403 | 200 | 404 | 200 | 200 | 200
            GET /api/receipts?open=true              | -         |                        | 403 | 200 | -   | -   | 200 | 200
            POST /api/media                          | -         | MEDIA                  | 403 | 201 | -   | -   | 201 | 201
            GET /api/media                           | -         |                        | 403 | 200 | -   | -   | 200 | 200
            GET /api/media/{id}                      | media     |                        | 403 | 200 | 200 | -   | 200 | 200
            PUT /api/media/{id}                      | media     | {"decorative":true}    | 403 | 200 | 403 | -   | 200 | 200
            DELETE /api/media/{id}                   | media     |                        | 403 | 204 | 403 | -   | 204 | 204
            GET /api/site                            | -         |                        | 403 | 200 | -   | -   | 200 | 200
            PUT /api/site                            | -         | SITE                   | 403 | 403 | -   | -   | 403 | 200
            GET /api/site/revisions                  | -         |                        | 403 | 200 | -   | -   | 200 | 200
            GET /api/site/revisions/{n}              | site      |                        | 403 | 200 | -   | -   | 200 | 200
            GET /api/rebuild                         | -         |                        | 403 | 403 | -   | -   | 403 | 200
            POST /api/rebuild                        | -         |                        | 403 | 403 | -   | -   | 403 | 202
            GET /api/health                          | -         |                        | 200 | 200 | -   | -   | 200 | 200
            """;

    private static final String DRAFT = "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"A secret\"}}}";
    private static final String MEDIA =
            "{\"filename\":\"a.png\",\"contentType\":\"image/png\",\"size\":9,\"alt\":{\"en\":\"A\"}}";
    private static final String NONE = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

    private final LocalTables tables = new LocalTables();
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> Instant.parse("2026-11-24T08:00:00Z"));
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
        List<String> line = TABLE.lines()
                .map(text -> List.of(text.split("\\s*\\|\\s*", -1)))
                .filter(cells -> cells.get(0).strip().split("\\?")[0].equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no line in the table of rights."));
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
        String id = made(isPublic ? "published" : line.get(1), owner);
        Http.Answer answer = ask(line, caller, id);
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
        List<String> line = TABLE.lines()
                .map(text -> List.of(text.split("\\s*\\|\\s*", -1)))
                .filter(cells -> cells.get(0).strip().equals(name))
                .findFirst()
                .orElseThrow();
        String hidden = made("draft", ann);
        for (String ifMatch : List.of("\"1\"", "\"7\"", "x")) {
            for (String body : List.of(body(line), "", "[", "[]", "{\"x\":1}")) {
                Http.Answer real = send(line, bob, hidden, body, ifMatch);
                Http.Answer none = send(line, bob, NONE, body, ifMatch);
                assertThat(real.status()).as(body).isEqualTo(none.status());
                assertThat(real.headers()).as(body).isEqualTo(none.headers());
                assertThat(real.body().replace(hidden, NONE)).as(body).isEqualTo(none.body());
            }
        }
    }

    @Test
    void the_table_has_no_line_for_a_route_that_is_gone() {
        List<String> routes = EditorApi.routes().stream()
                .map(route -> route.method() + " " + route.path())
                .toList();
        assertThat(TABLE.lines().map(line -> line.split("\\s*\\|")[0].strip().split("\\?")[0]))
                .containsExactlyInAnyOrderElementsOf(routes);
    }

    private Http.Answer ask(List<String> line, Http caller, String id) {
        String revision = line.get(1).equals("-") || line.get(1).equals("site") || id.isEmpty()
                ? siteRevision()
                : editor.send("GET", path(line, id).replaceAll("(/api/[a-z]+/[^/]+).*", "$1"), null)
                        .headers()
                        .getOrDefault("ETag", "\"1\"");
        return send(line, caller, id, body(line), revision);
    }

    private static Http.Answer send(List<String> line, Http caller, String id, String body, String ifMatch) {
        String[] route = line.get(0).strip().split(" ");
        return caller.send(route[0], path(line, id), body, "if-match", ifMatch);
    }

    private static String path(List<String> line, String id) {
        return line.get(0).strip().split(" ")[1].replace("{id}", id).replace("{n}", "1");
    }

    private String body(List<String> line) {
        return switch (line.get(2)) {
            case "DRAFT" -> DRAFT;
            case "MEDIA" -> MEDIA;
            case "SITE" -> ((ObjectNode) admin.send("GET", "/api/site", null).json()).toString();
            default -> line.get(2);
        };
    }

    private String siteRevision() {
        return admin.send("GET", "/api/site", null).headers().get("ETag");
    }

    /** The id of a post or upload in this state. */
    private String made(String state, Http owner) {
        switch (state) {
            case "-" -> {
                return "";
            }
            case "site" -> {
                String site = admin.send("GET", "/api/site", null).body();
                admin.send("PUT", "/api/site", site, "if-match", siteRevision());
                return "";
            }
            case "media" -> {
                return owner.send("POST", "/api/media", MEDIA).json().path("id").asText();
            }
            default -> {}
        }
        Http.Answer created = owner.send("POST", "/api/posts", DRAFT);
        String id = created.json().path("id").asText();
        String path = "/api/posts/" + id;
        if (state.equals("in-review")) {
            owner.send("POST", path + "/submit", "{}", "if-match", "\"1\"");
        }
        if (state.equals("published") || state.equals("withdrawn")) {
            editor.send("POST", path + "/publish", "{}", "if-match", "\"1\"");
        }
        if (state.equals("withdrawn")) {
            editor.send("POST", path + "/withdraw", "{\"reason\":{\"en\":\"x\"}}", "if-match", "\"2\"");
        }
        return id;
    }
}

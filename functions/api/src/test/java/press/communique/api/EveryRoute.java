package press.communique.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** One good request for every route, on something in the state that it needs, and who may send it. */
final class EveryRoute {

    /**
     * What each role gets. A post is in the state that the route needs, or, where another's is hidden, as it was saved
     * first.
     *
     * <pre>
     * route | state | body | no role | author: own | author: another's, hidden | author: another's, public | editor | admin
     * </pre>
     */
    static final String TABLE = """
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

    private final Http editor;
    private final Http admin;

    EveryRoute(EditorApi api) {
        this.editor = new Http(api, "ed", "[editor]");
        this.admin = new Http(api, "root", "[admin]");
    }

    /** The cells of a route's line, such as {@code GET /api/posts}. */
    static List<String> line(String route) {
        return TABLE.lines()
                .map(text -> List.of(text.strip().split("\\s*\\|\\s*", -1)))
                .filter(cells -> cells.get(0).split("\\?")[0].equals(route))
                .findFirst()
                .orElseThrow(() -> new AssertionError(route + " has no line in EveryRoute."));
    }

    /** Asks for the route of a line as somebody who has read what is there. */
    Http.Answer ask(List<String> line, Http caller, String id, String... headers) {
        String revision = line.get(1).equals("-") || line.get(1).equals("site") || id.isEmpty()
                ? siteRevision()
                : editor.send("GET", path(line, id).replaceAll("(/api/[a-z]+/[^/]+).*", "$1"), null)
                        .headers()
                        .getOrDefault("ETag", "\"1\"");
        return send(line, caller, id, body(line), revision, headers);
    }

    static Http.Answer send(List<String> line, Http caller, String id, String body, String ifMatch, String... headers) {
        String[] route = line.get(0).strip().split(" ");
        var all = new ArrayList<>(List.of("if-match", ifMatch));
        all.addAll(List.of(headers));
        return caller.send(route[0], path(line, id), body, all.toArray(String[]::new));
    }

    private static String path(List<String> line, String id) {
        return line.get(0).strip().split(" ")[1].replace("{id}", id).replace("{n}", "1");
    }

    String body(List<String> line) {
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
    String made(String state, Http owner) {
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

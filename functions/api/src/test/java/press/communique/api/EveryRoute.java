package press.communique.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import press.communique.store.testing.LocalTables;

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
            POST /api/posts/{id}/schedule            | draft     | WHEN                   | 403 | 403 | 403 | 403 | 200 | 200
            POST /api/posts/{id}/unschedule          | scheduled | {}                     | 403 | 403 | 403 | 403 | 200 | 200
            POST /api/posts/{id}/withdraw            | published | {"reason":{"en":"x"}}  | 403 | 403 | 403 | 403 | 200 | 200
            POST /api/posts/{id}/reinstate           | withdrawn | {}                     | 403 | 403 | 403 | 403 | 200 | 200
            POST /api/posts/{id}/restore             | draft     | {"revision":1}         | 403 | 403 | 403 | 403 | 200 | 200
            POST /api/posts/{id}/previews            | draft     | UNTIL                  | 403 | 201 | 404 | 403 | 201 | 201
            DELETE /api/posts/{id}/previews          | draft     |                        | 403 | 204 | 404 | 403 | 204 | 204
            GET /api/previews/{id}/{language}        | preview   |                        | 200 | 200 | 200 | -   | 200 | 200
            GET /api/previews/{id}/media/{hash}/{file} | preview |                        | 200 | 200 | 200 | -   | 200 | 200
            POST /api/posts/{id}/preflight           | draft     | {}                     | 403 | 200 | 404 | 403 | 200 | 200
            POST /api/posts/{id}/test-mail           | draft     | {}                     | 403 | 202 | 404 | 403 | 202 | 202
            GET /api/posts/{id}/receipts             | draft     |                        | 403 | 200 | 404 | 200 | 200 | 200
            GET /api/receipts?open=true              | -         |                        | 403 | 200 | -   | -   | 200 | 200
            GET /api/mailings                        | -         |                        | 403 | 403 | -   | -   | 200 | 200
            POST /api/mailings/stop                  | -         | {}                     | 403 | 403 | -   | -   | 200 | 200
            POST /api/mailings/start                 | stopped   | {}                     | 403 | 403 | -   | -   | 200 | 200
            POST /api/mailings/{id}/pause            | sending   | {}                     | 403 | 403 | -   | -   | 200 | 200
            POST /api/mailings/{id}/resume           | paused    | {}                     | 403 | 403 | -   | -   | 200 | 200
            POST /api/mailings/{id}/cancel           | sending   | {}                     | 403 | 403 | -   | -   | 200 | 200
            POST /api/mailings/{id}/settle           | uncertain | BATCH                  | 403 | 403 | -   | -   | 200 | 200
            POST /api/media                          | -         | MEDIA                  | 403 | 201 | -   | -   | 201 | 201
            GET /api/media                           | -         |                        | 403 | 200 | -   | -   | 200 | 200
            GET /api/media/{id}                      | media     |                        | 403 | 200 | 200 | -   | 200 | 200
            PUT /api/media/{id}                      | media     | {"decorative":true}    | 403 | 200 | 403 | -   | 200 | 200
            DELETE /api/media/{id}                   | media     |                        | 403 | 204 | 403 | -   | 204 | 204
            GET /api/subscribers/figures             | -         |                        | 403 | 403 | -   | -   | 403 | 200
            GET /api/subscribers/export              | -         |                        | 403 | 403 | -   | -   | 403 | 200
            POST /api/subscribers/import             | -         | CSV                    | 403 | 403 | -   | -   | 403 | 200
            POST /api/subscribers/end-links          | -         | ADDRESS                | 403 | 403 | -   | -   | 403 | 200
            GET /api/people                          | -         |                        | 403 | 200 | -   | -   | 200 | 200
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

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final Instant SOON = Instant.parse("2026-11-24T20:00:00Z");

    private final TestMailings mailings;
    private final TestPreviews previews;
    private final Http editor;
    private final Http admin;

    EveryRoute(EditorApi api, LocalTables tables) {
        this.mailings = new TestMailings(tables);
        this.previews = new TestPreviews(tables);
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
        if (line.get(0).endsWith("/import")) {
            all.addAll(List.of("content-type", "text/csv"));
        }
        all.addAll(List.of(headers));
        return caller.send(route[0], path(line, id), body, all.toArray(String[]::new));
    }

    /** @param id may have a token behind it, as in {@code 01ARZ3…?token=…} */
    static String path(List<String> line, String id) {
        String[] idAndToken = id.split("(?=\\?)", 2);
        String path = line.get(0).strip().split(" ")[1];
        for (String parameter : List.of("{id}", "{n}", "{language}", "{hash}", "{file}")) {
            path = path.replace(parameter, value(parameter, idAndToken[0]));
        }
        return idAndToken.length == 2 ? path + idAndToken[1] : path;
    }

    /** What stands for a parameter of a path. */
    static String value(String parameter, String id) {
        return switch (parameter) {
            case "{n}" -> "1";
            case "{language}" -> "en";
            case "{hash}" -> TestPreviews.HASH;
            case "{file}" -> TestPreviews.FILE.name();
            default -> id;
        };
    }

    String body(List<String> line) {
        return switch (line.get(2)) {
            case "DRAFT" -> DRAFT;
            case "MEDIA" -> MEDIA;
            case "WHEN" -> "{\"at\":\"" + SOON + "\"}";
            case "UNTIL" -> "{\"expiresAt\":\"" + SOON + "\"}";
            case "CSV" -> "email,consentedAt\r\nada@example.org,2024-05-31\r\n";
            case "ADDRESS" -> "{\"email\":\"ada@example.org\"}";
            case "BATCH" -> "{\"batch\":\"0-1\",\"outcome\":\"again\"}";
            case "SITE" -> ((ObjectNode) admin.send("GET", "/api/site", null).json()).toString();
            default -> line.get(2);
        };
    }

    private String siteRevision() {
        return admin.send("GET", "/api/site", null).headers().get("ETag");
    }

    /** The id of a post, upload or mailing in this state. */
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
            case "preview" -> {
                return previews.opened(owner);
            }
            case "sending" -> {
                return mailings.sending(NOW);
            }
            case "paused" -> {
                String id = mailings.sending(NOW);
                editor.send("POST", "/api/mailings/" + id + "/pause", null);
                return id;
            }
            case "uncertain" -> {
                return mailings.uncertain(NOW);
            }
            case "stopped" -> {
                editor.send("POST", "/api/mailings/stop", null);
                return "";
            }
            default -> {}
        }
        Http.Answer created = owner.send("POST", "/api/posts", DRAFT);
        String id = created.json().path("id").asText();
        String path = "/api/posts/" + id;
        if (state.equals("in-review")) {
            owner.send("POST", path + "/submit", "{}", "if-match", "\"1\"");
        }
        if (state.equals("scheduled")) {
            editor.send("POST", path + "/schedule", "{\"at\":\"" + SOON + "\"}", "if-match", "\"1\"");
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

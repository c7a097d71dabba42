package press.communique.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import press.communique.local.LocalStack;

/** For every operation of the OpenAPI file a request that is as it should be, on something that is there. */
final class GoodCalls {

    /** The state that a step needs; an operation that is not here takes a draft. */
    private static final Map<String, String> STATES = Map.of(
            "rejectPost", "in-review",
            "withdrawPost", "published",
            "reinstatePost", "withdrawn",
            "unschedulePost", "scheduled",
            "listReceipts", "published",
            "pauseMailing", "sending",
            "resumeMailing", "paused",
            "cancelMailing", "sending",
            "settleBatch", "uncertain");

    private static final Instant TOMORROW = Instant.now().plus(1, ChronoUnit.DAYS);
    private static final String IMAGE = "01KB07ZD8Q8G2J6V5F3M9T4XWB";
    private static final String ATTACHMENT = "01KB07ZD8Q8G2J6V5F3M9T4XWC";

    /**
     * One operation of the file.
     *
     * @param json what the file says of it
     */
    record Operation(String id, String method, String path, JsonNode json) {

        /** The bodies that the file shows, by media type and name. */
        Map<String, JsonNode> bodies() {
            var bodies = new LinkedHashMap<String, JsonNode>();
            json.at("/requestBody/content").properties().forEach(content -> content.getValue()
                    .path("examples")
                    .properties()
                    .forEach(example -> bodies.put(
                            content.getKey() + " " + example.getKey(),
                            resolved(example.getValue()).get("value"))));
            return bodies;
        }

        List<Integer> statuses() {
            var statuses = new ArrayList<Integer>();
            json.path("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.valueOf(status)));
            return statuses;
        }

        @Override
        public String toString() {
            return id;
        }
    }

    final Newsroom newsroom;
    private final LocalStack stack;
    private final String image;
    private final String stays;
    private final String leaves;
    private final MailingsUnderWay mailings;

    /** Sets the newsroom up as the examples have it. */
    GoodCalls(LocalStack stack) throws IOException {
        this.stack = stack;
        this.newsroom = new Newsroom(stack);
        ObjectNode site =
                Contract.OPENAPI.at("/components/examples/SiteDraft/value").deepCopy();
        newsroom.settings(site.toString());
        site.withArray("types")
                .addObject()
                .put("id", "news-item")
                .withObject("/names")
                .put("en", "News item");
        site.withArray("types")
                .addObject()
                .put("id", "speech")
                .withObject("/names")
                .put("en", "Speech");
        for (String topic : List.of("sahel", "great-lakes")) {
            site.withArray("topics")
                    .addObject()
                    .put("id", topic)
                    .withObject("/names")
                    .put("en", topic);
        }
        newsroom.settings(site.toString());
        this.image = uploaded();
        newsroom.subscribed("stays@example.org").subscribed("leaves@example.org");
        newsroom.published(
                "{\"type\":\"speech\",\"state\":\"published\",\"editions\":{\"en\":{\"title\":\"For readers\"}}}");
        this.mailings = new MailingsUnderWay(stack, newsroom);
        this.stays = token(newsroom.mail("stays@example.org", 2).get(0).link("/subscriptions/preferences"));
        this.leaves = token(newsroom.mail("leaves@example.org", 2).get(0).oneClick());
    }

    private static String token(URI link) {
        return link.getRawQuery().replaceFirst(".*token=", "");
    }

    static List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        Contract.OPENAPI.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(operation -> {
                    if (!operation.getKey().equals("parameters")) {
                        operations.add(new Operation(
                                operation.getValue().get("operationId").asText(),
                                operation.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                operation.getValue()));
                    }
                }));
        return operations;
    }

    /** With the first body that the file shows, if it shows one. */
    Call of(Operation operation) {
        return operation.bodies().entrySet().stream()
                .findFirst()
                .map(body -> of(operation, body.getKey(), body.getValue()))
                .orElseGet(() -> of(operation, "", null));
    }

    /** @param name of the body, its media type first */
    Call of(Operation operation, String name, JsonNode example) {
        String state = name.endsWith(" correction") ? "published" : STATES.getOrDefault(operation.id(), "draft");
        return of(operation, name, example, state);
    }

    Call of(Operation operation, String name, JsonNode example, String state) {
        var headers = new LinkedHashMap<String, String>();
        String body = null;
        if (example != null) {
            String type = name.split(" ")[0];
            headers.put("Content-Type", type);
            body = type.endsWith("json") ? real(example) : type.equals("text/csv") ? example.asText() : form(example);
        }
        String path = operation.path();
        if (path.startsWith("/api/previews/")) {
            return new Call(operation.method(), preview(path), "", headers, null);
        }
        if (path.startsWith("/api/mailings/{id}")) {
            String mailing = mailings.in(state);
            body = body == null ? null : body.replace("0-7", mailings.batch());
            path = path.replace("{id}", mailing);
        } else if (path.contains("{id}")) {
            String id = path.startsWith("/api/media") ? announced() : post(state);
            path = path.replace("{id}", id).replace("{n}", "1");
            if (needsIfMatch(operation)) {
                headers.put(
                        "If-Match",
                        newsroom.ask(path.replaceAll("(/api/[a-z]+/[^/]+).*", "$1"))
                                .is(200)
                                .header("ETag"));
            }
        } else if (operation.id().equals("saveSite")) {
            headers.put("If-Match", newsroom.ask("/api/site").is(200).header("ETag"));
            body = newsroom.ask("/api/site").body();
        }
        path = path.replace("{n}", "1");
        if (operation.id().equals("listOpenReceipts")) {
            path += "?open=true";
        }
        boolean isForReaders = path.startsWith("/subscriptions");
        if (path.startsWith("/subscriptions/confirm") || path.endsWith("/never")) {
            path += "?token=" + confirmation();
        } else if (path.endsWith("/download") || path.endsWith("/erase")) {
            path += "?token=" + freshLink(path.substring(path.lastIndexOf('/') + 1));
        } else if (path.startsWith("/subscriptions/")) {
            path += "?token=" + (path.endsWith("/unsubscribe") ? leaves : stays);
        }
        return new Call(
                operation.method(), path, isForReaders ? "" : stack.tokens().admin(), headers, body);
    }

    static boolean needsIfMatch(Operation operation) {
        return operation.statuses().contains(428) || operation.id().equals("describeMedia");
    }

    /** A post in this state, written by the editor. */
    String post(String state) {
        JsonNode post = newsroom.post(
                        "/api/posts", "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"Of a call\"}}}")
                .is(201)
                .json();
        String path = "/api/posts/" + post.get("id").asText();
        if (state.equals("in-review")) {
            newsroom.post(path + "/submit", "{}", "If-Match", "\"1\"").is(200);
        }
        if (state.equals("scheduled")) {
            newsroom.post(path + "/schedule", "{\"at\":\"" + TOMORROW + "\"}", "If-Match", "\"1\"")
                    .is(200);
        }
        if (state.equals("published") || state.equals("withdrawn")) {
            newsroom.post(path + "/publish", "{\"notify\":false}", "If-Match", "\"1\"")
                    .is(200);
        }
        if (state.equals("withdrawn")) {
            newsroom.post(path + "/withdraw", "{\"reason\":{\"en\":\"x\"}}", "If-Match", "\"2\"")
                    .is(200);
        }
        return post.get("id").asText();
    }

    private String announced() {
        return newsroom.post("/api/media", "{\"filename\":\"a.png\",\"contentType\":\"image/png\",\"size\":9}")
                .is(201)
                .json()
                .get("id")
                .asText();
    }

    private int confirmations;

    private String confirmation() {
        String address = "confirms-" + confirmations++ + "@example.org";
        newsroom.subscribe("{\"email\":\"" + address + "\"}").is(202);
        return token(newsroom.mail(address, 1).get(0).link("/subscriptions/confirm"));
    }

    /** For a reader of its own, since the one who is erased is gone. */
    private String freshLink(String purpose) {
        String address = purpose + "s-" + confirmations++ + "@example.org";
        newsroom.subscribed(address);
        newsroom.published(
                "{\"type\":\"speech\",\"state\":\"published\",\"editions\":{\"en\":{\"title\":\"For a reader\"}}}");
        String mine = token(newsroom.mail(address, 2).get(0).link("/subscriptions/preferences"));
        Newsroom.send(newsroom.to("/subscriptions/preferences/link?token=" + mine)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"for\":\"" + purpose + "\"}")))
                .is(200);
        return token(newsroom.mail(address, 3).get(0).link("/subscriptions/" + purpose));
    }

    /** An image that is ready to be shown. */
    private String uploaded() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(
                new java.awt.image.BufferedImage(40, 30, java.awt.image.BufferedImage.TYPE_INT_RGB), "png", bytes);
        JsonNode media = newsroom.post(
                        "/api/media",
                        "{\"filename\":\"a.png\",\"contentType\":\"image/png\",\"size\":" + bytes.size()
                                + ",\"alt\":{\"en\":\"Nothing\",\"fr\":\"Rien\"}}")
                .is(201)
                .json();
        HttpRequest.Builder upload =
                HttpRequest.newBuilder(URI.create(media.at("/upload/url").asText()));
        media.at("/upload/headers")
                .properties()
                .forEach(header ->
                        upload.header(header.getKey(), header.getValue().asText()));
        Newsroom.send(upload.PUT(BodyPublishers.ofByteArray(bytes.toByteArray())))
                .is(200);
        String path = "/api/media/" + media.get("id").asText();
        Eventually.see("the image is ready", () -> newsroom.ask(path).json(), now -> now.get("state")
                .asText()
                .equals("ready"));
        return media.get("id").asText();
    }

    /** The example with uploads that are there and moments that are to come. */
    private String real(JsonNode example) {
        return example.toString()
                .replace(IMAGE, image)
                .replace(ATTACHMENT, image)
                .replace("2026-11-25T08:00:00+01:00", TOMORROW.toString())
                .replace("2026-11-26T18:00:00+01:00", TOMORROW.toString());
    }

    /** A page, or a picture on it, that only its address opens. */
    private String preview(String path) {
        JsonNode post = newsroom.post(
                        "/api/posts",
                        "{\"type\":\"speech\",\"editions\":{\"en\":{\"title\":\"Seen before\"}},\"image\":{\"media\":\""
                                + image + "\",\"alt\":{\"en\":\"Nothing\"}}}")
                .is(201)
                .json();
        String id = post.get("id").asText();
        URI page = URI.create(newsroom.post("/api/posts/" + id + "/previews", "{}")
                .is(201)
                .json()
                .get("url")
                .asText());
        if (path.endsWith("/{language}")) {
            return page.getRawPath() + "?" + page.getRawQuery();
        }
        String file = newsroom.ask("/api/media/" + image)
                .is(200)
                .json()
                .at("/renditions/0/path")
                .asText();
        return "/api/previews/" + id + file + "?" + page.getRawQuery();
    }

    private static String form(JsonNode example) {
        var pairs = new ArrayList<String>();
        example.properties().forEach(field -> {
            Iterable<JsonNode> values = field.getValue().isArray() ? field.getValue() : List.of(field.getValue());
            values.forEach(value -> pairs.add(field.getKey() + "="
                    + java.net.URLEncoder.encode(value.asText(), java.nio.charset.StandardCharsets.UTF_8)));
        });
        return String.join("&", pairs);
    }

    static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? Contract.OPENAPI.at(node.get("$ref").asText().substring(1)) : node;
    }
}

package press.communique.simulation;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.api.http.Entrance;
import press.communique.simulation.Books.Asked;
import press.communique.simulation.cloud.Deployment;
import press.communique.simulation.cloud.Mails;
import press.communique.simulation.cloud.Task;
import press.communique.simulation.cloud.World;

/** Editors, readers and the operator: they ask the APIs, and keep {@link Books} of it. */
final class Newsroom {

    /** Whatever is scheduled has come by then. */
    static final long LONGEST_SCHEDULE = 220 * World.SECOND;

    /** Who edits; test mails and what became of schedules go there. */
    static final String EDITOR = "ada@example.org";

    static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TYPES = List.of("news-item", "press-release");
    private static final Pattern LINK = Pattern.compile("/subscriptions/([a-z/]+)\\?token=([A-Za-z0-9._~%-]+)");

    private final World world;
    private final Deployment stack;
    final Books books = new Books();
    private final Consumer<String> violated;
    private final boolean isBilingual;
    private final boolean isImpatient;
    private int keys;

    /** @param isImpatient whether editors click twice on what creates a post */
    Newsroom(World world, Deployment stack, boolean isBilingual, boolean isImpatient, Consumer<String> violated) {
        this.isBilingual = isBilingual;
        this.isImpatient = isImpatient;
        this.world = world;
        this.stack = stack;
        this.violated = violated;
    }

    /** What an API answered; status 0 if nobody did. */
    record Answer(int status, JsonNode json, Map<String, String> headers) {
        boolean isGranted() {
            return status >= 200 && status < 300;
        }

        /** Refusals change nothing. */
        boolean isRefused() {
            return status >= 400 && status < 500;
        }
    }

    // ---------------------------------------------------------------- HTTP

    /** @param headers names and values in turn */
    Task ask(String method, String path, JsonNode body, Consumer<Answer> then, String... headers) {
        String[] target = path.split("\\?", 2);
        boolean isOfReaders = path.startsWith("/subscriptions");
        var fields = new LinkedHashMap<String, String>();
        fields.put("content-type", "application/json");
        // As the CDN does.
        fields.put(Entrance.HEADER, Deployment.SECRET);
        for (int i = 0; i < headers.length; i += 2) {
            fields.put(headers[i], headers[i + 1]);
        }
        var context = APIGatewayV2HTTPEvent.RequestContext.builder()
                .withHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                        .withMethod(method)
                        .withPath(target[0])
                        .withSourceIp("192.0.2.1")
                        .build());
        if (!isOfReaders) {
            context.withAuthorizer(APIGatewayV2HTTPEvent.RequestContext.Authorizer.builder()
                    .withJwt(APIGatewayV2HTTPEvent.RequestContext.Authorizer.JWT
                            .builder()
                            .withClaims(Map.of("sub", "ada", "cognito:groups", "[admin]", "email", EDITOR))
                            .build())
                    .build());
        }
        var event = APIGatewayV2HTTPEvent.builder()
                .withRouteKey(method + " " + target[0])
                .withRawPath(target[0])
                .withRawQueryString(target.length == 2 ? target[1] : "")
                .withHeaders(fields)
                .withBody(body == null ? null : body.toString())
                .withIsBase64Encoded(false)
                .withRequestContext(context.build())
                .build();
        var task = new Task[1];
        task[0] = stack.request(isOfReaders ? "ReaderApiFunction" : "EditorApiFunction", event, reply -> {
            if (isOfReaders && method.equals("GET") && task[0].writes() > 0) {
                violated.accept("GET " + target[0] + " changed something");
            }
            then.accept(answer(reply));
        });
        return task[0];
    }

    private static Answer answer(APIGatewayV2HTTPResponse reply) {
        if (reply == null) {
            return new Answer(0, JSON.missingNode(), Map.of());
        }
        JsonNode json = JSON.missingNode();
        String body = reply.getBody();
        if (body != null && (body.startsWith("{") || body.startsWith("["))) {
            try {
                json = JSON.readTree(body);
            } catch (JsonProcessingException notJson) {
                json = JSON.missingNode();
            }
        }
        return new Answer(reply.getStatusCode(), json, reply.getHeaders());
    }

    private void settle(Asked asked, Answer answer) {
        asked.ended = world.now();
        asked.isGranted = answer.isGranted();
        asked.isRefused = answer.isRefused();
    }

    /** For the driver: asks, and waits for the answer. */
    Answer now(String method, String path, JsonNode body, String... headers) {
        var answer = new Answer[1];
        ask(method, path, body, got -> answer[0] = got, headers);
        for (int i = 0; answer[0] == null && i < 1_000; i++) {
            world.runUntil(world.now() + 50 * World.MILLISECOND);
        }
        if (answer[0] == null) {
            throw new Violation(method + " " + path + " was never answered");
        }
        return answer[0];
    }

    // ---------------------------------------------------------------- Editors

    private ObjectNode draft(int mark, int how) {
        ObjectNode draft = JSON.createObjectNode();
        draft.put("type", TYPES.get(how % 2));
        if (how % 3 == 0) {
            draft.putArray("topics").add("climate");
        }
        ObjectNode editions = draft.putObject("editions");
        edition(editions.putObject("en"), mark);
        if (isBilingual && how % 5 < 2) {
            edition(editions.putObject("fr"), mark);
        }
        if (how % 7 == 0) {
            draft.put("urgent", true);
        }
        return draft;
    }

    private static void edition(ObjectNode edition, int mark) {
        edition.put("title", "News " + Books.title(mark))
                .put("summary", "In short " + Books.title(mark))
                .put("body", "Said at length: " + Books.body(mark));
    }

    void create(Action action, String state) {
        Books.Post post = new Books.Post(action.number());
        int slot = action.first();
        books.posts.put(action.number(), post);
        books.posts.put(-1 - slot, post);
        int mark = ++books.marks;
        books.byMark.put(mark, post);
        var asked = new Asked("create", world.now());
        var text = new Books.Text(mark, asked);
        post.texts.add(text);
        ObjectNode draft = draft(mark, action.second());
        draft.put("state", state);
        Books.Release release = null;
        if (state.equals("published")) {
            release = new Books.Release(asked, world.now(), true);
        } else if (state.equals("scheduled")) {
            long at = world.now() / World.SECOND * World.SECOND + (20 + action.second() % 200) * World.SECOND;
            draft.put("publishAt", World.instant(at).toString());
            release = new Books.Release(asked, at, true);
        }
        if (release != null) {
            post.releases.add(release);
        }
        Books.Release made = release;
        String key = "k" + ++keys;
        if (isImpatient && action.second() % 2 == 1) {
            // A button that is clicked twice.
            ask("POST", "/api/posts", draft, answer -> {}, "Idempotency-Key", key);
        }
        attempt(3, then -> ask("POST", "/api/posts", draft, then, "Idempotency-Key", key), answer -> {
            settle(asked, answer);
            if (answer.isGranted()) {
                post.id = answer.json().path("id").asText();
                text.revision = answer.json().path("revision").asLong();
                if (made != null && state.equals("published")) {
                    made.revision = text.revision;
                }
            }
        });
    }

    /** Asks again, with the same key, while nobody knows what became of it: people do. */
    private void attempt(int times, Consumer<Consumer<Answer>> asking, Consumer<Answer> then) {
        asking.accept(answer -> {
            boolean isOpen = !answer.isGranted() && !answer.isRefused()
                    || answer.status() == 409
                            && answer.json().path("code").asText().equals("still-running");
            if (isOpen && times > 1) {
                world.after(3 * World.SECOND, () -> attempt(times - 1, asking, then));
            } else if (isOpen) {
                then.accept(new Answer(0, answer.json(), answer.headers()));
            } else {
                then.accept(answer);
            }
        });
    }

    private Optional<Books.Post> post(Action action) {
        Books.Post post = books.posts.get(-1 - action.first());
        return Optional.ofNullable(post).filter(known -> known.id != null);
    }

    void edit(Action action) {
        post(action)
                .ifPresent(post -> look(post, present -> {
                    int mark = ++books.marks;
                    books.byMark.put(mark, post);
                    var text = new Books.Text(mark, new Asked("save", world.now()));
                    post.texts.add(text);
                    ask(
                            "PUT",
                            "/api/posts/" + post.id,
                            draft(mark, action.second()),
                            answer -> {
                                settle(text.asked, answer);
                                if (answer.isGranted()) {
                                    text.revision =
                                            answer.json().path("revision").asLong();
                                }
                            },
                            "If-Match",
                            "\"" + present + "\"");
                }));
    }

    private void look(Books.Post post, Consumer<Long> then) {
        ask("GET", "/api/posts/" + post.id, null, answer -> {
            if (answer.isGranted()) {
                then.accept(answer.json().path("revision").asLong());
            }
        });
    }

    void publish(Action action, boolean isCorrection) {
        post(action)
                .ifPresent(post -> look(post, present -> {
                    ObjectNode body = JSON.createObjectNode();
                    boolean notify = action.second() % 3 > 0;
                    if (action.second() % 4 > 0) {
                        body.put("notify", notify);
                    } else {
                        notify = post.releases.isEmpty();
                    }
                    if (isCorrection) {
                        body.putObject("correction").put("en", "A number was wrong");
                    }
                    var asked = new Asked("publish", world.now());
                    var release = new Books.Release(asked, world.now(), notify && !isCorrection);
                    post.releases.add(release);
                    if (isCorrection) {
                        post.corrections.add(asked);
                    }
                    step(post, "publish", present, body, asked, answer -> {
                        if (answer.isGranted()) {
                            release.revision = answer.json().path("revision").asLong();
                        }
                    });
                }));
    }

    private void step(
            Books.Post post, String step, long revision, ObjectNode body, Asked asked, Consumer<Answer> then) {
        String key = "k" + ++keys;
        attempt(
                3,
                again -> ask(
                        "POST",
                        "/api/posts/" + post.id + "/" + step,
                        body,
                        again,
                        "If-Match",
                        "\"" + revision + "\"",
                        "Idempotency-Key",
                        key),
                answer -> {
                    settle(asked, answer);
                    then.accept(answer);
                });
    }

    void schedule(Action action) {
        post(action)
                .ifPresent(post -> look(post, present -> {
                    long at = world.now() / World.SECOND * World.SECOND + (15 + action.second() % 200) * World.SECOND;
                    var asked = new Asked("schedule", world.now());
                    post.releases.add(new Books.Release(asked, at, false));
                    step(
                            post,
                            "schedule",
                            present,
                            JSON.createObjectNode().put("at", World.instant(at).toString()),
                            asked,
                            answer -> {});
                }));
    }

    void unschedule(Action action) {
        post(action)
                .ifPresent(post -> look(
                        post,
                        present -> step(
                                post,
                                "unschedule",
                                present,
                                JSON.createObjectNode(),
                                new Asked("unschedule", world.now()),
                                answer -> {})));
    }

    void withdraw(Action action) {
        post(action)
                .ifPresent(post -> look(post, present -> {
                    var asked = new Asked("withdraw", world.now());
                    post.withdrawals.add(asked);
                    ObjectNode body = JSON.createObjectNode();
                    body.putObject("reason").put("en", "It was wrong");
                    step(post, "withdraw", present, body, asked, answer -> {});
                }));
    }

    void reinstate(Action action) {
        post(action)
                .ifPresent(post -> look(post, present -> {
                    var asked = new Asked("reinstate", world.now());
                    post.releases.add(new Books.Release(asked, world.now(), false));
                    step(post, "reinstate", present, JSON.createObjectNode(), asked, answer -> {});
                }));
    }

    ObjectNode site(int how) {
        ObjectNode site = JSON.createObjectNode();
        ObjectNode names = site.putObject("names").put("en", "Newsroom " + how);
        var languages = site.putArray("languages").add("en");
        if (isBilingual) {
            names.put("fr", "Rédaction " + how);
            languages.add("fr");
        }
        site.put("defaultLanguage", "en").put("timeZone", "Europe/Brussels");
        var types = site.putArray("types");
        for (String type : TYPES) {
            types.addObject().put("id", type).putObject("names").put("en", type);
        }
        var topics = site.putArray("topics");
        topics.addObject().put("id", "climate").putObject("names").put("en", "Climate " + how % 2);
        // Few readers complain of few mails: by rate that would soon be too many.
        site.put("complaintLimit", 0.5);
        return site;
    }

    void settings(Action action) {
        ask("GET", "/api/site", null, answer -> {
            if (answer.isGranted()) {
                ask(
                        "PUT",
                        "/api/site",
                        site(action.second()),
                        saved -> {},
                        "If-Match",
                        "\"" + answer.json().path("revision").asLong() + "\"");
            }
        });
    }

    void testMail(Action action) {
        post(action).ifPresent(post -> post("/api/posts/" + post.id + "/test-mail"));
    }

    void post(String path) {
        String key = "k" + ++keys;
        attempt(3, then -> ask("POST", path, JSON.createObjectNode(), then, "Idempotency-Key", key), answer -> {});
    }

    // ---------------------------------------------------------------- Readers

    private Books.Reader reader(Action action) {
        String address = "reader-" + action.first() + "@example.org";
        return books.readers.computeIfAbsent(address, Books.Reader::new);
    }

    void subscribe(Action action) {
        Books.Reader reader = reader(action);
        ObjectNode body = JSON.createObjectNode().put("email", reader.address);
        body.putArray("languages").add("en");
        if (action.second() % 6 == 0) {
            body.put("frequency", "daily").put("hour", 9);
        } else {
            body.put("frequency", "immediate");
        }
        var asked = new Asked(body.path("frequency").asText(), world.now());
        reader.requests.add(asked);
        ask("POST", "/subscriptions", body, answer -> settle(asked, answer));
    }

    /** The newest mail to this reader with such a link, as its path and query. */
    private Optional<String> link(Books.Reader reader, String kind) {
        List<Mails.Accepted> mails = stack.mails().accepted();
        for (int i = mails.size() - 1; i >= 0; i--) {
            if (mails.get(i).to().equals(reader.address)) {
                Matcher link = LINK.matcher(
                        mails.get(i).content() + " " + mails.get(i).headers().getOrDefault("List-Unsubscribe", ""));
                while (link.find()) {
                    if (link.group(1).equals(kind)) {
                        return Optional.of(link.group());
                    }
                }
            }
        }
        return Optional.empty();
    }

    void confirm(Action action) {
        Books.Reader reader = reader(action);
        link(reader, "confirm").ifPresent(link -> {
            // Most mail programs look first.
            ask("GET", link, null, page -> {});
            var asked = new Asked("confirm", world.now());
            reader.confirmations.add(asked);
            ask("POST", link, null, answer -> settle(asked, answer));
        });
    }

    void change(Action action) {
        Books.Reader reader = reader(action);
        link(reader, "preferences").ifPresent(link -> {
            ObjectNode body = JSON.createObjectNode();
            body.putArray("languages").add("en");
            var interest = body.putArray("interests").addObject();
            interest.put("frequency", action.second() % 2 == 0 ? "immediate" : "daily");
            if (action.second() % 3 == 0) {
                interest.putArray("topics").add("climate");
            }
            var asked = new Asked("change", world.now());
            reader.changes.add(asked);
            ask("POST", link, body, answer -> settle(asked, answer));
        });
    }

    void unsubscribe(Action action) {
        leave(reader(action), "unsubscribe");
    }

    private void leave(Books.Reader reader, String how) {
        link(reader, how).ifPresent(link -> {
            var asked = new Asked(how, world.now());
            reader.departures.add(asked);
            ask("POST", link, null, answer -> settle(asked, answer));
        });
    }

    void askToErase(Action action) {
        link(reader(action), "preferences")
                .ifPresent(link -> ask(
                        "POST",
                        link.replace("/preferences?", "/preferences/link?"),
                        JSON.createObjectNode().put("for", "erase"),
                        answer -> {}));
    }

    void erase(Action action) {
        leave(reader(action), "erase");
    }

    /** What scanners of mail do. */
    void followEveryLink(Action action) {
        Books.Reader reader = reader(action);
        for (Mails.Accepted mail : List.copyOf(stack.mails().accepted())) {
            if (mail.to().equals(reader.address)) {
                Matcher link =
                        LINK.matcher(mail.content() + " " + mail.headers().getOrDefault("List-Unsubscribe", ""));
                while (link.find()) {
                    ask("GET", link.group(), null, page -> {});
                }
            }
        }
    }

    void bounce(Action action) {
        Books.Reader reader = reader(action);
        reader.bouncesFrom = Math.min(reader.bouncesFrom, world.now());
        stack.mails().bounces(reader.address, 1 + action.second() % 3);
    }
}

package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import press.communique.api.WorkflowModel.Turn;
import press.communique.core.post.Post;
import press.communique.core.post.Release;
import press.communique.core.post.Schedule;
import press.communique.core.post.Scheduling;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Releases;
import press.communique.store.testing.LocalTables;

/**
 * An author, two editors and a clock, in whatever order: 10,000 steps, right and stale, and after each the newsroom stands
 * where a simple model of the workflow stands.
 */
class WorkflowModelTest {

    private static final int STEPS = 2_500;
    private static final List<String> NAMES = List.copyOf(WorkflowModel.STEPS.keySet());
    private static final String BODY = "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"%s\"}}}";

    private final LocalTables tables = new LocalTables();
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> now);
    private final Releases releases = new Releases(tables.client(), tables.posts());
    private final Posts stored = new Posts(tables.client(), tables.posts(), null, "none");
    private final Map<String, WorkflowModel> posts = new LinkedHashMap<>();
    private final List<String> log = new ArrayList<>();
    private boolean fourEyes;
    private Random random;

    @ParameterizedTest(name = "from seed {0}, four eyes: {1}")
    @CsvSource({"1, false", "2, false", "3, true", "4, true"})
    void the_newsroom_does_what_the_model_does(long seed, boolean fourEyes) {
        this.random = new Random(seed);
        this.fourEyes = fourEyes;
        if (fourEyes) {
            Http admin = new Http(api, "root", "[admin]");
            ObjectNode site = (ObjectNode) admin.send("GET", "/api/site", null).json();
            admin.send("PUT", "/api/site", site.put("fourEyes", true).toString(), "if-match", "\"0\"");
        }
        for (int i = 0; i < STEPS; i++) {
            now = now.plusSeconds(random.nextInt(90));
            strike(i);
            if (posts.size() < 3 || random.nextInt(25) == 0) {
                create(i);
            } else {
                step(i);
            }
        }
        posts.forEach((id, model) -> compare(id, model, "at the end"));
    }

    private void create(int number) {
        Http caller = anybody();
        boolean isEditor = caller.groups().contains("editor");
        Turn turn = new Turn(caller.subject(), isEditor, now, "Text " + number, 0, notification());
        boolean publish = random.nextInt(4) == 0;
        boolean schedule = !publish && random.nextInt(4) == 0;
        ObjectNode body = (ObjectNode) Http.parse(BODY.formatted(turn.text()));
        turn.mail().ifPresent(notify -> body.put("notify", notify));
        if (publish) {
            body.put("state", "published");
        }
        if (schedule) {
            body.put("state", "scheduled")
                    .put("publishAt", now.plus(WorkflowModel.AHEAD).toString());
        }
        Http.Answer answer = caller.send("POST", "/api/posts", body.toString());
        note(number, caller, "create " + body, answer);
        if ((publish || schedule) && (!isEditor || fourEyes)) {
            expect(answer, 403);
            return;
        }
        expect(answer, 201);
        var model = publish
                ? WorkflowModel.published(turn)
                : schedule ? WorkflowModel.scheduled(turn) : new WorkflowModel(turn);
        String id = answer.json().path("id").asText();
        posts.put(id, model);
        compare(id, model, String.valueOf(number));
    }

    /** What is due by now becomes public, as the clock's function does it. */
    private void strike(int number) {
        posts.forEach((id, model) -> {
            if (!model.isGone && model.isDue(now)) {
                Post post = stored.find(id).orElseThrow();
                Schedule schedule = post.schedule().orElseThrow();
                stored.apply(Scheduling.release(
                        post, stored.content(id, schedule.textRevision()).orElseThrow(), now));
                model.strike(now);
                log.add(number + ". the clock: " + id);
                compare(id, model, String.valueOf(number));
            }
        });
    }

    private void step(int number) {
        List<String> ids = List.copyOf(posts.keySet());
        // Mostly what was begun lately, so that posts come far.
        String id = ids.get(Math.max(0, ids.size() - 1 - random.nextInt(4)));
        WorkflowModel model = posts.get(id);
        String name = NAMES.get(random.nextInt(NAMES.size()));
        if (name.equals("delete") && random.nextInt(3) > 0) {
            name = "save";
        }
        Http caller = anybody();
        Turn turn = new Turn(
                caller.subject(),
                caller.groups().contains("editor"),
                now,
                "Text " + number,
                1 + random.nextInt(model.revision + 1),
                notification());
        int ifMatch =
                switch (random.nextInt(10)) {
                    case 0 -> 0;
                    case 1 -> model.revision - 1 == 0 ? 99 : model.revision - 1;
                    default -> model.revision;
                };
        Http.Answer answer = send(caller, id, name, turn, ifMatch);
        note(number, caller, name + " " + id + " if " + ifMatch + " " + turn, answer);
        int refusal = model.refusal(name, turn, ifMatch, fourEyes);
        if (refusal == 0) {
            expect(answer, name.equals("delete") ? 204 : 200);
            model.take(name, turn);
            if (!model.isGone) {
                assertThat(asAnswered(answer.json())).as(story()).isEqualTo(asExpected(model));
            }
        } else {
            expect(answer, refusal);
            JsonNode problem = answer.json();
            if (refusal == 409) {
                assertThat(StreamSupport.stream(problem.path("allowed").spliterator(), false)
                                .map(JsonNode::asText)
                                .sorted())
                        .as(story())
                        .isEqualTo(model.allowed());
            } else if (refusal == 412) {
                assertThat(problem.path("revision").asInt()).as(story()).isEqualTo(model.revision);
            }
        }
        if (random.nextInt(5) == 0) {
            compare(id, model, String.valueOf(number));
        }
    }

    private static Http.Answer send(Http caller, String id, String name, Turn turn, int ifMatch) {
        String path = "/api/posts/" + id;
        String[] headers = ifMatch == 0 ? new String[0] : new String[] {"if-match", "\"" + ifMatch + "\""};
        return switch (name) {
            case "save" -> caller.send("PUT", path, BODY.formatted(turn.text()), headers);
            case "delete" -> caller.send("DELETE", path, null, headers);
            case "publish" ->
                caller.send(
                        "POST",
                        path + "/publish",
                        turn.mail().map(notify -> "{\"notify\":" + notify + "}").orElse("{}"),
                        headers);
            case "schedule" ->
                caller.send(
                        "POST",
                        path + "/schedule",
                        "{\"at\":\"" + turn.at().plus(WorkflowModel.AHEAD) + "\""
                                + turn.mail()
                                        .map(notify -> ",\"notify\":" + notify)
                                        .orElse("") + "}",
                        headers);
            case "restore" -> caller.send("POST", path + "/restore", "{\"revision\":" + turn.revision() + "}", headers);
            case "reject" -> caller.send("POST", path + "/reject", "{\"reason\":\"No.\"}", headers);
            case "withdraw" -> caller.send("POST", path + "/withdraw", "{\"reason\":{\"en\":\"Oops.\"}}", headers);
            default -> caller.send("POST", path + "/" + name, "{}", headers);
        };
    }

    /** As editors see the post, and as the channels will. */
    private void compare(String id, WorkflowModel model, String when) {
        Http.Answer read = new Http(api, "ed", "[editor]").send("GET", "/api/posts/" + id, null);
        if (model.isGone) {
            assertThat(read.status()).as(story()).isEqualTo(404);
            return;
        }
        assertThat(asAnswered(read.json())).as("%s %s", when, story()).isEqualTo(asExpected(model));
        var release = releases.outline(id);
        assertThat(List.of(
                        release.map(
                                shown -> shown.content().editions().get("en").title()),
                        release.map(shown -> shown.release().kind() == Release.Kind.WITHDRAW)
                                .orElse(false),
                        !releases.intents(id).isEmpty()))
                .as("%s %s", when, story())
                .isEqualTo(List.of(model.shown, model.isWithdrawn, model.isMailed));
    }

    private static List<Object> asAnswered(JsonNode post) {
        return List.of(
                post.path("revision").asInt(),
                post.path("state").asText(),
                post.at("/editions/en/title").asText(),
                post.path("updatedAt").asText(),
                post.path("publishedAt").asText("null"),
                post.at("/scheduled/at").asText("null"));
    }

    private static List<Object> asExpected(WorkflowModel model) {
        return List.of(
                model.revision,
                model.state,
                model.text,
                model.updatedAt.toString(),
                model.publishedAt.map(Instant::toString).orElse("null"),
                model.scheduled.map(due -> due.at().toString()).orElse("null"));
    }

    private void expect(Http.Answer answer, int status) {
        assertThat(answer.status()).as(story()).isEqualTo(status);
    }

    private Http anybody() {
        return switch (random.nextInt(5)) {
            case 0 -> new Http(api, "ann", "[author]");
            case 1, 2 -> new Http(api, "ed", "[editor]");
            default -> new Http(api, "eve", "[editor]");
        };
    }

    private Optional<Boolean> notification() {
        return switch (random.nextInt(4)) {
            case 0 -> Optional.of(true);
            case 1 -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private void note(int number, Http caller, String what, Http.Answer answer) {
        log.add(number + ". " + caller.subject() + ": " + what + " → " + answer.status() + " " + answer.body());
    }

    private String story() {
        return String.join("\n", log.subList(Math.max(0, log.size() - 12), log.size()));
    }
}

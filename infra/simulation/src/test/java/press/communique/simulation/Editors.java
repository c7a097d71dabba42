package press.communique.simulation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import press.communique.simulation.Books.Asked;
import press.communique.simulation.cloud.World;

/** Editors and the operator: they ask the API, and keep {@link Books} of it. */
final class Editors {

    /** Whatever is scheduled has come by then. */
    static final long LONGEST_SCHEDULE = 220 * World.SECOND;

    private static final List<String> TYPES = List.of("news-item", "press-release");

    private final World world;
    private final Apis apis;
    private final Books books;
    private final boolean isBilingual;
    private final boolean isImpatient;

    /** @param isImpatient whether they click twice on what creates a post */
    Editors(World world, Apis apis, Books books, boolean isBilingual, boolean isImpatient) {
        this.world = world;
        this.apis = apis;
        this.books = books;
        this.isBilingual = isBilingual;
        this.isImpatient = isImpatient;
    }

    private ObjectNode draft(int mark, int how) {
        ObjectNode draft = Apis.JSON.createObjectNode();
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
        String key = apis.key();
        if (isImpatient && action.second() % 2 == 1) {
            // A button that is clicked twice.
            apis.ask("POST", "/api/posts", draft, answer -> {}, "Idempotency-Key", key);
        }
        apis.attempt(3, then -> apis.ask("POST", "/api/posts", draft, then, "Idempotency-Key", key), answer -> {
            apis.settle(asked, answer);
            if (answer.isGranted()) {
                post.id = answer.json().path("id").asText();
                text.revision = answer.json().path("revision").asLong();
                if (made != null && state.equals("published")) {
                    made.revision = text.revision;
                }
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
                    apis.ask(
                            "PUT",
                            "/api/posts/" + post.id,
                            draft(mark, action.second()),
                            answer -> {
                                apis.settle(text.asked, answer);
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
        apis.ask("GET", "/api/posts/" + post.id, null, answer -> {
            if (answer.isGranted()) {
                then.accept(answer.json().path("revision").asLong());
            }
        });
    }

    void publish(Action action, boolean isCorrection) {
        post(action)
                .ifPresent(post -> look(post, present -> {
                    ObjectNode body = Apis.JSON.createObjectNode();
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
            Books.Post post, String step, long revision, ObjectNode body, Asked asked, Consumer<Apis.Answer> then) {
        String key = apis.key();
        apis.attempt(
                3,
                again -> apis.ask(
                        "POST",
                        "/api/posts/" + post.id + "/" + step,
                        body,
                        again,
                        "If-Match",
                        "\"" + revision + "\"",
                        "Idempotency-Key",
                        key),
                answer -> {
                    apis.settle(asked, answer);
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
                            Apis.JSON
                                    .createObjectNode()
                                    .put("at", World.instant(at).toString()),
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
                                Apis.JSON.createObjectNode(),
                                new Asked("unschedule", world.now()),
                                answer -> {})));
    }

    void withdraw(Action action) {
        post(action)
                .ifPresent(post -> look(post, present -> {
                    var asked = new Asked("withdraw", world.now());
                    post.withdrawals.add(asked);
                    ObjectNode body = Apis.JSON.createObjectNode();
                    body.putObject("reason").put("en", "It was wrong");
                    step(post, "withdraw", present, body, asked, answer -> {});
                }));
    }

    void reinstate(Action action) {
        post(action)
                .ifPresent(post -> look(post, present -> {
                    var asked = new Asked("reinstate", world.now());
                    post.releases.add(new Books.Release(asked, world.now(), false));
                    step(post, "reinstate", present, Apis.JSON.createObjectNode(), asked, answer -> {});
                }));
    }

    ObjectNode site(int how) {
        ObjectNode site = Apis.JSON.createObjectNode();
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
        apis.ask("GET", "/api/site", null, answer -> {
            if (answer.isGranted()) {
                apis.ask(
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
        String key = apis.key();
        apis.attempt(
                3,
                then -> apis.ask("POST", path, Apis.JSON.createObjectNode(), then, "Idempotency-Key", key),
                answer -> {});
    }
}

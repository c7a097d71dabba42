package press.communique.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * One post as an editor would explain the workflow on a sheet of paper. Shares no code with the product.
 *
 * <p>A new step is a line in {@link #STEPS}: where it is allowed, and what it does.
 */
final class WorkflowModel {

    /** Who does something, when, and what comes with it. */
    record Turn(String by, boolean isEditor, Instant at, String text, int revision, Optional<Boolean> mail) {}

    /** @param editorsOnly whether authors are refused whatever the state */
    record Step(boolean editorsOnly, Predicate<WorkflowModel> allowed, BiConsumer<WorkflowModel, Turn> effect) {}

    private static final Predicate<WorkflowModel> ALWAYS = post -> true;

    /** How long after it was said a scheduled post is due. */
    static final Duration AHEAD = Duration.ofSeconds(120);

    static final Map<String, Step> STEPS = new TreeMap<>(Map.ofEntries(
            Map.entry("save", new Step(false, ALWAYS, WorkflowModel::write)),
            Map.entry(
                    "restore",
                    new Step(true, ALWAYS, (post, turn) -> post.write(turn, post.texts.get(turn.revision())))),
            Map.entry(
                    "submit", new Step(false, WorkflowModel::canBeSubmitted, (post, turn) -> post.state = "in-review")),
            Map.entry(
                    "reject", new Step(true, post -> post.is("in-review"), (post, turn) -> post.state = post.atRest())),
            Map.entry("publish", new Step(true, WorkflowModel::canBeReleased, WorkflowModel::publish)),
            Map.entry("schedule", new Step(true, WorkflowModel::canBeReleased, WorkflowModel::schedule)),
            Map.entry("unschedule", new Step(true, post -> post.is("scheduled"), (post, turn) -> post.stop())),
            Map.entry("withdraw", new Step(true, WorkflowModel::canBeWithdrawn, WorkflowModel::withdraw)),
            Map.entry("reinstate", new Step(true, post -> post.is("withdrawn"), WorkflowModel::reinstate)),
            Map.entry(
                    "delete",
                    new Step(
                            false,
                            post -> post.is("draft", "in-review", "scheduled") && post.shown.isEmpty(),
                            (post, turn) -> post.isGone = true))));

    final String owner;
    int revision;
    String state = "draft";
    String text;
    boolean isGone;
    Instant updatedAt;

    /** The text that readers see, or saw before a withdrawal. */
    Optional<String> shown = Optional.empty();

    boolean isWithdrawn;
    Optional<Instant> publishedAt = Optional.empty();
    boolean isMailed;

    /** What is to be released, and when. */
    Optional<Scheduled> scheduled = Optional.empty();

    /** By revision: with four eyes nobody releases what they have written on since the text that was last released. */
    private final TreeMap<Integer, String> writers = new TreeMap<>();

    private final List<String> texts = new ArrayList<>(List.of(""));

    /** The date that was written with a text: readers see it once it is past, where they have seen none yet. */
    private final Map<String, Instant> dates = new HashMap<>();

    private int shownText;

    record Scheduled(Instant at, String text, int textRevision, boolean isMailed) {}

    WorkflowModel(Turn turn) {
        this.owner = turn.by();
        this.text = turn.text();
        accept(turn, (post, first) -> post.writers.put(1, first.by()));
    }

    /** Created and released in one step, which is one revision. */
    static WorkflowModel published(Turn turn) {
        var post = new WorkflowModel(turn);
        post.publish(turn);
        return post;
    }

    /** Created and scheduled in one step, for the date that was written with the text. */
    static WorkflowModel scheduled(Turn turn) {
        var post = new WorkflowModel(turn);
        post.dates.put(turn.text(), turn.at().plus(AHEAD));
        post.schedule(turn);
        return post;
    }

    boolean isDue(Instant now) {
        return scheduled.filter(due -> !due.at().isAfter(now)).isPresent();
    }

    /** The clock strikes. */
    void strike(Instant now) {
        Scheduled due = scheduled.orElseThrow();
        show(due.text(), due.textRevision(), due.at(), due.isMailed());
        revision++;
        texts.add(text);
        updatedAt = now;
    }

    /** What the API answers to a step; 0 if it is done. */
    int refusal(String name, Turn turn, long ifMatch, boolean fourEyes) {
        Step step = STEPS.get(name);
        if (step.editorsOnly() && !turn.isEditor()) {
            return 403;
        }
        boolean isOwn = turn.isEditor() || owner.equals(turn.by());
        if (isGone || !isOwn && (shown.isEmpty() || isWithdrawn)) {
            return 404;
        }
        if (!isOwn) {
            return 403;
        }
        if (ifMatch == 0) {
            return 428;
        }
        if (ifMatch != revision) {
            return 412;
        }
        if (name.equals("restore") && turn.revision() > revision) {
            return 422;
        }
        boolean releases = name.equals("publish") || name.equals("schedule");
        if (releases && fourEyes && writers.tailMap(shownText, false).containsValue(turn.by())) {
            return 403;
        }
        return step.allowed().test(this) ? 0 : 409;
    }

    void take(String name, Turn turn) {
        accept(turn, STEPS.get(name).effect());
    }

    List<String> allowed() {
        return STEPS.entrySet().stream()
                .filter(step -> step.getValue().allowed().test(this))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private void accept(Turn turn, BiConsumer<WorkflowModel, Turn> effect) {
        effect.accept(this, turn);
        revision++;
        texts.add(text);
        updatedAt = turn.at();
    }

    private boolean is(String... states) {
        return List.of(states).contains(state);
    }

    private boolean canBeSubmitted() {
        return is("draft") || is("published") && writers.lastKey() != shownText;
    }

    private boolean canBeReleased() {
        return is("draft", "in-review", "scheduled", "published");
    }

    private boolean canBeWithdrawn() {
        return is("published") || is("in-review", "scheduled") && shown.isPresent();
    }

    private String atRest() {
        return shown.isEmpty() ? "draft" : "published";
    }

    private void write(Turn turn) {
        write(turn, turn.text());
    }

    private void write(Turn turn, String wanted) {
        text = wanted;
        writers.put(revision + 1, turn.by());
    }

    private void publish(Turn turn) {
        show(text, writers.lastKey(), turn.at(), turn.mail().orElse(shown.isEmpty()));
    }

    private void show(String released, int textRevision, Instant date, boolean mail) {
        state = "published";
        shown = Optional.of(released);
        shownText = textRevision;
        publishedAt = publishedAt.or(() ->
                Optional.ofNullable(dates.get(released)).filter(date::isAfter).or(() -> Optional.of(date)));
        isMailed |= mail;
        scheduled = Optional.empty();
    }

    private void schedule(Turn turn) {
        state = "scheduled";
        scheduled = Optional.of(new Scheduled(
                turn.at().plus(AHEAD), text, writers.lastKey(), turn.mail().orElse(shown.isEmpty())));
    }

    private void stop() {
        state = atRest();
        scheduled = Optional.empty();
    }

    private void withdraw(Turn turn) {
        state = "withdrawn";
        isWithdrawn = true;
        scheduled = Optional.empty();
    }

    private void reinstate(Turn turn) {
        state = "published";
        isWithdrawn = false;
    }
}

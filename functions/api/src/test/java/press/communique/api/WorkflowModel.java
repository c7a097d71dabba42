package press.communique.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    static final Map<String, Step> STEPS = new TreeMap<>(Map.of(
            "save", new Step(false, ALWAYS, WorkflowModel::write),
            "restore", new Step(true, ALWAYS, (post, turn) -> post.write(turn, post.texts.get(turn.revision()))),
            "submit", new Step(false, WorkflowModel::canBeSubmitted, (post, turn) -> post.state = "in-review"),
            "reject", new Step(true, post -> post.is("in-review"), (post, turn) -> post.state = post.atRest()),
            "publish", new Step(true, post -> post.is("draft", "in-review", "published"), WorkflowModel::publish),
            "withdraw", new Step(true, WorkflowModel::canBeWithdrawn, WorkflowModel::withdraw),
            "reinstate", new Step(true, post -> post.is("withdrawn"), WorkflowModel::reinstate),
            "delete",
                    new Step(
                            false,
                            post -> post.is("draft", "in-review") && post.shown.isEmpty(),
                            (post, turn) -> post.isGone = true)));

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

    /** Who has written on what is not released yet: with four eyes somebody else must release it. */
    Set<String> writers = new HashSet<>();

    private final List<String> texts = new ArrayList<>(List.of(""));
    private boolean hasNewText = true;

    WorkflowModel(Turn turn) {
        this.owner = turn.by();
        this.text = turn.text();
        accept(turn, (post, first) -> post.writers.add(first.by()));
    }

    /** Created and released in one step, which is one revision. */
    static WorkflowModel published(Turn turn) {
        var post = new WorkflowModel(turn);
        post.publish(turn);
        return post;
    }

    /** What the API answers to a step; 0 if it is done. */
    int refusal(String name, Turn turn, long ifMatch, boolean fourEyes) {
        Step step = STEPS.get(name);
        if (step.editorsOnly() && !turn.isEditor()) {
            return 403;
        }
        boolean isOwn = turn.isEditor() || owner.equals(turn.by());
        if (isGone || !isOwn && shown.isEmpty()) {
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
        if (name.equals("publish") && fourEyes && writers.contains(turn.by())) {
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
        return is("draft") || is("published") && hasNewText;
    }

    private boolean canBeWithdrawn() {
        return is("published") || is("in-review") && shown.isPresent();
    }

    private String atRest() {
        return shown.isEmpty() ? "draft" : "published";
    }

    private void write(Turn turn) {
        write(turn, turn.text());
    }

    private void write(Turn turn, String wanted) {
        text = wanted;
        hasNewText = true;
        writers.add(turn.by());
    }

    private void publish(Turn turn) {
        boolean isFirst = shown.isEmpty();
        state = "published";
        shown = Optional.of(text);
        hasNewText = false;
        writers.clear();
        publishedAt = publishedAt.or(() -> Optional.of(turn.at()));
        isMailed |= turn.mail().orElse(isFirst);
    }

    private void withdraw(Turn turn) {
        state = "withdrawn";
        isWithdrawn = true;
    }

    private void reinstate(Turn turn) {
        state = "published";
        isWithdrawn = false;
    }
}

package press.communique.core.problem;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers problems while an input is checked, so that its sender hears of all of them at once.
 *
 * <pre>{@code
 * var problems = new Problems();
 * problems.add(Problem.at("type"), "unknown-type", "There is no type \"x\".");
 * problems.throwIfAny();
 * }</pre>
 *
 * <p>Not for use by several threads.
 */
public final class Problems {

    private final List<Problem> found = new ArrayList<>();

    public void add(String pointer, String code, String detail) {
        found.add(new Problem(pointer, code, detail));
    }

    /** What was found until now. */
    public List<Problem> found() {
        return List.copyOf(found);
    }

    /** @throws InvalidInput if there is at least one problem */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidInput(found);
        }
    }
}

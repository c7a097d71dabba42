package press.communique.core.problem;

import java.util.List;

/** Input that cannot be taken, with every problem it has; a mistake of the user's, never of ours. */
public final class InvalidInput extends RuntimeException {

    private final transient List<Problem> problems;

    public InvalidInput(List<Problem> problems) {
        super(problems.toString());
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}

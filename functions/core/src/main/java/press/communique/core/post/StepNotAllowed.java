package press.communique.core.post;

import java.util.List;

/** A step that the post's state does not allow, with those that it allows. */
public final class StepNotAllowed extends RuntimeException {

    private final transient List<String> allowed;

    public StepNotAllowed(String step, PostState state, List<String> allowed) {
        super("A post that is " + state.word() + " does not take the step \"" + step + "\"; it takes: "
                + String.join(", ", allowed) + ".");
        this.allowed = List.copyOf(allowed);
    }

    public List<String> allowed() {
        return allowed;
    }
}

package press.communique.core.post;

/** Where a post stands in its workflow. */
public enum PostState {
    DRAFT("draft"),
    IN_REVIEW("in-review"),
    SCHEDULED("scheduled"),
    PUBLISHED("published"),
    WITHDRAWN("withdrawn");

    private final String word;

    PostState(String word) {
        this.word = word;
    }

    /** As API and table write it: {@code in-review}. */
    public String word() {
        return word;
    }

    /** @throws IllegalArgumentException if no state has this word */
    public static PostState of(String word) {
        for (PostState state : values()) {
            if (state.word.equals(word)) {
                return state;
            }
        }
        throw new IllegalArgumentException("No state is called " + word);
    }
}

package press.communique.local;

/**
 * Something that the person who starts the stack can put right. Its message is one sentence that says what is wrong and
 * what to do; {@link Main} prints it alone, without a stack trace.
 */
public final class StackMistake extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StackMistake(String sentence) {
        super(sentence);
    }

    public StackMistake(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

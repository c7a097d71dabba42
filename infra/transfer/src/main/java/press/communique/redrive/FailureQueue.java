package press.communique.redrive;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A queue of what was given up.
 *
 * @param source the queue that its messages came from; none for records of a stream
 */
record FailureQueue(String name, String url, Optional<String> source) {

    /** As the stack's output {@code FailureQueues} has them: {@code name,url,source} and {@code name,url,}, with spaces between. */
    static List<FailureQueue> read(String text) {
        return Arrays.stream(text.strip().split("\\s+")).map(FailureQueue::one).toList();
    }

    private static FailureQueue one(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException("Not a queue as the output FailureQueues has it: " + text);
        }
        return new FailureQueue(parts[0], parts[1], Optional.of(parts[2]).filter(source -> !source.isEmpty()));
    }
}

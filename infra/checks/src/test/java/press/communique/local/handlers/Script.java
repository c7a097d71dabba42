package press.communique.local.handlers;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * What a handler was given and how it is to answer, by the handler's name. Handlers are made by the stack, so a test
 * reaches them only through what is static.
 */
public final class Script {

    private static final Map<String, Script> ALL = new ConcurrentHashMap<>();

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private volatile Function<List<String>, List<String>> answer = batch -> List.of();

    private Script() {}

    public static Script of(String name) {
        return ALL.computeIfAbsent(name, key -> new Script());
    }

    /** Each batch so far: sort keys of records, or bodies of messages. */
    public List<List<String>> batches() {
        return batches;
    }

    /** All elements of all batches, in order. */
    public List<String> elements() {
        return batches.stream().flatMap(List::stream).toList();
    }

    /** From now on a batch's failed elements are what this gives; it may throw. */
    public void answer(Function<List<String>, List<String>> failed) {
        answer = failed;
    }

    List<String> failed(List<String> batch) {
        batches.add(batch);
        return answer.apply(batch);
    }
}

package press.communique.site.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Does independent calls side by side, since each spends its time waiting for S3. */
public final class Workers {

    private final Executor executor;

    /** @param executor {@code Runnable::run} for one after the other */
    public Workers(Executor executor) {
        this.executor = executor;
    }

    /** With daemon threads of its own. */
    public static Workers of(int threads) {
        return new Workers(Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, "publish");
            thread.setDaemon(true);
            return thread;
        }));
    }

    interface Task<T> {
        T run();
    }

    /** All results, in the order of the tasks. Waits for every task, then throws the first failure if there is one. */
    <T> List<T> all(List<Task<T>> tasks) {
        if (tasks.size() == 1) {
            return List.of(tasks.get(0).run());
        }
        List<CompletableFuture<T>> running = tasks.stream()
                .map(task -> CompletableFuture.supplyAsync(task::run, executor))
                .toList();
        RuntimeException failure = null;
        var results = new ArrayList<T>();
        for (CompletableFuture<T> each : running) {
            try {
                results.add(each.join());
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof Error error) {
                    throw error;
                }
                failure = failure != null ? failure : (RuntimeException) failed.getCause();
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }
}

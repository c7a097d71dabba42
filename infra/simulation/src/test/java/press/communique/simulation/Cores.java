package press.communique.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** All cores of the machine, each at one piece of work at a time. */
final class Cores {

    static final int THERE = Runtime.getRuntime().availableProcessors();

    private Cores() {}

    /** What came of the pieces, in their order. */
    static <T> List<T> work(List<Callable<T>> pieces) {
        ExecutorService workers = Executors.newFixedThreadPool(THERE);
        try {
            var results = new ArrayList<T>();
            for (Future<T> done : workers.invokeAll(pieces)) {
                results.add(done.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            workers.shutdownNow();
        }
    }
}

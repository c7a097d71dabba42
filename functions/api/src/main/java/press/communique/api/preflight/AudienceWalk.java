package press.communique.api.preflight;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import press.communique.core.audience.Headcount;
import press.communique.core.audience.Partition;
import press.communique.core.audience.Reader;
import press.communique.core.post.Content;
import press.communique.store.audience.ReaderCounts;
import press.communique.store.audience.Readers;

/**
 * Goes through the audience and counts who would be sent a post, by the very rule by which mailings are made.
 *
 * <p>Readers lie in partitions by the hash of a random id, and in the order of that id. So when the time is over, those
 * seen are a fair sample, and the whole is estimated from how many readers there are.
 */
final class AudienceWalk {

    private static final int AT_ONCE = 8;
    private static final int PAGE = 1_000;
    private static final Duration TIME = Duration.ofSeconds(7);

    private final Readers readers;
    private final ReaderCounts counts;
    private final int page;
    private final Duration time;

    AudienceWalk(Readers readers, ReaderCounts counts) {
        this(readers, counts, PAGE, TIME);
    }

    AudienceWalk(Readers readers, ReaderCounts counts, int page, Duration time) {
        this.readers = readers;
        this.counts = counts;
        this.page = page;
        this.time = time;
    }

    private record Seen(Headcount wanting, long active, boolean all) {}

    Audience count(Content post, Instant now) {
        long end = System.nanoTime() + time.toNanos();
        long[] expected = counts.byPartition();
        var all = new Headcount(post, now);
        long active = 0;
        boolean exact = true;
        for (Seen seen : walk(post, now, expected, end)) {
            all.add(seen.wanting());
            active += seen.active();
            exact &= seen.all();
        }
        if (exact) {
            return new Audience(all, true);
        }
        long there = Arrays.stream(expected).sum();
        return new Audience(active == 0 ? all : all.times(Math.max(1, (double) there / active)), false);
    }

    private List<Seen> walk(Content post, Instant now, long[] expected, long end) {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var tasks = new ArrayList<Callable<Seen>>();
            for (int i = 0; i < Partition.COUNT; i++) {
                int partition = i;
                if (expected[partition] > 0) {
                    tasks.add(() -> partition(partition, post, now, end));
                }
            }
            var seen = new ArrayList<Seen>();
            for (Future<Seen> done : workers.invokeAll(tasks)) {
                seen.add(done.get());
            }
            return seen;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while counting readers", stopped);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Readers cannot be counted", failed.getCause());
        } finally {
            workers.shutdownNow();
        }
    }

    /** At least one page, so that there is something to go by. */
    private Seen partition(int partition, Content post, Instant now, long end) {
        var wanting = new Headcount(post, now);
        long active = 0;
        String after = "";
        while (true) {
            List<Reader> some = readers.page(partition, after, page);
            some.forEach(wanting::add);
            active += some.stream().filter(Reader::active).count();
            if (some.size() < page) {
                return new Seen(wanting, active, true);
            }
            after = some.get(some.size() - 1).id();
            if (System.nanoTime() > end) {
                return new Seen(wanting, active, false);
            }
        }
    }
}

package press.communique.api.link;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks for many links at once, within a time for all of them.
 *
 * <pre>{@code Map<URI, LinkVerdict> verdicts = new LinkChecks(LinkPolicy.STRICT).check(links);}</pre>
 *
 * <p>Safe for several threads.
 */
public final class LinkChecks {

    /** More are not asked for. */
    public static final int MOST = 60;

    private static final int AT_ONCE = 16;
    private static final Duration TIME = Duration.ofSeconds(9);

    private final LinkCheck check;

    public LinkChecks(LinkPolicy policy) {
        this(policy, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    LinkChecks(LinkPolicy policy, SSLSocketFactory tls) {
        this.check = new LinkCheck(policy, tls);
    }

    /** In the order of the links. */
    public Map<URI, LinkVerdict> check(Collection<URI> links) {
        List<URI> asked = links.stream().distinct().limit(MOST).toList();
        var verdicts = new LinkedHashMap<URI, LinkVerdict>();
        if (asked.isEmpty()) {
            return verdicts;
        }
        ExecutorService workers = Executors.newFixedThreadPool(Math.min(AT_ONCE, asked.size()), task -> {
            Thread thread = new Thread(task, "link-check");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var tasks = new ArrayList<Callable<LinkVerdict>>();
            asked.forEach(link -> tasks.add(() -> check.check(link)));
            List<Future<LinkVerdict>> done = workers.invokeAll(tasks, TIME.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < asked.size(); i++) {
                verdicts.put(asked.get(i), verdict(done.get(i)));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            workers.shutdownNow();
        }
        links.forEach(link -> verdicts.putIfAbsent(
                link,
                new LinkVerdict(
                        LinkVerdict.Kind.UNASKED, 0, "Only the first " + MOST + " links are checked; look yourself.")));
        return verdicts;
    }

    private static LinkVerdict verdict(Future<LinkVerdict> done) throws InterruptedException {
        try {
            return done.get();
        } catch (CancellationException late) {
            return new LinkVerdict(LinkVerdict.Kind.UNANSWERED, 0, "It does not answer in time.");
        } catch (ExecutionException ours) {
            throw new IllegalStateException(ours.getCause());
        }
    }
}

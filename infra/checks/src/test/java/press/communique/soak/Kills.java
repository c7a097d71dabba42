package press.communique.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import press.communique.bench.StackProcess;

/** The stack is killed at random moments while editors and readers go on; then everything acknowledged must be there. */
final class Kills {

    private static final int EDITORS = 3;
    private static final int BROUGHT = 20;
    private static final long LIFE_MILLIS = 8_000;
    private static final int DURING_START_PERCENT = 25;

    private final Path data;
    private final int port;
    private final long seed;
    private final Random random;
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    Kills(Path data, int port, long seed) {
        this.data = data;
        this.port = port;
        this.seed = seed;
        this.random = new Random(seed);
    }

    boolean run(int kills) throws Exception {
        var stack = new Running(port);
        var log = new SesLog(data);
        var readers = new Readers(stack, new Random(seed + 1), log);
        var stories = new ArrayList<Story>();
        StackProcess process = started(stack);
        readers.bring(BROUGHT);
        var threads = new ArrayList<Thread>();
        for (int i = 1; i <= EDITORS; i++) {
            var story = new Story(String.valueOf(i), stack, new Random(seed + 10 + i), readers.confirmed());
            stories.add(story);
            threads.add(begun("editor " + i, stack, story::goOn));
        }
        threads.add(begun("readers", stack, readers::goOn));
        int duringStart = 0;
        try {
            for (int kill = 1; kill <= kills && failures.isEmpty(); kill++) {
                long start = process.startTime().toMillis();
                // On a slow machine little would come of anything in eight seconds.
                Thread.sleep(within(Math.max(LIFE_MILLIS, start)));
                process.kill();
                while (random.nextInt(100) < DURING_START_PERCENT && kill < kills) {
                    StackProcess unfinished = StackProcess.launch(data, port);
                    Thread.sleep(within(start));
                    unfinished.kill();
                    duringStart++;
                    kill++;
                }
                process = started(stack);
                if (kill % 5 == 0 || kill == kills) {
                    System.out.printf(
                            "  %d kills, %d of them while starting; %d posts, %d readers, %d mails; last start %.1f s%n",
                            kill,
                            duringStart,
                            stories.stream()
                                    .mapToInt(story -> story.posts().size())
                                    .sum(),
                            readers.confirmed().size(),
                            log.mails().size(),
                            process.startTime().toMillis() / 1000.0);
                }
            }
            // Each comes to the end of what it is at.
            stopping = true;
            for (Thread thread : threads) {
                thread.join(Duration.ofMinutes(2).toMillis());
            }
            stack.end();
            var posts =
                    stories.stream().flatMap(story -> story.posts().stream()).toList();
            List<String> wrong =
                    new ArrayList<>(failures.isEmpty() ? new Books(stack, readers, log, posts).check() : List.of());
            failures.forEach(failure -> wrong.add(failure.toString()));
            wrong.forEach(line -> System.out.println("  WRONG: " + line));
            System.out.println(wrong.isEmpty() ? "  Nothing lost, nothing twice." : "  The stack's folder: " + data);
            return wrong.isEmpty();
        } finally {
            stack.end();
            process.close();
        }
    }

    private long within(long millis) {
        return (long) (random.nextDouble() * millis);
    }

    private volatile boolean stopping;

    private interface Step {
        void go() throws Exception;
    }

    private Thread begun(String name, Running stack, Step step) {
        var thread = new Thread(
                () -> {
                    try {
                        while (!stopping && failures.isEmpty()) {
                            step.go();
                        }
                    } catch (InterruptedException over) {
                        // The run is.
                    } catch (Exception | Error failed) {
                        failures.add(failed);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private StackProcess started(Running stack) throws IOException, InterruptedException {
        StackProcess process = StackProcess.launch(data, port);
        process.awaitReady();
        stack.serves(process.token("editor"), process.token("admin"));
        return process;
    }
}

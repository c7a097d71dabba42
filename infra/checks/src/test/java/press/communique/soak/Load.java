package press.communique.soak;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import press.communique.bench.Percentiles;
import press.communique.bench.StackProcess;

/** Posting, editing, reading and subscribing for some minutes, half of them with hostile clients beside. */
final class Load {

    private static final int READERS = 4;
    private static final long BETWEEN_READS = 100;
    private static final long BETWEEN_POSTS = 2_000;
    private static final int HOSTILE_CONNECTIONS = 10_000;

    /** Growth is looked for once what is loaded at first is there. */
    private static final int MINUTES_TO_JUDGE = 6;

    private static final double MOST_MEMORY_MORE = 1.10;
    private static final int MOST_THREADS_MORE = 12;
    private static final int MOST_DESCRIPTORS_MORE = 40;

    /** Of an honest client's call, whatever others do; the machine may be shared. */
    private static final double LONGEST_MILLIS = 10_000;

    private record Sample(long megabytes, int threads, long descriptors) {}

    private record Timed(String what, double millis) {}

    private final Path data;
    private final int port;
    private final long seed;
    private final ConcurrentLinkedQueue<Timed> times = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    Load(Path data, int port, long seed) {
        this.data = data;
        this.port = port;
        this.seed = seed;
    }

    boolean run(int minutes) throws Exception {
        try (StackProcess process = StackProcess.launch(data, port)) {
            process.awaitReady();
            var front = new Front(port);
            String token = process.token("editor");
            release(front, token, 0);
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < READERS; i++) {
                String page =
                        List.of("/", "/news/", "/feeds/news.rss", "/subscribe/").get(i % READERS);
                threads.add(begun(BETWEEN_READS, number -> timed("read", 200, () -> front.send("GET", page, null))));
            }
            threads.add(begun(BETWEEN_POSTS, number -> release(front, token, number)));
            threads.add(begun(BETWEEN_POSTS, number -> edit(front, token)));
            threads.add(begun(
                    BETWEEN_POSTS,
                    number -> timed(
                            "subscribe",
                            202,
                            () -> front.send(
                                    "POST",
                                    "/subscriptions",
                                    "{\"email\":\"load-" + number + "@example.org\",\"languages\":[\"en\"],"
                                            + "\"frequency\":\"immediate\"}",
                                    "Content-Type",
                                    "application/json"))));
            boolean sound = watched(process, minutes);
            over = true;
            for (Thread thread : threads) {
                thread.join();
            }
            errors.stream().limit(10).forEach(error -> System.out.println("  WRONG: " + error));
            System.out.println(
                    errors.isEmpty() && sound
                            ? "  No error, and hostile clients stopped nobody."
                            : "  " + errors.size() + " errors; the stack's folder: " + data);
            return errors.isEmpty() && sound;
        }
    }

    /** A line a half-minute while it is short, else a minute; hostile clients in the second half. */
    private boolean watched(StackProcess process, int minutes) throws Exception {
        int rounds = minutes == 1 ? 4 : minutes;
        long round = minutes * 60_000L / rounds;
        var samples = new ArrayList<Sample>();
        Hostile hostile = null;
        boolean sound = true;
        try {
            for (int i = 1; i <= rounds; i++) {
                if (i == rounds / 2 + 1) {
                    hostile = new Hostile(port);
                    hostile.attack(HOSTILE_CONNECTIONS);
                    System.out.println("  hostile clients: " + hostile.told());
                }
                for (long slept = 0; slept < round; slept += 1_000) {
                    Thread.sleep(1_000);
                    if (hostile != null) {
                        hostile.goOn();
                    }
                }
                Sample sample = sample(process);
                samples.add(sample);
                sound &= print(i * round / 1_000, sample, hostile != null);
            }
        } finally {
            if (hostile != null) {
                hostile.close();
            }
        }
        return sound & isSteady(samples, minutes);
    }

    private boolean print(long second, Sample sample, boolean withHostile) {
        var byKind = new TreeMap<String, List<Double>>();
        for (Timed timed = times.poll(); timed != null; timed = times.poll()) {
            byKind.computeIfAbsent(timed.what(), kind -> new ArrayList<>()).add(timed.millis());
        }
        System.out.printf(
                "  %4d s  %d MB, %d threads, %d descriptors%s%n",
                second,
                sample.megabytes(),
                sample.threads(),
                sample.descriptors(),
                withHostile ? ", hostile clients" : "");
        boolean sound = true;
        for (Map.Entry<String, List<Double>> kind : byKind.entrySet()) {
            Percentiles percentiles = Percentiles.of(kind.getValue());
            double slowest = percentiles.at(1);
            System.out.printf(
                    Locale.ROOT,
                    "          %-10s %6d  %s  max %.0f%n",
                    kind.getKey(),
                    kind.getValue().size(),
                    percentiles,
                    slowest);
            if (slowest > LONGEST_MILLIS) {
                errors.add(kind.getKey() + " took " + Math.round(slowest) + " ms");
                sound = false;
            }
        }
        return sound;
    }

    /** The last third before the hostile clients came against the first, what was loaded at the start left out. */
    private static boolean isSteady(List<Sample> samples, int minutes) {
        if (minutes < MINUTES_TO_JUDGE) {
            return true;
        }
        Sample first = samples.get(samples.size() / 6);
        Sample last = samples.get(samples.size() / 2 - 1);
        boolean steady = last.megabytes() <= first.megabytes() * MOST_MEMORY_MORE
                && last.threads() <= first.threads() + MOST_THREADS_MORE
                && last.descriptors() <= first.descriptors() + MOST_DESCRIPTORS_MORE;
        System.out.println("  " + (steady ? "steady: " : "WRONG: it grew: ") + first + " to " + last);
        return steady;
    }

    private static Sample sample(StackProcess process) throws IOException {
        Path proc = Path.of("/proc/" + process.pid());
        if (!Files.exists(proc)) {
            return new Sample(0, 0, 0);
        }
        int threads = Files.readAllLines(proc.resolve("status")).stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            return new Sample(process.megabytes(), threads, descriptors.count());
        }
    }

    private interface Call {
        HttpResponse<String> send() throws Exception;
    }

    private interface Step {
        void go(int number) throws Exception;
    }

    private Thread begun(long pause, Step step) {
        var thread = new Thread(
                () -> {
                    for (int number = 1; !over; number++) {
                        try {
                            step.go(number);
                            Thread.sleep(pause);
                        } catch (Exception failed) {
                            errors.add(failed.toString());
                        }
                    }
                },
                "load");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private volatile String newest = "";

    private void release(Front front, String token, int number) throws Exception {
        String body = """
                {"type": "press-release", "state": "published", "notify": %s,
                 "editions": {"en": {"title": "Under load %d", "summary": "A sentence.", "body": "%s"}}}
                """.formatted(number % 10 == 0, number, "The minister said a few words. ".repeat(40));
        HttpResponse<String> answer = timed("post", 201, () -> front.send("POST", "/api/posts", body, headers(token)));
        if (answer.statusCode() == 201) {
            newest = Front.json(answer).path("id").asText();
        }
    }

    private void edit(Front front, String token) throws Exception {
        String path = "/api/posts/" + newest;
        HttpResponse<String> post = timed("get", 200, () -> front.send("GET", path, null, headers(token)));
        String body = """
                {"type": "press-release", "editions": {"en": {"title": "Edited under load", "body": "A %d."}}}
                """.formatted(seed);
        timed(
                "edit",
                200,
                () -> front.send(
                        "PUT",
                        path,
                        body,
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json",
                        "If-Match",
                        post.headers().firstValue("ETag").orElse("")));
    }

    private HttpResponse<String> timed(String what, int expected, Call call) throws Exception {
        long begun = System.nanoTime();
        HttpResponse<String> answer = call.send();
        times.add(new Timed(what, (System.nanoTime() - begun) / 1e6));
        if (answer.statusCode() != expected) {
            errors.add(what + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    private static String[] headers(String token) {
        return new String[] {
            "Authorization",
            "Bearer " + token,
            "Content-Type",
            "application/json",
            "Idempotency-Key",
            UUID.randomUUID().toString()
        };
    }
}

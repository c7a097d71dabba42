package press.communique.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The local stack in a process of its own, started with the flags that {@code ./mvnw -Prun} gives it. */
public final class StackProcess implements AutoCloseable {

    /** The machine may be shared with much else. */
    private static final Duration LONGEST_START = Duration.ofMinutes(10);

    private final Process process;
    private final Path data;
    private final Path calls;
    private final long begun;
    private Duration startTime;
    private JsonNode ready;

    static StackProcess start(Path data) throws IOException, InterruptedException {
        StackProcess stack = launch(data, 0);
        stack.awaitReady();
        return stack;
    }

    /** Begins to start it; {@link #awaitReady} tells when it serves. */
    public static StackProcess launch(Path data, int port) throws IOException {
        Path calls = Files.createTempFile("calls", ".txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags());
        command.addAll(List.of(
                "-Dport=" + port,
                "-Dsample=false",
                "-Dcommunique.data=" + data,
                "-Dcommunique.bench.calls=" + calls,
                "-classpath",
                System.getProperty("java.class.path"),
                "press.communique.local.Main"));
        // A run that was killed has left its own.
        Files.deleteIfExists(data.resolve("ready.json"));
        long begun = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(Repository.root().toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolve("output.txt").toFile()))
                .redirectErrorStream(true)
                .start();
        return new StackProcess(process, data, calls, begun);
    }

    /** Waits until it serves. */
    public void awaitReady() throws IOException, InterruptedException {
        Path file = data.resolve("ready.json");
        while (!Files.exists(file)) {
            if (process.waitFor(10, TimeUnit.MILLISECONDS) || System.nanoTime() - begun > LONGEST_START.toNanos()) {
                process.destroy();
                throw new IOException("The stack did not start:\n" + Files.readString(data.resolve("output.txt")));
            }
        }
        startTime = Duration.ofNanos(System.nanoTime() - begun);
        ready = new ObjectMapper().readTree(file.toFile());
    }

    /** The virtual machine's flags as {@code infra/local/pom.xml} has them. */
    private static List<String> flags() throws IOException {
        String pom = Files.readString(Repository.root().resolve("infra/local/pom.xml"));
        return Pattern.compile("<argument>(-X[^<]+)</argument>")
                .matcher(pom)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private StackProcess(Process process, Path data, Path calls, long begun) {
        this.process = process;
        this.data = data;
        this.calls = calls;
        this.begun = begun;
    }

    /** The kernel ends it, between any two instructions. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public long pid() {
        return process.pid();
    }

    public String site() {
        return ready.path("site").asText().replaceAll("/$", "");
    }

    public String token(String role) {
        return ready.at("/tokens/" + role).asText();
    }

    public Duration startTime() {
        return startTime;
    }

    Path functionLog() {
        return data.resolve("log").resolve("functions.log");
    }

    Path calls() {
        return calls;
    }

    /** Resident memory in megabytes, as Linux tells it; 0 elsewhere. */
    public long megabytes() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}

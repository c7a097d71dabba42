package press.communique.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import press.communique.local.LocalStack;
import press.communique.local.Options;
import press.communique.local.template.Function;
import press.communique.local.template.StackTemplate;

/**
 * How long a function takes from its process's start to its first answer, without a snapshot: its real zip, unpacked, under
 * AWS's own runtime interface client, with Lambda's flags for 1 GB, on one core. The services are the local stack's engines.
 *
 * <p>The JDK is that of {@code JAVA25_HOME}, else the one that runs this. Wall time is what a caller waits on a quiet
 * machine; CPU time says what it would have been where others work beside. How long Python adds ten million numbers is
 * printed with them, since machines differ by more than what is measured.
 */
public final class ColdBench {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What Lambda starts Java with at 1,024 MB: 85, 10 and 5% for heap, classes and compiled code, the plainest collector,
     * the first compiler (https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html).
     */
    private static final List<String> FLAGS = List.of(
            "-XX:MaxHeapSize=891289k",
            "-XX:MaxMetaspaceSize=104857k",
            "-XX:ReservedCodeCacheSize=52428k",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:+TieredCompilation",
            "-XX:TieredStopAtLevel=1");

    /** What is in {@code /var/runtime/lib}. */
    private static final List<String> RUNTIME = List.of(
            "aws-lambda-java-runtime-interface-client",
            "aws-lambda-java-core",
            "aws-lambda-java-serialization",
            "utils-lite-",
            "crac-");

    private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final String SITE = "http://localhost:8080";

    private final LocalStack stack;
    private final StackTemplate template;
    private final Path java;
    private final Path work;

    private ColdBench(LocalStack stack, Path work) throws Exception {
        this.stack = stack;
        this.work = work;
        this.java = Path.of(home(), "bin", "java");
        this.template = StackTemplate.read(
                Repository.root().resolve("template.yaml"),
                Map.of("Stage", "local", "SiteUrl", SITE, "TokenIssuer", SITE, "TokenAudience", SITE));
    }

    /** Arguments: how often each (5). */
    public static void main(String[] arguments) throws Exception {
        int times = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Path work = Files.createTempDirectory("communique-cold");
        Options options = Options.at(work.resolve("data"))
                .template(Repository.root().resolve("template.yaml"))
                .sample(false);
        try (LocalStack stack = LocalStack.start(options.port(0))) {
            new ColdBench(stack, work).all(times);
        }
    }

    private void all(int times) throws Exception {
        System.out.printf(
                "Cold starts without a snapshot, %d each: %s, one core%s, flags of 1,024 MB%n",
                times, version(), hasTaskset() ? "" : " (no taskset here: all cores)");
        System.out.printf("  yardstick: Python adds ten million numbers in %s s%n", yardstick());
        System.out.printf("  %-28s %10s %10s %8s %8s%n", "first event", "median ms", "slowest ms", "CPU ms", "2nd ms");
        for (Function function : template.functions()) {
            for (Map.Entry<String, String> event : events(function).entrySet()) {
                measure(function, event.getKey(), event.getValue(), times);
            }
        }
    }

    private void measure(Function function, String what, String event, int times) throws Exception {
        Path root = unpacked(function);
        var wall = new ArrayList<Double>();
        var second = new ArrayList<Double>();
        var cpu = new ArrayList<Double>();
        for (int i = 0; i < times; i++) {
            try (var api = new RuntimeApi(List.of(event, event))) {
                long begun = System.nanoTime();
                Process process = start(function, root, api.address());
                try {
                    RuntimeApi.Answer answer = api.next();
                    cpu.add(process.info()
                                    .totalCpuDuration()
                                    .orElse(Duration.ZERO)
                                    .toNanos()
                            / 1e6);
                    succeeded(function, root, answer);
                    wall.add((answer.nanoTime() - begun) / 1e6);
                    RuntimeApi.Answer next = api.next();
                    succeeded(function, root, next);
                    second.add((next.nanoTime() - answer.nanoTime()) / 1e6);
                    if (i == 0 && Boolean.getBoolean("answers")) {
                        System.out.println(answer.body());
                    }
                } finally {
                    process.destroyForcibly().waitFor();
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "  %-28s %10.0f %10.0f %8.0f %8.0f%n",
                function.id().replace("Function", "") + " " + what,
                Percentiles.of(wall).at(0.5),
                Collections.max(wall),
                Percentiles.of(cpu).at(0.5),
                Percentiles.of(second).at(0.5));
    }

    private static void succeeded(Function function, Path root, RuntimeApi.Answer answer) throws IOException {
        if (answer.failed()) {
            throw new IOException(function.id() + ": " + answer.body() + "\n"
                    + Files.readString(root.resolve("../" + function.id() + ".txt")));
        }
    }

    /** In seconds; a question mark without Python. */
    private static String yardstick() throws InterruptedException {
        String loop = "import time; t = time.perf_counter(); x = 0\nfor i in range(10_000_000): x += i\n"
                + "print(round(time.perf_counter() - t, 2))";
        try {
            Process python = new ProcessBuilder("python3", "-c", loop).start();
            String seconds = new String(python.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return python.waitFor() == 0 ? seconds : "?";
        } catch (IOException absent) {
            return "? (no python3 here)";
        }
    }

    private Process start(Function function, Path root, String runtimeApi) throws IOException {
        var command = new ArrayList<String>();
        if (hasTaskset()) {
            command.addAll(List.of("taskset", "-c", "0"));
        }
        command.add(java.toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-classpath", runtime(), MAIN, function.handler()));
        var builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("../" + function.id() + ".txt").toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", System.getenv().getOrDefault("PATH", ""));
        environment.putAll(settings(function));
        environment.putAll(stack.endpoints().environment());
        environment.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.id());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024");
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "cold");
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "cold");
        environment.put("LAMBDA_TASK_ROOT", root.toString());
        return builder.start();
    }

    private Map<String, String> settings(Function function) {
        return template.environment(function.id(), stack::queueUrl, name -> "a secret of a newsroom that nobody reads");
    }

    private static String runtime() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar ->
                        RUNTIME.stream().anyMatch(Path.of(jar).getFileName().toString()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The zips lie unpacked on disk before Lambda starts a process. */
    private Path unpacked(Function function) throws IOException {
        Path zipFile = Repository.root().resolve(codeOf(function.id()));
        Path root = work.resolve(zipFile.getFileName().toString());
        if (Files.exists(root)) {
            return root;
        }
        try (var zip = new ZipFile(zipFile.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                Path file = root.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip.getInputStream(entry), file);
                }
            }
        }
        return root;
    }

    /** The line after the function's own that says so. */
    private static String codeOf(String function) throws IOException {
        boolean own = false;
        for (String line : Files.readAllLines(Repository.root().resolve("template.yaml"))) {
            own = own || line.equals("  " + function + ":");
            if (own && line.strip().startsWith("CodeUri:")) {
                return line.strip().substring("CodeUri:".length()).strip();
            }
        }
        throw new IOException("No CodeUri of " + function);
    }

    /** For the API what its callers send first; for most others an event in which there is nothing to do. */
    private Map<String, String> events(Function function) {
        var events = new LinkedHashMap<String, String>();
        if (function.id().equals("EditorApiFunction")) {
            events.put("GET /api/health", request("GET", "/api/health", null));
            events.put("GET /api/posts", request("GET", "/api/posts", null));
            events.put("POST /api/posts", request("POST", "/api/posts", """
                    {"type": "press-release", "editions": {"en": {"title": "Cold", "summary": "A start.", "body": "A **text**."}}}"""));
        } else if (function.id().equals("ReaderApiFunction")) {
            events.put("GET …/confirm", request("GET", "/subscriptions/confirm", null));
            events.put("POST /subscriptions", request("POST", "/subscriptions", """
                    {"email": "reader@example.org", "languages": ["en"], "frequency": "immediate"}"""));
        } else if (function.id().equals("PurgeFunction")) {
            events.put("a tag to forget", """
                    {"Records": [{"messageId": "cold", "body": "{\\"tags\\": [\\"cold\\"]}"}]}""");
        } else if (function.url()) {
            events.put("a missing page", request("GET", "/news/2014/04/nothing/", null));
        } else if (!function.streams().isEmpty() || !function.queues().isEmpty()) {
            events.put("no records", "{\"Records\":[]}");
        } else {
            events.put("schedule", "{\"source\":\"aws.events\",\"detail-type\":\"Scheduled Event\",\"detail\":{}}");
        }
        return events;
    }

    private static String request(String method, String path, String body) {
        ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("routeKey", method + " " + path);
        event.put("rawPath", path).put("rawQueryString", "").put("isBase64Encoded", false);
        event.putObject("headers").put("content-type", "application/json").put("host", "localhost");
        ObjectNode context =
                event.putObject("requestContext").put("requestId", "cold").put("stage", "$default");
        context.putObject("http")
                .put("method", method)
                .put("path", path)
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "127.0.0.1");
        context.putObject("authorizer")
                .putObject("jwt")
                .putObject("claims")
                .put("sub", "editor")
                .put("cognito:groups", "[editor]");
        if (body != null) {
            event.put("body", body);
        }
        return event.toString();
    }

    private static String home() {
        return System.getenv().getOrDefault("JAVA25_HOME", System.getProperty("java.home"));
    }

    private String version() throws IOException {
        Process process = new ProcessBuilder(java.toString(), "-version")
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes())
                .lines()
                .skip(1)
                .findFirst()
                .orElse("?");
    }

    private static boolean hasTaskset() {
        return Files.isExecutable(Path.of("/usr/bin/taskset"));
    }
}

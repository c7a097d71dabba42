package press.communique.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the stack from a terminal and says what is where. Settings are system properties: {@code port} (8080),
 * {@code sample} (true), {@code communique.data} ({@code .communique}), {@code communique.template}
 * ({@code template.yaml}), and {@code parameter.<name>} for the template's parameters.
 */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        long begun = System.nanoTime();
        Options options;
        LocalStack stack;
        try {
            options = options(begun);
            stack = LocalStack.start(options);
        } catch (StackMistake mistake) {
            System.err.println(mistake.getMessage());
            System.exit(1);
            return;
        }
        CountDownLatch closed = new CountDownLatch(1);
        java.lang.Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stack.close();
            closed.countDown();
        }));
        endWithMaven();
        System.out.println(WhatIsWhere.text(stack, begun));
        closed.await();
    }

    private static Options options(long begun) {
        Path root = Path.of("").toAbsolutePath();
        Options options = Options.at(Path.of(System.getProperty(
                        "communique.data", root.resolve(".communique").toString())))
                .template(Path.of(System.getProperty(
                        "communique.template", root.resolve("template.yaml").toString())))
                .port(port())
                .sample(!"false".equals(System.getProperty("sample")))
                .terminal(true)
                .progress(step ->
                        System.out.printf(Locale.ROOT, "%6d ms  %s%n", (System.nanoTime() - begun) / 1_000_000, step));
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith("parameter.")) {
                options = options.parameter(name.substring("parameter.".length()), System.getProperty(name));
            }
        }
        return options;
    }

    private static int port() {
        String port = System.getProperty("port", "8080");
        try {
            int number = Integer.parseInt(port);
            if (number >= 0 && number <= 65_535) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new StackMistake("-Dport=" + port + " is no port; give a number from 1 to 65535, or 0 for any free one.");
    }

    /** Started by Maven, the stack must not outlive it. */
    private static void endWithMaven() {
        if (System.getProperty("communique.build.started") != null) {
            ProcessHandle.current().parent().ifPresent(maven -> maven.onExit().thenRun(() -> System.exit(0)));
        }
    }

    /** Resident memory of this process in bytes; 0 where the system does not tell. */
    static long residentBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        } catch (IOException | RuntimeException e) {
            return 0;
        }
        return 0;
    }
}

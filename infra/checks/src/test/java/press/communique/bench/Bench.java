package press.communique.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import press.communique.local.engine.DynamoDbEngine;

/**
 * All the figures, or some of them, each in a virtual machine of its own: {@code ./mvnw -Pbench -Dbench=cost}.
 *
 * <p>Arguments: {@code all}, {@code releases}, {@code cost} or {@code rebuild}; then those of {@link ReleaseBench}.
 */
public final class Bench {

    /** As Lambda starts Java: the first compiler alone, and the plainest collector. */
    private static final List<String> AS_LAMBDA = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx320m");

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> rest = List.of(arguments).subList(1, arguments.length);
        boolean isAll = arguments[0].equals("all");
        if (isAll || arguments[0].equals("cost")) {
            cost();
        }
        if (isAll || arguments[0].equals("rebuild")) {
            var options = new ArrayList<>(List.of(corpus().toString(), System.getProperty("times", "15")));
            options.addAll(AS_LAMBDA);
            run(List.of("-Xmx2g", "-XX:+UseSerialGC"), "press.communique.site.publish.RebuildBench", options);
        }
        if (isAll || arguments[0].equals("releases")) {
            ReleaseBench.main(rest.toArray(String[]::new));
        }
        if (isAll || arguments[0].equals("api")) {
            ApiBench.main(new String[] {rest.get(0)});
        }
    }

    private static void cost() throws Exception {
        try (var engine = new DynamoDbEngine(Files.createTempDirectory("communique-cost"))) {
            run(
                    List.of("-Xmx4g", "-XX:+UseSerialGC", "-Dcommunique.dynamodb=" + engine.endpoint()),
                    "press.communique.site.publish.CostBench",
                    List.of(System.getProperty("engine", "1000")));
        }
    }

    private static Path corpus() {
        return Repository.root().resolve("../shared/data/blog-corpus.jsonl").normalize();
    }

    private static void run(List<String> flags, String main, List<String> arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IOException(main + " ended with " + code);
        }
    }
}

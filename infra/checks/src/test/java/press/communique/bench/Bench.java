package press.communique.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import press.communique.local.engine.DynamoDbEngine;
import press.communique.local.engine.S3Engine;
import press.communique.local.mail.Outbox;
import press.communique.local.mail.SesEndpoint;

/**
 * All the figures, or some of them, each in a virtual machine of its own: {@code ./mvnw -Pbench -Dbench=cost}.
 *
 * <p>Arguments: {@code all}, {@code releases}, {@code cost}, {@code rebuild}, {@code mail}, {@code rate} (the
 * quicker half of it), {@code cold} or {@code api}; then those of {@link ReleaseBench}.
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
        if (isAll || arguments[0].equals("mail")) {
            mail();
        }
        if (arguments[0].equals("rate")) {
            // The engines are warm when it counts, as they are after the mailings without a quota.
            mail(5_000, 1_000_000);
            rate();
        }
        if (isAll || arguments[0].equals("api")) {
            ApiBench.main(new String[] {rest.get(0)});
        }
        if (isAll || arguments[0].equals("cold")) {
            ColdBench.main(new String[] {System.getProperty("starts", "5")});
        }
        // Servers that were not closed have threads that would go on.
        System.exit(0);
    }

    private static void cost() throws Exception {
        try (var engine = new DynamoDbEngine(Files.createTempDirectory("communique-cost"))) {
            run(
                    List.of("-Xmx4g", "-XX:+UseSerialGC", "-Dcommunique.dynamodb=" + engine.endpoint()),
                    "press.communique.site.publish.CostBench",
                    List.of(System.getProperty("engine", "1000")));
        }
    }

    /** The audience twice with the quota lifted, to see that a reader costs the same; then as fast as a quota lets it, and how an urgent post overtakes. */
    private static void mail() throws Exception {
        System.out.println("\n== Mailing an audience ==");
        for (int readers : List.of(10_000, Integer.getInteger("readers", 100_000))) {
            mail(readers, 1_000_000);
        }
        rate();
    }

    private static void rate() throws Exception {
        mail(20_000, 200);
        mail(Integer.getInteger("queued", 100_000), 200, "urgent");
    }

    private static void mail(int readers, int quota, String... more) throws Exception {
        Path folder = Files.createTempDirectory("communique-mail");
        Path calls = Files.createFile(folder.resolve("calls.txt"));
        var outbox = new Outbox(folder.resolve("outbox"));
        // The bucket of the ledger of what was handed to SES.
        Files.createDirectories(folder.resolve("buckets/private"));
        try (var engine = new DynamoDbEngine(folder.resolve("tables"));
                var buckets = new S3Engine(folder.resolve("buckets"), List.of())) {
            // Not closed: it would wait for the connections that the workers keep.
            var ses = new SesEndpoint(outbox, note -> {});
            ses.faults().quota(quota, Long.MAX_VALUE);
            var flags = new ArrayList<>(AS_LAMBDA);
            flags.addAll(List.of(
                    "-Dcommunique.dynamodb=" + engine.endpoint(),
                    "-Dcommunique.s3=" + buckets.endpoint(),
                    "-Dcommunique.ses=" + ses.endpoint(),
                    "-Dcommunique.bench.calls=" + calls));
            var options = new ArrayList<>(List.of(String.valueOf(readers), calls.toString()));
            options.addAll(List.of(more));
            run(flags, "press.communique.mail.MailBench", options);
        }
        if (more.length > 0) {
            return;
        }
        long[] sent = outbox.newestFirst().stream()
                .mapToLong(entry -> entry.at().toEpochMilli())
                .sorted()
                .toArray();
        long addresses =
                outbox.newestFirst().stream().map(Outbox.Entry::to).distinct().count();
        double seconds = (sent[sent.length - 1] - sent[0]) / 1_000.0;
        System.out.printf(
                Locale.ROOT,
                "  %,d mails to %,d addresses in %.1f s by SES's own log; in any second at most %d; %.1f%% of a quota of %,d%n",
                sent.length,
                addresses,
                seconds,
                most(sent),
                100.0 * sent.length / (seconds * quota),
                quota);
    }

    /** In any second, from whatever moment on. */
    private static int most(long[] moments) {
        int most = 0;
        for (int from = 0, to = 0; to < moments.length; to++) {
            while (moments[to] - moments[from] >= 1_000) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
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

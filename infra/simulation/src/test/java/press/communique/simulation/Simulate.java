package press.communique.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import press.communique.local.template.StackTemplate;
import press.communique.simulation.cloud.Crew;
import press.communique.simulation.cloud.Deployment;
import press.communique.simulation.isolation.IsolatingLoader;

/**
 * Runs histories from a seed on and says what came of them: {@code ./mvnw -Psimulate}, with {@code -Dseeds=20000} for how
 * many, {@code -Dseed=4711} to replay one.
 */
public final class Simulate {

    /** More would only repeat the same. */
    private static final int MOST_SHORTENED = Integer.getInteger("shortened", 3);

    /** In so many branches are counted, which makes a history two thirds dearer; those after them would hardly reach others. */
    private static final int COUNTED = Integer.getInteger("counted", 500);

    /** After so many it says how far it is. */
    private static final int PROGRESS = Integer.getInteger("progress", 100);

    private Simulate() {}

    /** @param arguments the seed to replay or {@code fresh}; how many fresh ones; and how many to look for each mistake in */
    public static void main(String[] arguments) {
        boolean isFresh = arguments[0].equals("fresh");
        long first = isFresh ? System.currentTimeMillis() : Long.parseLong(arguments[0]);
        boolean isGood = run(first, isFresh || arguments.length < 3 ? Integer.parseInt(arguments[1]) : 1);
        if (isFresh && Integer.parseInt(arguments[2]) > 0) {
            isGood &= Mutations.look(first, Integer.parseInt(arguments[2]), List.of());
        }
        if (!isGood) {
            System.exit(1);
        }
    }

    private static boolean run(long first, int count) {
        StackTemplate stack = Deployment.template();
        var coverage = new Coverage();
        var reached = new TreeMap<String, Integer>();
        long begun = System.nanoTime();
        long calls = 0;
        long mails = 0;
        int bad = 0;
        IsolatingLoader counting = coverage.loader();
        var plain = new IsolatingLoader(Map.of());
        try (var countingCrew = new Crew(counting);
                var plainCrew = new Crew(plain)) {
            var counted = new Simulation(stack, counting, countingCrew);
            var rest = new Simulation(stack, plain, plainCrew);
            System.out.println("Seeds " + first + " to " + (first + count - 1));
            for (int i = 0; i < count; i++) {
                Simulation simulation = i < COUNTED ? counted : rest;
                Simulation.Outcome outcome = simulation.run(first + i);
                outcome.reached().forEach((kind, times) -> reached.merge(kind, times, Integer::sum));
                calls += outcome.calls();
                if (i % PROGRESS == PROGRESS - 1) {
                    System.out.printf(
                            "%d histories after %.0f s, %.0f s of CPU%n",
                            i + 1, (System.nanoTime() - begun) / 1e9, processorSeconds());
                }
                mails += outcome.mails();
                if (!outcome.isGood()) {
                    bad++;
                    System.out.println(bad > MOST_SHORTENED ? told(outcome) : told(simulation, outcome));
                }
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(
                "%d histories in %.1f s, %.1f a second; %d calls, %d mails; %d violations%n",
                count, seconds, count / seconds, calls, mails, bad);
        reached.forEach((kind, times) -> System.out.printf("%9d  %s%n", times, kind));
        System.out.print(coverage.told(stack));
        return bad == 0;
    }

    /** What this process has used so far; on a busy machine a better measure than the clock. */
    private static double processorSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    private static String told(Simulation.Outcome bad) {
        return "Seed " + bad.seed() + ": " + bad.violation() + "\n  ./mvnw -Psimulate -Dseed=" + bad.seed();
    }

    /** A failure with how to see it again, and the shortest history that was found to show it. */
    static String told(Simulation simulation, Simulation.Outcome bad) {
        var leftOut = new TreeSet<Integer>();
        for (int i = bad.actions().size() - 1; i >= 0; i--) {
            int number = bad.actions().get(i).number();
            var without = new TreeSet<>(leftOut);
            without.add(number);
            if (isSame(simulation.run(bad.seed(), without), bad)) {
                leftOut.add(number);
            }
        }
        Simulation.Outcome shortest = simulation.run(bad.seed(), Set.copyOf(leftOut));
        var told = new StringBuilder("Seed " + bad.seed() + ": " + bad.violation() + "\n  ./mvnw -Psimulate -Dseed="
                + bad.seed() + "\n  shortened from " + bad.actions().size() + " actions to "
                + shortest.actions().size() + ": " + shortest.violation() + "\n");
        shortest.actions().forEach(action -> told.append("    ").append(action).append('\n'));
        return told.toString();
    }

    private static boolean isSame(Simulation.Outcome one, Simulation.Outcome other) {
        return !one.isGood() && kind(one).equals(kind(other));
    }

    private static String kind(Simulation.Outcome outcome) {
        return outcome.violation()
                .replaceAll("At \\S+", "")
                .replaceAll("[0-9A-Z]{10,}|[0-9]+|\\{.*", "")
                .strip();
    }
}

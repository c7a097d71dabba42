package press.communique.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import press.communique.local.template.StackTemplate;
import press.communique.simulation.cloud.Deployment;
import press.communique.simulation.isolation.IsolatingLoader;

/**
 * Runs histories from a seed on, on all cores, and says what came of them: {@code ./mvnw -Psimulate}, with
 * {@code -Dseeds=20000} for how many, {@code -Dseed=4711} to replay one.
 */
public final class Simulate {

    /** Branches are counted in so many, which makes a history two thirds dearer. One in many hundreds reaches the rarest. */
    private static final int COUNTED = Integer.getInteger("counted", 2_000);

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
        var next = new AtomicInteger();
        var sum = new Sum();
        System.out.println("Seeds " + first + " to " + (first + count - 1));
        List<Callable<Void>> pieces = new ArrayList<>();
        for (int core = 0; core < Math.min(Cores.THERE, count); core++) {
            boolean isCounting = core == 0;
            pieces.add(() -> {
                if (isCounting) {
                    play(new Player(stack, coverage.loader()), first, count, next, COUNTED, sum);
                }
                play(new Player(stack, new IsolatingLoader(Map.of())), first, count, next, count, sum);
                return null;
            });
        }
        Cores.work(pieces);
        System.out.print(sum.told());
        System.out.print(coverage.told(stack));
        return sum.isGood();
    }

    /** Plays what nobody has begun yet, one after the other. */
    private static void play(Player player, long first, int count, AtomicInteger next, int most, Sum sum) {
        try (player) {
            for (int played = 0; played < most; played++) {
                int i = next.getAndIncrement();
                if (i >= count) {
                    return;
                }
                Simulation.Outcome outcome = player.play(first + i);
                if (sum.add(outcome)) {
                    System.out.println(told(player, outcome));
                }
            }
        }
    }

    /** A failure with how to see it again, and the shortest history that was found to show it. */
    static String told(Player player, Simulation.Outcome bad) {
        var leftOut = new TreeSet<Integer>();
        for (int i = bad.actions().size() - 1; i >= 0; i--) {
            int number = bad.actions().get(i).number();
            var without = new TreeSet<>(leftOut);
            without.add(number);
            if (isSame(player.play(bad.seed(), without), bad)) {
                leftOut.add(number);
            }
        }
        Simulation.Outcome shortest = player.play(bad.seed(), Set.copyOf(leftOut));
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

package press.communique.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import press.communique.local.template.StackTemplate;
import press.communique.simulation.cloud.Deployment;
import press.communique.simulation.isolation.IsolatingLoader;

/** Whether the simulation finds mistakes that are known to be there, and how soon. */
public final class Mutations {

    private Mutations() {}

    /** What was found of a mistake: within how many seeds, and by what. */
    record Found(OptionalInt seeds, String by) {}

    static Found find(Mutation mutation, StackTemplate stack, long first, int most) {
        try (var player = new Player(stack, new IsolatingLoader(mutation.classes()))) {
            for (int i = 0; i < most; i++) {
                Simulation.Outcome outcome = player.play(first + i);
                if (!outcome.isGood()) {
                    return new Found(OptionalInt.of(i + 1), outcome.violation());
                }
            }
        }
        return new Found(OptionalInt.empty(), "");
    }

    /** @param arguments the first seed, the most seeds, and parts of mutations' names for some of them */
    public static void main(String[] arguments) {
        List<String> some = List.of(arguments).subList(2, arguments.length);
        System.exit(look(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]), some) ? 0 : 1);
    }

    /** Plants them one by one, and says within how many seeds each was found; whether all were. */
    static boolean look(long first, int most, List<String> some) {
        StackTemplate stack = Deployment.template();
        List<Callable<Boolean>> pieces = new ArrayList<>();
        for (Mutation mutation : Mutation.ALL) {
            if (some.isEmpty() || some.stream().anyMatch(mutation.name()::contains)) {
                pieces.add(() -> isFound(mutation, find(mutation, stack, first, most), most));
            }
        }
        return !Cores.work(pieces).contains(false);
    }

    private static boolean isFound(Mutation mutation, Found found, int most) {
        boolean isFound = found.seeds().isPresent();
        System.out.printf(
                "%-52s %s%n",
                mutation.name(),
                isFound
                        ? "within " + found.seeds().getAsInt() + " seeds: " + found.by()
                        : "NOT within " + most + " seeds");
        return isFound;
    }
}

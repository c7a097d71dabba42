package press.communique.simulation;

import java.util.Set;
import press.communique.local.template.StackTemplate;
import press.communique.simulation.cloud.Crew;

/** Plays one history after the other, with functions of its own: several may play at the same time. */
final class Player implements AutoCloseable {

    private final Crew crew;
    private final Simulation simulation;

    /** @param loader of the functions, for this player only */
    Player(StackTemplate stack, ClassLoader loader) {
        this.crew = new Crew(loader);
        this.simulation = new Simulation(stack, loader, crew);
    }

    Simulation.Outcome play(long seed) {
        return simulation.run(seed);
    }

    /** @param leftOut actions, by their numbers, that are not done */
    Simulation.Outcome play(long seed, Set<Integer> leftOut) {
        return simulation.run(seed, leftOut);
    }

    @Override
    public void close() {
        crew.close();
    }
}

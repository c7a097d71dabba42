package press.communique.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import press.communique.simulation.Action.Kind;
import press.communique.simulation.cloud.Faults;
import press.communique.simulation.cloud.World;

/**
 * What the people of a history are like, and what their newsroom has. Each is drawn by dice of its own, so that a history
 * without a habit is what it was before there was one.
 *
 * @param isImpatient editors click twice on what creates a post
 * @param isRestless readers leave soon after a release
 * @param isFickle readers leave in the moments in which they are mailed
 * @param hasLetters editors ask for test mails, readers for links with which they are erased
 * @param hasChannel somebody added a channel of their own
 */
record Habits(boolean isImpatient, boolean isRestless, boolean isFickle, boolean hasLetters, boolean hasChannel) {

    static Habits of(long seed) {
        return new Habits(draws(seed, 6), draws(seed, 27), draws(seed, 86), draws(seed, 41), draws(seed, 43));
    }

    private static boolean draws(long seed, int habit) {
        return new Random(seed * 31 + habit).nextInt(3) == 0;
    }

    /** What is done in such a newsroom besides. */
    List<Action> with(List<Action> actions, long seed) {
        var dice = new Random(seed * 31 + 20);
        List<Action> all = actions;
        if (isRestless) {
            all = departures(all, dice);
        }
        return hasLetters ? letters(all, dice) : all;
    }

    /** In how many microseconds a reader leaves, of whom a worker has just written down that it is about to mail some. */
    OptionalLong leavesIn(Random dice) {
        return isFickle && dice.nextBoolean()
                ? OptionalLong.of(dice.nextInt(1_000) * World.MILLISECOND)
                : OptionalLong.empty();
    }

    /** Whoever leaves while a mailing begins meets it where it is claimed, more so if claims are slow. */
    Faults faults(Faults drawn, long seed) {
        return (isRestless || isFickle) && new Random(seed * 31 + 21).nextBoolean()
                ? drawn.aimedAt("dynamodb TransactWriteItems")
                : drawn;
    }

    private static List<Action> departures(List<Action> actions, Random dice) {
        var all = new ArrayList<Action>();
        for (Action action : actions) {
            all.add(action);
            boolean mails = action.kind() == Kind.CREATE_PUBLISHED || action.kind() == Kind.PUBLISH;
            if (mails && dice.nextBoolean()) {
                long soon = dice.nextInt(3_000) * 1_000L;
                all.add(new Action(actions.size() + all.size(), Kind.UNSUBSCRIBE, soon, dice.nextInt(3), 0));
            }
        }
        return all;
    }

    private static List<Action> letters(List<Action> actions, Random dice) {
        var all = new ArrayList<>(actions);
        int third = all.size() / 3;
        int at = third;
        int about = dice.nextInt(3);
        for (Kind kind : List.of(Kind.TEST_MAIL, Kind.ASK_TO_ERASE, Kind.ERASE)) {
            at = Math.min(all.size(), at + 1 + dice.nextInt(third));
            long gap = dice.nextInt(5_000) * 1_000L;
            all.add(at, new Action(1_000 + kind.ordinal(), kind, gap, about, 0));
        }
        return all;
    }
}

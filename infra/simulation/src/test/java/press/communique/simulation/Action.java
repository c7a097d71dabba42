package press.communique.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Something that somebody does in a history.
 *
 * @param number its place in the history; it stays when others are left out
 * @param kind what
 * @param gap how long after the one before, in microseconds
 * @param first what it is about: a post, a reader
 * @param second how
 */
record Action(int number, Kind kind, long gap, int first, int second) {

    enum Kind {
        CREATE,
        CREATE_PUBLISHED,
        CREATE_SCHEDULED,
        EDIT,
        PUBLISH,
        CORRECT,
        SCHEDULE,
        UNSCHEDULE,
        WITHDRAW,
        REINSTATE,
        SETTINGS,
        REBUILD,
        STOP_MAIL,
        START_MAIL,
        SUBSCRIBE,
        CONFIRM,
        CHANGE,
        UNSUBSCRIBE,
        FOLLOW_EVERY_LINK,
        BOUNCE,
        DEPLOY,
        REDRIVE,
        TEST_MAIL,
        ASK_TO_ERASE,
        ERASE
    }

    static final int POSTS = 5;
    static final int READERS = 6;

    /** Each as often as it is named. */
    private static final Kind[] OFTEN = {
        Kind.CREATE,
        Kind.CREATE_PUBLISHED,
        Kind.CREATE_PUBLISHED,
        Kind.CREATE_PUBLISHED,
        Kind.CREATE_SCHEDULED,
        Kind.EDIT,
        Kind.EDIT,
        Kind.EDIT,
        Kind.PUBLISH,
        Kind.PUBLISH,
        Kind.PUBLISH,
        Kind.PUBLISH,
        Kind.CORRECT,
        Kind.SCHEDULE,
        Kind.UNSCHEDULE,
        Kind.WITHDRAW,
        Kind.WITHDRAW,
        Kind.REINSTATE,
        Kind.SETTINGS,
        Kind.REBUILD,
        Kind.STOP_MAIL,
        Kind.START_MAIL,
        Kind.SUBSCRIBE,
        Kind.SUBSCRIBE,
        Kind.SUBSCRIBE,
        Kind.CONFIRM,
        Kind.CONFIRM,
        Kind.CONFIRM,
        Kind.CONFIRM,
        Kind.CHANGE,
        Kind.UNSUBSCRIBE,
        Kind.UNSUBSCRIBE,
        Kind.FOLLOW_EVERY_LINK,
        Kind.BOUNCE,
        Kind.DEPLOY,
        Kind.REDRIVE
    };

    static List<Action> history(Random dice) {
        var actions = new ArrayList<Action>();
        int readers = dice.nextInt(4);
        for (int reader = 0; reader < readers; reader++) {
            actions.add(new Action(actions.size(), Kind.SUBSCRIBE, 1_000_000, reader, dice.nextInt(1_000)));
        }
        for (int reader = 0; reader < readers; reader++) {
            actions.add(new Action(actions.size(), Kind.CONFIRM, 3_000_000, reader, dice.nextInt(1_000)));
        }
        int count = 10 + dice.nextInt(24);
        for (int i = 0; i < count; i++) {
            Kind kind = OFTEN[dice.nextInt(OFTEN.length)];
            if (kind == Kind.SETTINGS || kind == Kind.REBUILD) {
                // Both render everything: dear.
                kind = dice.nextInt(3) == 0 ? kind : Kind.EDIT;
            }
            boolean isOfReaders = kind.ordinal() >= Kind.SUBSCRIBE.ordinal();
            actions.add(new Action(
                    actions.size(), kind, gap(dice), dice.nextInt(isOfReaders ? READERS : POSTS), dice.nextInt(1_000)));
        }
        return actions;
    }

    /** Mostly at once or soon, now and then much later. */
    private static long gap(Random dice) {
        return switch (dice.nextInt(12)) {
            case 0, 1, 2, 3 -> dice.nextInt(300) * 1_000L;
            case 4, 5, 6, 7 -> dice.nextInt(4_000) * 1_000L;
            case 8, 9, 10 -> dice.nextInt(60) * 1_000_000L;
            default -> dice.nextInt(8) == 0 ? dice.nextInt(180) * 60_000_000L : dice.nextInt(300) * 1_000_000L;
        };
    }
}

package press.communique.simulation.cloud;

import java.util.List;
import java.util.Random;

/**
 * How often what goes wrong in a history, drawn from its seed: some histories are calm, some have one kind of trouble, some
 * everything at once.
 *
 * @param crash chance of a call at which the process ends
 * @param refused chance of a call that the service does not carry out
 * @param lost chance of a write that is carried out while its reply is lost
 * @param slow chance of a call that takes seconds, or minutes
 * @param duplicate chance of a delivery that comes twice
 * @param missing chance of a stream record that is never delivered
 * @param late chance of a delivery, an event or an index that is late by minutes or hours
 * @param conflict chance of a transaction that collides with another
 * @param entry chance of a mail in a call that is refused while the others are not
 * @param skewed chance of a process whose clock is off
 * @param aim what the calls begin with that are slow, and at which everything goes wrong far more often; empty for none
 */
public record Faults(
        double crash,
        double refused,
        double lost,
        double slow,
        double duplicate,
        double missing,
        double late,
        double conflict,
        double entry,
        double skewed,
        String aim) {

    /**
     * Of ten histories five are aimed: what is hard to reach needs an end at one certain call to SES, or somebody who comes
     * between what was read and what is written.
     */
    private static final List<String> AIMS =
            List.of("ses", "ses", "sqs", "s3 PutObject", "dynamodb TransactWriteItems", "", "", "", "", "");

    /** A rate of 0.004 is one call in sixteen then. */
    private static final int AIMED = 15;

    /** How one call goes. */
    enum Kind {
        NONE,
        CRASH_BEFORE,
        CRASH_AFTER,
        REFUSED,
        REPLY_LOST
    }

    public static Faults none() {
        return new Faults(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "");
    }

    public static Faults drawn(Random dice) {
        if (dice.nextInt(6) == 0) {
            return none();
        }
        double most = dice.nextInt(4) == 0 ? 0.01 : 0.004;
        return new Faults(
                rate(dice, most),
                rate(dice, most),
                rate(dice, 2 * most),
                rate(dice, 4 * most),
                rate(dice, 0.15),
                rate(dice, 0.1),
                rate(dice, 0.1),
                rate(dice, 0.02),
                rate(dice, 0.1),
                rate(dice, 0.3),
                "");
    }

    /** By dice of its own, so that a history that is not aimed is what it was before there were aims. */
    public Faults aimed(Random dice) {
        return aimedAt(AIMS.get(dice.nextInt(AIMS.size())));
    }

    /** @param what what the calls begin with that go wrong more often */
    public Faults aimedAt(String what) {
        return new Faults(crash, refused, lost, slow, duplicate, missing, late, conflict, entry, skewed, what);
    }

    private static double rate(Random dice, double most) {
        return dice.nextInt(2) == 0 ? 0 : dice.nextDouble() * most;
    }

    /** @param what the call, its service first */
    Kind draw(Random dice, String what, boolean isWrite) {
        double drawn = dice.nextDouble();
        if (isAimedAt(what)) {
            drawn /= AIMED;
        }
        if (drawn < crash) {
            return isWrite && drawn < crash / 2 ? Kind.CRASH_AFTER : Kind.CRASH_BEFORE;
        }
        drawn -= crash;
        if (drawn < refused) {
            return Kind.REFUSED;
        }
        drawn -= refused;
        return isWrite && drawn < lost ? Kind.REPLY_LOST : Kind.NONE;
    }

    private boolean isAimedAt(String what) {
        return !aim.isEmpty() && what.startsWith(aim);
    }

    /** How long a call takes, in microseconds. */
    long latency(Random dice, String what) {
        if (isAimedAt(what) && dice.nextInt(3) == 0) {
            return dice.nextInt(2_000) * World.MILLISECOND;
        }
        if (slow > 0 && dice.nextDouble() < slow) {
            return dice.nextInt(8) == 0 ? dice.nextInt(40) * World.SECOND : dice.nextInt(4_000) * World.MILLISECOND;
        }
        // Most calls follow each other at once; only at some another function comes between, which is enough.
        return dice.nextInt(6) == 0 ? 5_000 + dice.nextInt(40_000) : 1_000;
    }

    /** How long a signal takes to wake somebody, in microseconds. */
    public long delay(Random dice) {
        if (late > 0 && dice.nextDouble() < late) {
            return dice.nextInt(10) == 0 ? dice.nextInt(3 * 60) * World.MINUTE : dice.nextInt(20 * 60) * World.SECOND;
        }
        return 20_000 + dice.nextInt(300_000);
    }

    /** How far behind an index, or a read that need not be consistent, is; in microseconds. */
    long lag(Random dice) {
        if (late > 0 && dice.nextDouble() < late) {
            return dice.nextInt(30_000) * World.MILLISECOND;
        }
        return dice.nextInt(50_000);
    }

    public boolean happens(Random dice, double rate) {
        return rate > 0 && dice.nextDouble() < rate;
    }
}

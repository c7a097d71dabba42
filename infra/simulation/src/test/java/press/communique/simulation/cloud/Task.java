package press.communique.simulation.cloud;

import java.util.concurrent.locks.LockSupport;

/** An invocation of a function: runs while it has the baton, and is never run again once it was killed. */
public final class Task {

    private final World world;
    private final String name;
    private final Runnable work;
    private Thread thread;
    private volatile boolean hasBaton;
    private boolean isOver;
    private String killedBy;
    private long deadline = Long.MAX_VALUE;
    private long skew;
    private long lastTransaction = Long.MIN_VALUE;
    private int writes;

    Task(World world, String name, Runnable work) {
        this.world = world;
        this.name = name;
        this.work = work;
    }

    public String name() {
        return name;
    }

    boolean hasThread() {
        return thread != null;
    }

    void thread(Thread on) {
        thread = on;
    }

    /** @param free is done at its end, while it still has the baton */
    void run(Runnable free) {
        try {
            work.run();
        } catch (Crash ended) {
            // Nobody hears of it.
        } catch (Throwable mistake) {
            world.fail(mistake);
        }
        isOver = true;
        free.run();
    }

    void over() {
        world.over(this);
    }

    void enter() {
        world.enter();
    }

    /** Wakes the thread, which then runs alone. */
    void take() {
        hasBaton = true;
        LockSupport.unpark(thread);
    }

    void await() {
        while (!hasBaton) {
            LockSupport.park(this);
        }
        hasBaton = false;
    }

    boolean isOver() {
        return isOver;
    }

    /** Whatever it does next ends it. */
    public void kill(String why) {
        if (killedBy == null) {
            killedBy = why;
        }
    }

    public boolean isKilled() {
        return killedBy != null;
    }

    public String killedBy() {
        return killedBy;
    }

    void goOn() {
        if (killedBy != null) {
            throw new Crash();
        }
    }

    public long deadline() {
        return deadline;
    }

    void deadline(long micros) {
        deadline = micros;
    }

    long skew() {
        return skew;
    }

    /** How far its clock is off. */
    public void skew(long micros) {
        skew = micros;
    }

    void wrote(boolean isWrite, String what) {
        if (isWrite) {
            writes++;
            if (what.equals("dynamodb TransactWriteItems")) {
                lastTransaction = world.now();
            }
        }
    }

    /** How many calls it made that change something. */
    public int writes() {
        return writes;
    }

    /** When its last transaction took effect. */
    public long lastTransaction() {
        return lastTransaction;
    }
}

package press.communique.simulation.cloud;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Virtual time, and who does what next in it. Whoever runs has the baton; at each call to a service a task waits for as long
 * as the seed says, and meanwhile the baton goes to whoever's moment comes first. So two functions interleave at every
 * call, and the same seed gives the same history to the last step.
 *
 * <pre>{@code
 * var world = new World(seed, crew, Faults.none());
 * world.after(1_000, () -> world.start("publish", 60, () -> handler.handleRequest(event, context)));
 * world.runUntil(world.now() + World.MINUTE);
 * }</pre>
 *
 * <p>Times are in microseconds since 1970.
 */
public final class World {

    public static final long MILLISECOND = 1_000;
    public static final long SECOND = 1_000_000;
    public static final long MINUTE = 60 * SECOND;
    public static final long HOUR = 60 * MINUTE;

    /** A hundred times as many as a history makes. */
    private static final long MOST_CALLS = 200_000;

    /** With this one the histories that are played for what they once found are what they were. */
    private static final long MORE = 103;

    /** When every history begins: a Tuesday morning. */
    public static final Instant BEGIN = Instant.parse("2026-11-24T07:00:00Z");

    private static final ThreadLocal<World> CURRENT = new ThreadLocal<>();

    private record Event(long at, long number, Runnable action, Task task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Random chance;
    private final Random ids;
    private final Random more;
    private final Crew crew;
    private final Task driver = new Task(this, "driver", null);
    private final List<Task> tasks = new ArrayList<>();
    private final Map<String, Integer> reached = new TreeMap<>();
    private final Map<Class<?>, Object> parts = new HashMap<>();
    private Faults faults;
    private Task running = driver;
    private long now = BEGIN.getEpochSecond() * SECOND;
    private Throwable broken;
    private boolean isDriversTurn;
    private boolean isDriverBelow;
    private long counted;
    private long calls;
    private long digest = 17;
    private Consequence trace = (task, what) -> {};

    /** Hears of each call, in the order in which they take effect. */
    public interface Consequence {
        void of(Task task, String what);
    }

    public World(long seed, Crew crew, Faults faults) {
        this.chance = new Random(seed ^ 0x5DEECE66DL);
        this.ids = new Random(seed * 31 + 7);
        this.more = new Random(seed * 31 + MORE);
        this.crew = crew;
        this.faults = faults;
        CURRENT.set(this);
        driver.thread(Thread.currentThread());
    }

    public static World current() {
        return CURRENT.get();
    }

    void enter() {
        CURRENT.set(this);
    }

    /** What functions draw from: ids, tokens. */
    public Random chance() {
        return ids;
    }

    /** What the world draws from: delays, faults. */
    public Random dice() {
        return chance;
    }

    /** For faults that came later, so that what {@link #dice} give stays what it was. */
    Random moreDice() {
        return more;
    }

    public long now() {
        return now;
    }

    /** What the function that runs takes for the time. */
    public Instant instant() {
        long micros = now + running.skew();
        return Instant.ofEpochSecond(Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1_000);
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1_000);
    }

    /** Whether the driver has the baton, to whom nothing goes wrong. */
    boolean isDrivers() {
        return running == driver;
    }

    public Task running() {
        return running;
    }

    public long calls() {
        return calls;
    }

    /** Differs if anything differed in the order or kind of the calls. */
    public long digest() {
        return digest;
    }

    public Faults faults() {
        return faults;
    }

    /** From now on this goes wrong. */
    public void faults(Faults drawn) {
        faults = drawn;
    }

    /** From now on everything works. */
    public void heal() {
        faults = Faults.none();
    }

    public void trace(Consequence each) {
        trace = each;
    }

    /** Counts which kinds of trouble happened. */
    public void reached(String kind) {
        reached.merge(kind, 1, Integer::sum);
    }

    public Map<String, Integer> reached() {
        return reached;
    }

    /** Keeps a part of the world where the clients find it. */
    public <T> void put(Class<T> type, T part) {
        parts.put(type, part);
    }

    public <T> T part(Class<T> type) {
        return type.cast(parts.get(type));
    }

    /** Something that the simulation does not know, or that no service would take: a mistake, wherever it is caught. */
    public void fail(Throwable mistake) {
        if (broken == null) {
            broken = mistake;
        }
    }

    public Throwable broken() {
        return broken;
    }

    // ---------------------------------------------------------------- Time

    /** Does something short, which makes no call, later. */
    public void after(long micros, Runnable action) {
        events.add(new Event(now + Math.max(0, micros), counted++, action, null));
    }

    /** Begins what makes calls. */
    public Task start(String name, long timeoutSeconds, Runnable work) {
        var task = new Task(this, name, work);
        task.deadline(now + timeoutSeconds * SECOND);
        tasks.add(task);
        resume(task, 0);
        return task;
    }

    /** For the driver: lets everything happen up to this moment. */
    public void runUntil(long moment) {
        if (running != driver) {
            throw new IllegalStateException("Only the driver lets time pass");
        }
        resume(driver, Math.max(0, moment - now));
        dispatch(driver);
    }

    /** For the driver: ends whatever still runs. */
    public void endTasks() {
        for (Task task : List.copyOf(tasks)) {
            task.kill("the end of the history");
            resume(task, 0);
        }
        runUntil(now + 1);
    }

    /** Waits, for whoever runs; ends it if its time is over. */
    public void pause(long micros) {
        Task task = running;
        task.goOn();
        if (task != driver && now + micros > task.deadline()) {
            pass(task.deadline() - now);
            reached("a function's time ran out");
            task.kill("its time is over");
        } else {
            pass(micros);
        }
        task.goOn();
    }

    private void pass(long micros) {
        long until = now + Math.max(0, micros);
        Event next = events.peek();
        if (next == null || next.at > until) {
            now = until;
            return;
        }
        resume(running, micros);
        dispatch(running);
    }

    private void resume(Task task, long micros) {
        events.add(new Event(now + Math.max(0, micros), counted++, null, task));
    }

    /**
     * Hands the baton on, and comes back with it; at once if there is nobody to come back to. Whoever begins while nobody else
     * waits in the middle of something runs on the driver's own thread, since to change threads is dear on a busy machine.
     */
    private void dispatch(Task self) {
        while (!(self == driver && isDriversTurn)) {
            Event event = events.poll();
            now = Math.max(now, event.at);
            if (event.task == null) {
                Task before = running;
                running = driver;
                event.action.run();
                running = before;
            } else if (event.task == driver) {
                isDriversTurn = true;
                if (self != driver && !isDriverBelow) {
                    running = driver;
                    driver.take();
                    if (self != null) {
                        self.await();
                    }
                    return;
                }
            } else if (event.task == self) {
                running = self;
                return;
            } else if (event.task.isOver()) {
                continue;
            } else if (self == driver && !event.task.hasThread()) {
                running = event.task;
                isDriverBelow = true;
                event.task.thread(Thread.currentThread());
                event.task.run(() -> {});
                tasks.remove(event.task);
                isDriverBelow = false;
                running = driver;
            } else {
                running = event.task;
                crew.handTo(event.task);
                if (self == null) {
                    return;
                }
                self.await();
                if (self != driver) {
                    return;
                }
            }
        }
        isDriversTurn = false;
        running = driver;
    }

    /** The task is done; its thread passes the baton on. */
    void over(Task task) {
        tasks.remove(task);
        dispatch(null);
    }

    // ---------------------------------------------------------------- Calls

    /**
     * A call to a service: takes its time, and may go wrong in every way there is.
     *
     * @param what such as {@code dynamodb PutItem}
     * @param isRepeated whether the client tries again by itself when there was no answer
     * @param trouble what the service answers when it cannot
     * @param unanswered what the client throws when no answer comes
     */
    public <T> T call(
            String what,
            boolean isWrite,
            boolean isRepeated,
            Supplier<T> effect,
            Supplier<? extends RuntimeException> trouble,
            Supplier<? extends RuntimeException> unanswered) {
        calls++;
        Task task = running;
        if (task == driver) {
            return effect.get();
        }
        if (calls > MOST_CALLS) {
            fail(new IllegalStateException(
                    task.name() + " made call " + calls + ", " + what + ": something goes on without an end"));
            task.kill("there is no end of it");
            throw new Crash();
        }
        return callFrom(task, what, isWrite, isRepeated, () -> known(effect), trouble, unanswered);
    }

    private <T> T known(Supplier<T> effect) {
        try {
            return effect.get();
        } catch (UnsupportedOperationException | IllegalArgumentException | NullPointerException mistake) {
            fail(mistake);
            throw mistake;
        } catch (DynamoDbException refused) {
            if (refused.getClass() == DynamoDbException.class && refused.statusCode() == 400) {
                fail(refused);
            }
            throw refused;
        }
    }

    private <T> T callFrom(
            Task task,
            String what,
            boolean isWrite,
            boolean isRepeated,
            Supplier<T> effect,
            Supplier<? extends RuntimeException> trouble,
            Supplier<? extends RuntimeException> unanswered) {
        pause(faults.latency(chance, what));
        digest = digest * 31 + what.hashCode() + (now & 0xFFFF);
        switch (faults.draw(chance, what, isWrite)) {
            case CRASH_BEFORE -> {
                reached("a crash before a call");
                task.kill("it crashed before " + what);
                throw new Crash();
            }
            case CRASH_AFTER -> {
                reached("a crash after a call");
                trace.of(task, what);
                quietly(effect);
                task.kill("it crashed after " + what);
                throw new Crash();
            }
            case REFUSED -> {
                reached("a call was refused");
                throw trouble.get();
            }
            case REPLY_LOST -> {
                trace.of(task, what);
                task.wrote(isWrite, what);
                quietly(effect);
                if (isRepeated && chance.nextInt(4) > 0) {
                    reached("a reply was lost and the client tried again");
                    pause(5 * SECOND);
                    return effect.get();
                }
                reached("a reply was lost");
                pause((isRepeated ? 15 : 10) * SECOND);
                throw unanswered.get();
            }
            default -> {
                trace.of(task, what);
                task.wrote(isWrite, what);
                return effect.get();
            }
        }
    }

    private static void quietly(Supplier<?> effect) {
        try {
            effect.get();
        } catch (RuntimeException nobodyHears) {
            // The caller gets no answer, whatever it would have been.
        }
    }
}

package press.communique.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import press.communique.local.template.StackTemplate;
import press.communique.simulation.cloud.Crew;
import press.communique.simulation.cloud.Deployment;
import press.communique.simulation.cloud.Faults;
import press.communique.simulation.cloud.World;

/**
 * One history of a newsroom, by its seed, from the first settings to the last check.
 *
 * <pre>{@code Outcome outcome = new Simulation(stack, loader, crew).run(4711);}</pre>
 */
final class Simulation {

    private static final int SETTLING = 40;

    private final StackTemplate stack;
    private final ClassLoader loader;
    private final Crew crew;

    Simulation(StackTemplate stack, ClassLoader loader, Crew crew) {
        this.stack = stack;
        this.loader = loader;
        this.crew = crew;
    }

    /**
     * What came of a history.
     *
     * @param violation what did not hold; null if everything did
     * @param actions what was done
     * @param reached which kinds of trouble it met, and how often
     * @param digest the same for the same history
     */
    record Outcome(
            long seed,
            String violation,
            List<Action> actions,
            Map<String, Integer> reached,
            long calls,
            long digest,
            int mails,
            int releases) {

        boolean isGood() {
            return violation == null;
        }
    }

    Outcome run(long seed) {
        return run(seed, Set.of());
    }

    /** @param leftOut actions, by their numbers, that are not done */
    Outcome run(long seed, Set<Integer> leftOut) {
        Thread.currentThread().setContextClassLoader(loader);
        var dice = new Random(seed);
        Habits habits = Habits.of(seed);
        Faults faults = habits.faults(Faults.drawn(dice).aimed(new Random(~seed)), seed);
        List<Action> actions = new ArrayList<>(habits.with(Action.history(dice), seed));
        actions.removeIf(action -> leftOut.contains(action.number()));
        var world = new World(seed, crew, Faults.none());
        var run = new Run(world, new Deployment(world, stack, loader, habits.hasChannel()), dice, habits);
        String violation = null;
        try {
            run.begin();
            world.faults(faults);
            actions.forEach(run::act);
            run.end();
        } catch (Violation found) {
            violation = found.getMessage();
        }
        try {
            world.endTasks();
        } catch (RuntimeException ended) {
            // The history is over.
        }
        if (world.broken() != null) {
            violation = violation == null ? "broken: " + world.broken() : violation;
            world.broken().printStackTrace();
        }
        return new Outcome(
                seed,
                violation,
                actions,
                world.reached(),
                world.calls(),
                world.digest(),
                run.stack.mails().accepted().size(),
                run.books.posts.values().stream()
                        .distinct()
                        .mapToInt(post -> post.releases.size())
                        .sum());
    }

    /** The history as it goes. */
    private static final class Run {

        /** Where a worker says whom it is about to mail. */
        private static final String LEDGER = "handed/";

        private static final int READERS_FROM_THE_START = 3;

        private final World world;
        private final Deployment stack;
        private final Books books = new Books();
        private final Apis apis;
        private final Editors editors;
        private final Readers readers;
        private final MailWatch mails;
        private final boolean withRebuild;
        private final boolean hasChannel;
        private long nextTick;
        private String violated;

        Run(World world, Deployment stack, Random dice, Habits habits) {
            this.hasChannel = habits.hasChannel();
            this.withRebuild = dice.nextInt(3) == 0;
            // A slow account: batches of few readers.
            if (dice.nextInt(2) == 0) {
                stack.mails().rate(2);
            }
            this.world = world;
            this.stack = stack;
            this.apis = new Apis(world, stack, this::violate);
            this.editors = new Editors(world, apis, books, dice.nextInt(3) == 0, habits.isImpatient());
            this.readers = new Readers(world, apis, books, stack.mails());
            this.mails = new MailWatch(books, this::violate);
            var site = new SiteWatch(world, books, stack.buckets(), stack.siteBucket(), this::violate);
            stack.buckets().watch((bucket, key, file) -> {
                site.written(bucket, key, file);
                if (key.startsWith(LEDGER)) {
                    somebodyLeaves(habits);
                }
            });
            stack.mails().watch(mails);
        }

        private void somebodyLeaves(Habits habits) {
            habits.leavesIn(world.dice()).ifPresent(soon -> {
                int reader = world.dice().nextInt(READERS_FROM_THE_START);
                world.after(soon, () -> readers.unsubscribe(new Action(0, Action.Kind.UNSUBSCRIBE, 0, reader, 0)));
            });
        }

        private void violate(String what) {
            if (violated == null) {
                violated = "At " + World.instant(world.now()) + ": " + what;
            }
        }

        private void check() {
            if (violated != null) {
                throw new Violation(violated);
            }
            if (world.broken() != null) {
                throw new Violation("broken: " + world.broken());
            }
        }

        void begin() {
            nextTick = world.now() + 20 * World.SECOND;
            Apis.Answer saved = apis.now("PUT", "/api/site", editors.site(0), "If-Match", "\"0\"");
            if (!saved.isGranted()) {
                throw new IllegalStateException("The settings were refused: " + saved);
            }
        }

        /** Lets time pass, with the schedules' ticks; of a long time not all of them. */
        void pass(long micros) {
            long target = world.now() + micros;
            if (micros > 10 * World.MINUTE && nextTick + 4 * World.MINUTE < target) {
                tickUntil(nextTick + World.MINUTE);
                nextTick = target - 2 * World.MINUTE;
            }
            tickUntil(target);
        }

        private void tickUntil(long target) {
            while (nextTick <= target) {
                world.runUntil(Math.max(world.now(), nextTick));
                check();
                stack.tick();
                nextTick += World.MINUTE;
            }
            world.runUntil(Math.max(world.now(), target));
            check();
        }

        void act(Action action) {
            pass(action.gap());
            switch (action.kind()) {
                case CREATE -> editors.create(action, "draft");
                case CREATE_PUBLISHED -> editors.create(action, "published");
                case CREATE_SCHEDULED -> editors.create(action, "scheduled");
                case EDIT -> editors.edit(action);
                case PUBLISH -> editors.publish(action, false);
                case CORRECT -> editors.publish(action, true);
                case SCHEDULE -> editors.schedule(action);
                case UNSCHEDULE -> editors.unschedule(action);
                case WITHDRAW -> editors.withdraw(action);
                case REINSTATE -> editors.reinstate(action);
                case SETTINGS -> editors.settings(action);
                case REBUILD -> editors.post("/api/rebuild");
                case STOP_MAIL -> editors.post("/api/mailings/stop");
                case START_MAIL -> editors.post("/api/mailings/start");
                case SUBSCRIBE -> readers.subscribe(action);
                case CONFIRM -> readers.confirm(action);
                case CHANGE -> readers.change(action);
                case UNSUBSCRIBE -> readers.unsubscribe(action);
                case FOLLOW_EVERY_LINK -> readers.followEveryLink(action);
                case BOUNCE -> readers.bounce(action);
                case DEPLOY -> stack.deploy();
                case TEST_MAIL -> editors.testMail(action);
                case ASK_TO_ERASE -> readers.askToErase(action);
                case ERASE -> readers.erase(action);
                case REDRIVE -> stack.queues().redrive(1 + action.second() % 2);
            }
        }

        /** Trouble ends; what was left is put right, by the services themselves and by an operator; then all is looked at. */
        void end() {
            pass(5 * World.SECOND);
            world.heal();
            // What was scheduled last comes by the clock, and not because of what is done here.
            pass(Editors.LONGEST_SCHEDULE + 30 * World.SECOND);
            apis.now("POST", "/api/mailings/start", Apis.JSON.createObjectNode());
            settle("after the history");
            var ending = new Ending(world, apis, books, stack, mails, violation -> violate(violation));
            ending.site();
            check();
            ending.mails();
            check();
            if (hasChannel) {
                // What the stream did not tell in its time the sweep does.
                nextTick = world.now();
                pass(4 * World.MINUTE);
                ending.channel();
                check();
            }
            Ending.Picture before = ending.picture();
            String dead = stack.queues().told();
            if (stack.queues().redrive(2) > 0) {
                world.reached("dead letters were redriven twice at the end");
                settle("after the dead letters were redriven");
                ending.same(before, "a redrive of the dead letters " + dead);
                check();
            }
            if (!withRebuild) {
                return;
            }
            apis.now("POST", "/api/rebuild", Apis.JSON.createObjectNode());
            settle("after the rebuild");
            ending.same(before, "a rebuild");
            check();
        }

        /** Until nothing is waited for; if that never comes, something is lost. */
        private void settle(String when) {
            long[] pauses = {1, 1, 1, 2, 5, 10, 20};
            String open = "";
            int quiet = 0;
            for (int i = 0; i < SETTLING; i++) {
                stack.tick();
                nextTick = world.now() + 12 * World.HOUR;
                pass(pauses[Math.min(i, pauses.length - 1)] * World.MINUTE);
                open = stack.waiting() > 0
                        ? stack.waiting() + " messages and records are waiting: "
                                + stack.queues().told()
                        : openReceipts() + openRebuild();
                quiet = open.isEmpty() ? quiet + 1 : 0;
                if (quiet == 2) {
                    return;
                }
            }
            throw new Violation("Never done, " + when + ": " + open);
        }

        private String openReceipts() {
            var items = apis.now("GET", "/api/receipts?open=true", null).json().path("items");
            return items.isEmpty() ? "" : items.toString();
        }

        private String openRebuild() {
            String state =
                    apis.now("GET", "/api/rebuild", null).json().path("state").asText("");
            return state.equals("done") || state.equals("none") ? "" : "a rebuild is " + state;
        }
    }
}

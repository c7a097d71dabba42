package press.communique.simulation.cloud;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.Consumer;
import press.communique.local.lambda.LocalContext;
import press.communique.local.template.Function;

/** A function that is deployed: each run has a process of its own, or one that a run before it left. */
final class Lambda {
    private record Instance(Object handler, int version, long skew) {}

    private final World world;
    private final ClassLoader loader;
    private final Function spec;
    private final Map<String, String> environment;
    private final Deque<Instance> idle = new ArrayDeque<>();
    private int version = 1;

    Lambda(World world, ClassLoader loader, Function spec, Map<String, String> environment) {
        this.world = world;
        this.loader = loader;
        this.spec = spec;
        this.environment = environment;
    }

    Function spec() {
        return spec;
    }

    /** New code: whoever runs ends what it does, and the next one starts afresh. */
    void deploy() {
        version++;
        idle.clear();
    }

    private Instance instance() {
        Instance warm = idle.poll();
        if (warm != null && warm.version == version) {
            return warm;
        }
        long skew = world.faults().happens(world.dice(), world.faults().skewed())
                ? (world.dice().nextInt(4_000) - 2_000) * World.MILLISECOND
                : 0;
        if (skew != 0) {
            world.reached("a clock that is off");
        }
        try {
            Object handler = loader.loadClass(spec.handler().split("::")[0])
                    .getConstructor(Map.class)
                    .newInstance(environment);
            return new Instance(handler, version, skew);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(spec.id() + " does not start", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(spec.id() + " does not start", e);
        }
    }

    /** @param then gets the reply, or null if the function failed, ended or took too long */
    @SuppressWarnings("unchecked")
    <I, O> Task invoke(I event, Consumer<O> then) {
        var reply = new Object[1];
        var failure = new Throwable[1];
        var started = new Task[1];
        started[0] = world.start(spec.id(), spec.timeoutSeconds(), () -> {
            try {
                Instance instance = instance();
                started[0].skew(instance.skew);
                reply[0] = ((RequestHandler<I, O>) instance.handler).handleRequest(event, context(started[0]));
                if (!started[0].isKilled()) {
                    idle.add(instance);
                }
            } catch (RuntimeException failed) {
                failure[0] = failed;
            } finally {
                started[0].skew(0);
                if (failure[0] instanceof UnsupportedOperationException
                        || failure[0] instanceof IllegalArgumentException) {
                    world.fail(failure[0]);
                }
                world.after(0, () -> then.accept(started[0].isKilled() || failure[0] != null ? null : (O) reply[0]));
            }
        });
        return started[0];
    }

    private LocalContext context(Task run) {
        return new LocalContext(spec, "r", () -> (run.deadline() - world.now()) / 1_000, message -> {});
    }
}

package press.communique.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import press.communique.local.template.Function;

/**
 * A function that can be invoked. As in Lambda, one instance of its handler works on one event at a time; more are made
 * as more events come at once, and one that ran out of time is thrown away. Safe for many threads.
 */
public final class LambdaFunction {

    /** More at once wait, so that a burst does not make an instance for each request. */
    private static final int MAXIMUM_CONCURRENCY = 16;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Threads that a handler starts have it too. */
    private static final InheritableThreadLocal<String> RUNNING = new InheritableThreadLocal<>();

    private final Function function;
    private final HandlerClass handlerClass;
    private final LambdaJson json;
    private final ExecutorService threads;
    private final FunctionLog log;
    private final Deque<RequestHandler<Object, Object>> idle = new ConcurrentLinkedDeque<>();
    private final Semaphore capacity = new Semaphore(MAXIMUM_CONCURRENCY);

    /**
     * Loads the handler and makes its first instance.
     *
     * @throws press.communique.local.StackMistake if there is no such class, or it cannot be constructed
     */
    public LambdaFunction(
            Function function, Map<String, String> environment, ExecutorService threads, FunctionLog log) {
        this.function = function;
        this.threads = threads;
        this.log = log;
        this.handlerClass = new HandlerClass(function, Map.copyOf(environment));
        this.json = new LambdaJson(handlerClass.takes(), handlerClass.returns());
        idle.push(construct());
    }

    /** The logical id of the function that this thread works for, if it works for one. */
    public static Optional<String> running() {
        return Optional.ofNullable(RUNNING.get());
    }

    private RequestHandler<Object, Object> construct() {
        RUNNING.set(function.id());
        try {
            return handlerClass.construct();
        } finally {
            RUNNING.remove();
        }
    }

    public String name() {
        return function.id();
    }

    /** Invokes it with an event as JSON and waits for the reply, at most as long as the function's {@code Timeout}. */
    public Invocation invoke(byte[] event) throws InterruptedException {
        String requestId = UUID.randomUUID().toString();
        capacity.acquire();
        long begun = System.nanoTime();
        Future<JsonNode> running = threads.submit(() -> call(event, requestId));
        String error = null;
        JsonNode reply = null;
        try {
            reply = running.get(function.timeoutSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            error = String.format(Locale.ROOT, "Task timed out after %d.00 seconds", function.timeoutSeconds());
        } catch (ExecutionException e) {
            error = e.getCause().getClass().getName() + ": " + e.getCause().getMessage();
            log.trace(e.getCause());
        } catch (InterruptedException e) {
            running.cancel(true);
            throw e;
        } finally {
            capacity.release();
        }
        log.invoked(function.id(), requestId, System.nanoTime() - begun, error);
        return new Invocation(requestId, reply, error);
    }

    private LocalContext context(String requestId) {
        long deadline = System.nanoTime() + function.timeoutSeconds() * 1_000_000_000L;
        return new LocalContext(
                function,
                requestId,
                () -> (deadline - System.nanoTime()) / 1_000_000,
                message -> log.said(function.id(), requestId, message));
    }

    private JsonNode call(byte[] event, String requestId) throws IOException {
        RequestHandler<Object, Object> handler = idle.poll();
        if (handler == null) {
            handler = construct();
        }
        Thread thread = Thread.currentThread();
        String name = thread.getName();
        thread.setName(function.id());
        RUNNING.set(function.id());
        try {
            Object reply = handler.handleRequest(json.read(event), context(requestId));
            JsonNode result = reply == null ? JSON.nullNode() : JSON.readTree(json.write(reply));
            if (!thread.isInterrupted()) {
                idle.push(handler);
            }
            return result;
        } catch (RuntimeException | Error e) {
            // Lambda keeps the instance after an exception.
            if (!(e instanceof Error) && !thread.isInterrupted()) {
                idle.push(handler);
            }
            throw e;
        } finally {
            thread.setName(name);
            RUNNING.remove();
        }
    }
}

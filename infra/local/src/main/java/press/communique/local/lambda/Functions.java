package press.communique.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import press.communique.local.StackMistake;
import press.communique.local.engine.Clients;
import press.communique.local.template.Function;
import press.communique.local.template.QueueSource;
import press.communique.local.template.Schedule;
import press.communique.local.template.StreamSource;

/**
 * All functions of the stack and what wakes them. {@link #load} makes the functions, {@link #startSources} begins to
 * read streams and queues; between the two the stack can say what is wrong with the template.
 */
public final class Functions implements AutoCloseable {

    /** How the event sources behave on this machine. */
    public record Settings(Path positions, String region, Duration firstRetryPause, long idlePollMillis) {}

    private final Settings settings;
    private final FunctionLog log;
    private final Map<String, LambdaFunction> functions = new LinkedHashMap<>();
    private final List<Function> declared = new ArrayList<>();
    private final List<EventSource> sources = new ArrayList<>();
    private final ExecutorService threads;
    private final Schedules schedules;

    public Functions(Settings settings, FunctionLog log) {
        this.settings = settings;
        this.log = log;
        this.schedules = new Schedules(settings.region());
        AtomicInteger count = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "lambda " + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Makes a function; it can be invoked from now on. */
    public void load(Function function, Map<String, String> environment) {
        LambdaFunction loaded = new LambdaFunction(function, environment, threads, log);
        synchronized (functions) {
            functions.put(function.id(), loaded);
            declared.add(function);
        }
    }

    /** The function with this logical id. */
    public LambdaFunction function(String id) {
        synchronized (functions) {
            LambdaFunction function = functions.get(id);
            if (function == null) {
                throw new StackMistake("The template has no function " + id + "; it has " + functions.keySet() + ".");
            }
            return function;
        }
    }

    /** Begins to read streams and queues and to keep the schedules. */
    public void startSources(Clients clients, Map<String, String> queueUrls, WriteSignal writes) {
        for (Function function : declared) {
            LambdaFunction loaded = function(function.id());
            for (StreamSource source : function.streams()) {
                sources.add(reader(function, loaded, source, clients, queueUrls, writes));
            }
            for (QueueSource source : function.queues()) {
                String url = url(queueUrls, source.queue(), function);
                sources.add(new QueueReader(source, loaded, clients.sqs(), url, settings.region(), threads, log));
            }
            for (Schedule schedule : function.schedules()) {
                schedules.add(schedule, loaded);
            }
        }
    }

    private StreamReader reader(
            Function function,
            LambdaFunction loaded,
            StreamSource source,
            Clients clients,
            Map<String, String> queueUrls,
            WriteSignal writes) {
        String arn = clients.dynamoDb()
                .describeTable(request -> request.tableName(source.table()))
                .table()
                .latestStreamArn();
        if (arn == null) {
            throw new StackMistake(function.id() + " reads the stream of " + source.table()
                    + ", which has none; give the table a StreamSpecification.");
        }
        String failures = source.onFailure() == null ? null : url(queueUrls, source.onFailure(), function);
        return new StreamReader(
                function.id(),
                source,
                clients.streams(),
                arn,
                settings.region(),
                new StreamPosition(settings.positions().resolve(function.id() + "-" + source.name() + ".json"), arn),
                new StreamBatches(
                        source,
                        loaded,
                        new StreamFailures(clients.sqs(), failures, function.id(), arn),
                        settings.firstRetryPause()),
                writes,
                settings.idlePollMillis(),
                log);
    }

    private static String url(Map<String, String> queueUrls, String queue, Function function) {
        String url = queueUrls.get(queue);
        if (url == null) {
            throw new StackMistake(function.id() + " names the queue " + queue
                    + ", which the template does not declare; declare it, or correct the name.");
        }
        return url;
    }

    /** Runs a function's schedule now instead of at its next turn. */
    public Invocation runSchedule(String id) throws InterruptedException {
        Function function = declared.stream()
                .filter(candidate ->
                        candidate.id().equals(id) && !candidate.schedules().isEmpty())
                .findFirst()
                .orElseThrow(() -> new StackMistake("The template has no schedule for " + id + "."));
        return function(id).invoke(schedules.event(function.schedules().get(0), id));
    }

    /** Takes no more events, lets what runs come to its end for a second, then ends it as Lambda would. */
    @Override
    public void close() {
        schedules.close();
        sources.forEach(EventSource::stop);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sources.forEach(EventSource::end);
    }
}

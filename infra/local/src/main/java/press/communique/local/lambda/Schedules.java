package press.communique.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import press.communique.local.template.Schedule;

/** Invokes functions at the template's rates. */
public final class Schedules implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The rules have been there all along, so the first turn comes soon after a start. */
    private static final Duration FIRST = Duration.ofSeconds(10);

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, work -> {
        Thread thread = new Thread(work, "schedules");
        thread.setDaemon(true);
        return thread;
    });
    private final String region;

    public Schedules(String region) {
        this.region = region;
    }

    void add(Schedule schedule, LambdaFunction function) {
        timer.scheduleAtFixedRate(
                () -> {
                    try {
                        function.invoke(event(schedule, function.name()));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                Math.min(FIRST.toMillis(), schedule.every().toMillis()),
                schedule.every().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** The event of EventBridge, or the input that the template gives instead. */
    byte[] event(Schedule schedule, String function) {
        if (schedule.input() != null) {
            return schedule.input().getBytes(StandardCharsets.UTF_8);
        }
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "0");
        event.put("id", UUID.randomUUID().toString());
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.events");
        event.put("account", "000000000000");
        event.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", region);
        event.putArray("resources")
                .add("arn:aws:events:" + region + ":000000000000:rule/" + function + "-" + schedule.name());
        event.putObject("detail");
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

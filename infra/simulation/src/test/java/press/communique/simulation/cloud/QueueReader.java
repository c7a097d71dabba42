package press.communique.simulation.cloud;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import press.communique.local.template.QueueSource;

/** Wakes a function with what comes into a queue. */
final class QueueReader {
    private final World world;
    private final Queues queues;
    private final Lambda lambda;
    private final QueueSource source;
    private int running;

    QueueReader(World world, Queues queues, Lambda lambda, QueueSource source) {
        this.world = world;
        this.queues = queues;
        this.lambda = lambda;
        this.source = source;
        queues.reader(
                source.queue(), delay -> world.after(delay + world.faults().delay(world.dice()), this::poll));
    }

    private void poll() {
        if (source.maximumConcurrency() > 0 && running >= source.maximumConcurrency()) {
            world.after(World.SECOND, this::poll);
            return;
        }
        int most = world.dice().nextInt(3) == 0 ? 1 + world.dice().nextInt(source.batchSize()) : source.batchSize();
        List<Queues.Message> batch = queues.receive(source.queue(), most);
        if (batch.isEmpty()) {
            return;
        }
        running++;
        var event = new SQSEvent();
        event.setRecords(batch.stream().map(QueueReader::record).toList());
        lambda.<SQSEvent, SQSBatchResponse>invoke(event, reply -> {
            running--;
            Set<String> failed = new HashSet<>();
            if (reply != null && reply.getBatchItemFailures() != null) {
                reply.getBatchItemFailures().forEach(failure -> failed.add(failure.getItemIdentifier()));
            }
            for (Queues.Message message : batch) {
                if (reply == null || failed.contains(message.id())) {
                    queues.giveBack(source.queue(), message);
                } else {
                    queues.delete(source.queue(), message);
                }
            }
            world.after(world.faults().delay(world.dice()), this::poll);
        });
    }

    private static SQSEvent.SQSMessage record(Queues.Message message) {
        var record = new SQSEvent.SQSMessage();
        record.setMessageId(message.id());
        record.setBody(message.body());
        record.setAttributes(Map.of("ApproximateReceiveCount", String.valueOf(message.receives())));
        record.setMessageAttributes(Map.of());
        return record;
    }
}

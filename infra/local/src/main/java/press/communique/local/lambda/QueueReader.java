package press.communique.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import press.communique.local.template.QueueSource;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Reads a queue for one function: receives a batch, invokes, and deletes what succeeded. What failed becomes visible
 * again after the queue's visibility timeout and, received too often, goes to the dead letters; the queue sees to both.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Error handling</a>
 */
public final class QueueReader implements EventSource {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONG_POLL_SECONDS = 20;

    private final QueueSource source;
    private final LambdaFunction function;
    private final SqsClient sqs;
    private final String queueUrl;
    private final String region;
    private final ExecutorService threads;
    private final FunctionLog log;
    private final EventFilter filter;
    private final Semaphore concurrency;
    private final Thread receiver;
    private volatile boolean stopped;

    QueueReader(
            QueueSource source,
            LambdaFunction function,
            SqsClient sqs,
            String queueUrl,
            String region,
            ExecutorService threads,
            FunctionLog log) {
        this.source = source;
        this.function = function;
        this.sqs = sqs;
        this.queueUrl = queueUrl;
        this.region = region;
        this.threads = threads;
        this.log = log;
        this.filter = new EventFilter(source.filters());
        this.concurrency = new Semaphore(Math.max(1, source.maximumConcurrency()));
        this.receiver = new Thread(this::receive, function.name() + " queue");
        receiver.setDaemon(true);
        receiver.start();
    }

    private void receive() {
        while (!stopped) {
            try {
                concurrency.acquire();
                List<Message> batch = List.of();
                try {
                    batch = batch();
                } finally {
                    if (batch.isEmpty()) {
                        concurrency.release();
                    }
                }
                if (!batch.isEmpty()) {
                    List<Message> messages = batch;
                    threads.execute(() -> work(messages));
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (stopped) {
                    return;
                }
                log.note("The queue " + source.queue() + " cannot be read just now: " + e.getMessage());
                try {
                    Thread.sleep(500);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }

    private List<Message> batch() {
        List<Message> batch = new ArrayList<>(receive(source.batchSize(), LONG_POLL_SECONDS));
        long end = System.nanoTime() + source.windowSeconds() * 1_000_000_000L;
        while (!batch.isEmpty() && batch.size() < source.batchSize() && System.nanoTime() < end && !stopped) {
            batch.addAll(receive(source.batchSize() - batch.size(), 1));
        }
        return batch;
    }

    private List<Message> receive(int most, int waitSeconds) {
        return sqs.receiveMessage(request -> request.queueUrl(queueUrl)
                        .maxNumberOfMessages(Math.min(10, most))
                        .waitTimeSeconds(waitSeconds)
                        .messageSystemAttributeNamesWithStrings("All")
                        .messageAttributeNames("All"))
                .messages();
    }

    private void work(List<Message> batch) {
        try {
            List<Message> wanted = new ArrayList<>();
            List<Message> finished = new ArrayList<>();
            ObjectNode event = JSON.createObjectNode();
            ArrayNode records = event.putArray("Records");
            for (Message message : batch) {
                ObjectNode record = QueueMessage.json(message, source.queue(), region);
                if (filter.passes(record)) {
                    wanted.add(message);
                    records.add(record);
                } else {
                    finished.add(message); // Lambda deletes what a filter turns away.
                }
            }
            if (!wanted.isEmpty()) {
                Invocation invocation =
                        function.invoke(event.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                finished.addAll(succeeded(wanted, invocation));
            }
            delete(finished);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!stopped) {
                log.note("A batch of " + source.queue() + " comes again: " + e.getMessage());
            }
        } finally {
            concurrency.release();
        }
    }

    private List<Message> succeeded(List<Message> messages, Invocation invocation) {
        if (invocation.failed()) {
            return List.of();
        }
        JsonNode reported = invocation.reply().path("batchItemFailures");
        if (!source.reportItemFailures() || !reported.isArray()) {
            return messages;
        }
        Set<String> ids = new HashSet<>();
        messages.forEach(message -> ids.add(message.messageId()));
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : reported) {
            String id = failure.path("itemIdentifier").asText("");
            if (!ids.contains(id)) {
                return List.of(); // An identifier that is none of the batch's fails the whole batch.
            }
            failed.add(id);
        }
        return messages.stream()
                .filter(message -> !failed.contains(message.messageId()))
                .toList();
    }

    private void delete(List<Message> messages) {
        for (int from = 0; from < messages.size(); from += 10) {
            List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
            for (Message message : messages.subList(from, Math.min(messages.size(), from + 10))) {
                entries.add(DeleteMessageBatchRequestEntry.builder()
                        .id(String.valueOf(entries.size()))
                        .receiptHandle(message.receiptHandle())
                        .build());
            }
            sqs.deleteMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void end() {
        receiver.interrupt();
    }
}

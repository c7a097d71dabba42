package press.communique.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import press.communique.local.template.StreamSource;

/**
 * Works through batches of one shard as Lambda does: in order, a failed batch again until its retries are used up, then
 * to the failure destination and on. With {@code ReportBatchItemFailures} the lowest failed sequence number is where the
 * batch is cut: what is before is done, the rest is tried again. With {@code BisectBatchOnFunctionError} a batch whose
 * function failed is cut in half, which uses up no retry.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html">Partial batch
 *     responses</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html">Retaining discarded
 *     records</a>
 */
final class StreamBatches {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final StreamSource source;
    private final LambdaFunction function;
    private final StreamFailures failures;
    private final Duration firstPause;

    StreamBatches(StreamSource source, LambdaFunction function, StreamFailures failures, Duration firstPause) {
        this.source = source;
        this.function = function;
        this.failures = failures;
        this.firstPause = firstPause;
    }

    private record Batch(List<StreamRecord> records, int retries) {
        Batch part(int from, int to, int retriesUsed) {
            return new Batch(records.subList(from, to), retriesUsed);
        }
    }

    /** Works through the records; {@code done} is told the sequence number up to which all is done or given up. */
    void process(String shard, List<StreamRecord> records, Consumer<String> done) throws InterruptedException {
        Deque<Batch> waiting = new ArrayDeque<>();
        for (int from = 0; from < records.size(); from += source.batchSize()) {
            waiting.add(new Batch(records.subList(from, Math.min(records.size(), from + source.batchSize())), 0));
        }
        while (!waiting.isEmpty()) {
            Batch batch = waiting.poll();
            if (batch.retries() > 0 && tooOld(batch)) {
                failures.give(shard, batch.records(), "RecordAgeExceeded", batch.retries(), null);
                done.accept(last(batch));
                continue;
            }
            Invocation invocation = function.invoke(event(batch));
            int failed = firstFailure(batch, invocation);
            if (failed == batch.records().size()) {
                done.accept(last(batch));
                continue;
            }
            if (failed > 0) {
                done.accept(batch.records().get(failed - 1).sequence());
            }
            again(shard, batch, failed, invocation, waiting, done);
        }
    }

    private void again(
            String shard, Batch batch, int failed, Invocation invocation, Deque<Batch> waiting, Consumer<String> done)
            throws InterruptedException {
        int size = batch.records().size();
        if (invocation.failed() && source.bisect() && size > 1) {
            waiting.push(batch.part(size / 2, size, batch.retries()));
            waiting.push(batch.part(0, size / 2, batch.retries()));
        } else if (source.maximumRetries() >= 0 && batch.retries() >= source.maximumRetries()) {
            failures.give(
                    shard,
                    batch.records().subList(failed, size),
                    "RetryAttemptsExhausted",
                    batch.retries() + 1,
                    invocation);
            done.accept(last(batch));
        } else {
            pause(batch.retries());
            // Progress starts the count anew: what failed now was not tried before, or not as the first of its batch.
            waiting.push(batch.part(failed, size, failed > 0 ? 1 : batch.retries() + 1));
        }
    }

    /** Index of the first failed record; the batch's size if none failed. */
    private int firstFailure(Batch batch, Invocation invocation) {
        if (invocation.failed()) {
            return 0;
        }
        JsonNode reported = invocation.reply().path("batchItemFailures");
        if (!source.reportItemFailures() || !reported.isArray() || reported.isEmpty()) {
            return batch.records().size();
        }
        int first = batch.records().size();
        for (JsonNode failure : reported) {
            int index = indexOf(batch, failure.path("itemIdentifier").asText(""));
            if (index < 0) {
                return 0; // An identifier that is none of the batch's fails the whole batch.
            }
            first = Math.min(first, index);
        }
        return first;
    }

    private static int indexOf(Batch batch, String sequence) {
        for (int i = 0; i < batch.records().size(); i++) {
            if (batch.records().get(i).sequence().equals(sequence)) {
                return i;
            }
        }
        return -1;
    }

    private boolean tooOld(Batch batch) {
        // Engines round the time of creation down to the minute.
        return source.maximumAgeSeconds() >= 0
                && batch.records()
                        .get(0)
                        .created()
                        .isBefore(Instant.now().minusSeconds(source.maximumAgeSeconds() + 60L));
    }

    private void pause(int retries) throws InterruptedException {
        long pause = firstPause.toMillis() << Math.min(retries, 16);
        Thread.sleep(Math.min(pause, LONGEST_PAUSE.toMillis()));
    }

    private static String last(Batch batch) {
        return batch.records().get(batch.records().size() - 1).sequence();
    }

    private static byte[] event(Batch batch) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        batch.records().forEach(record -> records.add(record.json()));
        try {
            return JSON.writeValueAsBytes(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

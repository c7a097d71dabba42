package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;
import static press.communique.local.SmallStack.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import press.communique.local.handlers.Script;

/** A stream's reader behaves as Lambda's event source mapping does. */
@ExtendWith(SmallStack.Shared.class)
class StreamReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void records_come_in_order_filtered_and_in_batches(SmallStack small) throws Exception {
        Script script = Script.of("Order");
        int before = script.batches().size();
        List<String> wanted = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            small.put("OrderTable", "unwanted " + i);
            small.put("OrderTable", "WANTED " + i);
            wanted.add("WANTED " + i);
        }
        small.put("OrderTable", "EXACT");
        wanted.add("EXACT");
        await("all wanted records", () -> seen(script, before).size() >= wanted.size());
        assertThat(seen(script, before)).isEqualTo(wanted);
        assertThat(script.batches().subList(before, script.batches().size()))
                .allSatisfy(batch -> assertThat(batch).hasSizeLessThanOrEqualTo(3));
    }

    @Test
    void a_reported_failure_is_the_checkpoint_and_the_rest_comes_again(SmallStack small) throws Exception {
        Script script = Script.of("Partial");
        CountDownLatch allWritten = new CountDownLatch(1);
        int[] refusals = {2};
        script.answer(batch -> {
            hold(allWritten);
            return batch.contains("3") && refusals[0]-- > 0 ? List.of("3", "4") : List.of();
        });
        small.put("PartialTable", "0");
        IntStream.rangeClosed(1, 5).forEach(i -> small.put("PartialTable", String.valueOf(i)));
        allWritten.countDown();
        await(
                "record 5",
                () -> script.elements().contains("5")
                        && script.batches().get(script.batches().size() - 1).contains("5")
                        && refusals[0] < 0);
        List<List<String>> tried =
                script.batches().stream().filter(batch -> batch.contains("3")).toList();
        assertThat(tried).hasSize(3);
        assertThat(tried.get(1))
                .as("what came before the lowest failure is done")
                .startsWith("3");
        assertThat(tried.get(2)).isEqualTo(tried.get(1));
        assertThat(script.elements()).as("1 and 2 once").containsOnlyOnce("1").containsOnlyOnce("2");
    }

    @Test
    void a_poison_record_is_cut_out_given_up_and_kept_in_the_failure_queue(SmallStack small) throws Exception {
        Script script = Script.of("Bisect");
        CountDownLatch allWritten = new CountDownLatch(1);
        script.answer(batch -> {
            hold(allWritten);
            if (batch.contains("poison")) {
                throw new IllegalStateException("poison");
            }
            return List.of();
        });
        small.put("BisectTable", "first");
        for (String sk : List.of("a", "b", "poison", "c", "d")) {
            small.put("BisectTable", sk);
        }
        allWritten.countDown();
        await("the records after the poison", () -> script.batches().stream()
                .anyMatch(batch -> batch.contains("d") && !batch.contains("poison")));
        assertThat(script.batches().stream().filter(List.of("poison")::equals))
                .as("alone, with one retry")
                .hasSize(2);
        List<String> done = script.batches().stream()
                .filter(batch -> !batch.contains("poison"))
                .flatMap(List::stream)
                .toList();
        assertThat(done).containsExactly("first", "a", "b", "c", "d");

        JsonNode failure = failureOf(small, "BisectTable");
        assertThat(failure.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
        assertThat(failure.at("/requestContext/functionArn").asText()).endsWith("BisectFunction");
        assertThat(failure.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(2);
        assertThat(failure.at("/responseContext/functionError").asText()).isEqualTo("Unhandled");
        assertThat(failure.at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(1);
        assertThat(failure.at("/DDBStreamBatchInfo/startSequenceNumber"))
                .isEqualTo(failure.at("/DDBStreamBatchInfo/endSequenceNumber"));
        assertThat(failure.toString()).as("metadata only").doesNotContain("poison");
    }

    @Test
    void a_function_out_of_time_has_failed(SmallStack small) throws Exception {
        Script script = Script.of("Slow");
        CountDownLatch never = new CountDownLatch(1);
        script.answer(batch -> {
            if (batch.contains("hang")) {
                hold(never);
            }
            return List.of();
        });
        small.put("SlowTable", "hang");
        await("the hanging record", () -> script.elements().contains("hang"));
        small.put("SlowTable", "after");
        await("the record after it", () -> script.elements().contains("after"));
        assertThat(failureOf(small, "SlowTable")
                        .at("/DDBStreamBatchInfo/batchSize")
                        .asInt())
                .isEqualTo(1);
    }

    private static List<String> seen(Script script, int before) {
        return script.batches().subList(before, script.batches().size()).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JsonNode failureOf(SmallStack small, String table) throws Exception {
        List<JsonNode> found = new ArrayList<>();
        String queue = small.stack.queueUrl("Failures");
        await("the failure record of " + table, () -> {
            small.clients
                    .sqs()
                    .receiveMessage(receive ->
                            receive.queueUrl(queue).maxNumberOfMessages(10).visibilityTimeout(0))
                    .messages()
                    .forEach(message -> {
                        JsonNode body = read(message.body());
                        if (body.at("/DDBStreamBatchInfo/streamArn").asText().contains(table)) {
                            found.add(body);
                        }
                    });
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

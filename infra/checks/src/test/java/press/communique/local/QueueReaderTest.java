package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;
import static press.communique.local.SmallStack.await;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import press.communique.local.handlers.Script;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue's reader behaves as Lambda's event source mapping does. */
@ExtendWith(SmallStack.Shared.class)
class QueueReaderTest {

    @Test
    void what_succeeds_is_deleted_what_fails_comes_again_and_then_lies_with_the_dead_letters(SmallStack small)
            throws Exception {
        Script script = Script.of("Retried");
        script.answer(
                batch -> batch.stream().filter(body -> body.startsWith("bad")).toList());
        String queue = small.stack.queueUrl("RetriedQueue");
        for (String body : List.of("good 1", "bad", "good 2")) {
            small.clients.sqs().sendMessage(send -> send.queueUrl(queue).messageBody(body));
        }
        List<String> dead = new ArrayList<>();
        String deadLetters = small.stack.queueUrl("RetriedDeadLetters");
        await("the dead letter", () -> {
            small.clients
                    .sqs()
                    .receiveMessage(receive -> receive.queueUrl(deadLetters).waitTimeSeconds(1))
                    .messages()
                    .forEach(message -> dead.add(message.body()));
            return !dead.isEmpty();
        });
        assertThat(dead).containsExactly("bad");
        assertThat(script.elements()).containsOnlyOnce("good 1").containsOnlyOnce("good 2");
        // A receipt counts even if the engine's answer comes too late to be acted on, as with SQS itself.
        assertThat(script.elements().stream().filter("bad"::equals)).hasSizeBetween(1, 2);
        await("an empty queue", () -> waiting(small, queue) == 0);
    }

    @Test
    void a_fifo_queue_keeps_the_order_of_its_group(SmallStack small) throws Exception {
        Script script = Script.of("Ordered");
        String queue = small.stack.queueUrl("OrderedQueue.fifo");
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            String body = "message " + i;
            small.clients
                    .sqs()
                    .sendMessage(send -> send.queueUrl(queue).messageBody(body).messageGroupId("one"));
            sent.add(body);
        }
        await("all messages", () -> script.elements().size() >= sent.size());
        assertThat(script.elements()).isEqualTo(sent);
    }

    @Test
    void a_schedule_gives_the_event_of_event_bridge(SmallStack small) throws Exception {
        small.stack.runSchedule("TickFunction");
        assertThat(Script.of("Tick").elements()).contains("Scheduled Event aws.events");
    }

    private static int waiting(SmallStack small, String queue) {
        var attributes = small.clients
                .sqs()
                .getQueueAttributes(get -> get.queueUrl(queue)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return attributes.values().stream().mapToInt(Integer::parseInt).sum();
    }
}

package press.communique.redrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Shows what lies in queues of what was given up, and sends it again.
 *
 * <p>A message is sent to the queue that it came from before it is taken out of this one, so that none is lost; it may be sent
 * twice, which does no harm, since whoever gets it reads from the table what is to be done. The record of a stream is not sent
 * again: the sweeps do what it asked for, and its message goes once nothing waits any more.
 */
public final class Redrive {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int A_MINUTE = 60;

    private final SqsClient sqs;
    private final List<FailureQueue> queues;
    private final PrintStream out;

    /** @param queues as the stack's output {@code FailureQueues} has them */
    public Redrive(SqsClient sqs, String queues, PrintStream out) {
        this.sqs = sqs;
        this.queues = FailureQueue.read(queues);
        this.out = out;
    }

    /** Prints how many there are, since when, and each one's id and what kind of thing it is about. Nothing of its text. */
    public int list() {
        int all = 0;
        for (FailureQueue queue : queues) {
            List<Message> messages = take(queue, 2);
            all += messages.size();
            if (!messages.isEmpty()) {
                Instant since = messages.stream()
                        .map(Redrive::sentAt)
                        .min(Instant::compareTo)
                        .orElseThrow();
                out.printf(Locale.ROOT, "%s: %d since %s%n", queue.name(), messages.size(), since);
                messages.forEach(message ->
                        out.printf(Locale.ROOT, "  %s %s %s%n", message.messageId(), sentAt(message), kind(message)));
            }
        }
        if (all == 0) {
            out.println("Nothing was given up.");
        }
        return all;
    }

    /** @param isNothingBehind whether the newsroom's health says that nothing waits */
    public int again(BooleanSupplier isNothingBehind) {
        int all = 0;
        for (FailureQueue queue : queues) {
            List<Message> messages = take(queue, A_MINUTE);
            if (messages.isEmpty()) {
                continue;
            }
            if (queue.source().isEmpty() && !isNothingBehind.getAsBoolean()) {
                out.printf(
                        Locale.ROOT,
                        "%s: %d stay, the sweeps are still at work; ask again in two minutes%n",
                        queue.name(),
                        messages.size());
                messages.forEach(message -> sqs.changeMessageVisibility(change -> change.queueUrl(queue.url())
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(0)));
                continue;
            }
            for (Message message : messages) {
                queue.source().ifPresent(source -> send(source, message));
                sqs.deleteMessage(delete -> delete.queueUrl(queue.url()).receiptHandle(message.receiptHandle()));
            }
            all += messages.size();
            out.printf(
                    Locale.ROOT,
                    "%s: %d %s%n",
                    queue.name(),
                    messages.size(),
                    queue.source().isPresent() ? "sent again" : "done by the sweeps, and cleared");
        }
        if (all == 0) {
            out.println("Nothing was sent again.");
        }
        return all;
    }

    private void send(String source, Message message) {
        String group = message.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID);
        sqs.sendMessage(send -> {
            send.queueUrl(source).messageBody(message.body());
            if (group != null) {
                send.messageGroupId(group).messageDeduplicationId("again-" + message.messageId());
            }
        });
    }

    /** Each once; they can be seen by others again after so many seconds. */
    private List<Message> take(FailureQueue queue, int seconds) {
        Map<String, Message> found = new LinkedHashMap<>();
        while (true) {
            List<Message> some = sqs.receiveMessage(receive -> receive.queueUrl(queue.url())
                            .maxNumberOfMessages(10)
                            .visibilityTimeout(seconds)
                            .messageSystemAttributeNames(
                                    MessageSystemAttributeName.SENT_TIMESTAMP,
                                    MessageSystemAttributeName.MESSAGE_GROUP_ID))
                    .messages();
            boolean isNew = false;
            for (Message message : some) {
                isNew |= found.put(message.messageId(), message) == null;
            }
            if (!isNew) {
                return new ArrayList<>(found.values());
            }
        }
    }

    private static Instant sentAt(Message message) {
        return Instant.ofEpochMilli(
                Long.parseLong(message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP)));
    }

    /** The names of what it has, such as {@code mailing, share}; of a stream's failure its function. */
    private static String kind(Message message) {
        try {
            JsonNode body = JSON.readTree(message.body());
            String function = body.at("/requestContext/functionArn").asText();
            if (!function.isEmpty()) {
                return "stream record of " + function.substring(function.indexOf("function:") + 9);
            }
            var names = new ArrayList<String>();
            body.fieldNames().forEachRemaining(names::add);
            return String.join(", ", names);
        } catch (JsonProcessingException notJson) {
            return "?";
        }
    }
}

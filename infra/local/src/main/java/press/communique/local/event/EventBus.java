package press.communique.local.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import press.communique.local.lambda.EventFilter;
import press.communique.local.template.EventRule;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Takes events to the queues of the rules that match.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html">Input
 *     transformation</a>
 */
public final class EventBus {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** SQS takes so many messages in one call. */
    private static final int MOST = 10;

    private final Map<EventRule, EventFilter> rules = new LinkedHashMap<>();
    private final Map<String, String> queueUrls;
    private final SqsClient sqs;

    public EventBus(List<EventRule> rules, Map<String, String> queueUrls, SqsClient sqs) {
        rules.forEach(rule -> this.rules.put(
                rule, new EventFilter(List.of(JSON.valueToTree(rule.pattern()).toString()))));
        this.queueUrls = queueUrls;
        this.sqs = sqs;
    }

    public void publish(List<JsonNode> events) {
        var bodies = new LinkedHashMap<String, List<String>>();
        for (JsonNode event : events) {
            rules.forEach((rule, filter) -> {
                if (filter.passes(event)) {
                    rule.targets().forEach(target -> bodies.computeIfAbsent(target.queue(), any -> new ArrayList<>())
                            .add(InputTransformer.apply(target, event)));
                }
            });
        }
        bodies.forEach(this::send);
    }

    private void send(String queue, List<String> bodies) {
        for (int from = 0; from < bodies.size(); from += MOST) {
            var entries = new ArrayList<SendMessageBatchRequestEntry>();
            for (String body : bodies.subList(from, Math.min(bodies.size(), from + MOST))) {
                entries.add(SendMessageBatchRequestEntry.builder()
                        .id(String.valueOf(entries.size()))
                        .messageBody(body)
                        .build());
            }
            sqs.sendMessageBatch(send -> send.queueUrl(queueUrls.get(queue)).entries(entries));
        }
    }
}

package press.communique.simulation.cloud;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import press.communique.local.template.Queue;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * SQS: at least once, in any order; messages come back that nobody deleted, and lie with the dead letters in the end. FIFO
 * queues keep the order within a group.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html">Developer guide</a>
 */
public final class Queues implements SqsClient {

    private static final String URL = "https://queues.example.org/";

    /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html */
    private static final long DEDUPLICATION = 5 * World.MINUTE;

    /** A message; {@code visibleAt} moves while it is being worked at. */
    public static final class Message {
        private final String id;
        private final String body;
        private final String group;
        private final long sentAt;
        private long visibleAt;
        private int receives;

        Message(String id, String body, String group, long sentAt, long visibleAt) {
            this.id = id;
            this.body = body;
            this.group = group;
            this.sentAt = sentAt;
            this.visibleAt = visibleAt;
        }

        public String id() {
            return id;
        }

        public String body() {
            return body;
        }

        int receives() {
            return receives;
        }
    }

    private static final class Line {
        private final Queue spec;
        private final List<Message> messages = new ArrayList<>();
        private final Map<String, Long> sent = new HashMap<>();
        private LongConsumer reader = delay -> {};

        Line(Queue spec) {
            this.spec = spec;
        }
    }

    private final World world;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Set<String> givenUpTo = new HashSet<>();
    private long counted;

    public Queues(World world) {
        this.world = world;
    }

    public void add(Queue queue) {
        lines.put(queue.name(), new Line(queue));
    }

    public static String url(String name) {
        return URL + name;
    }

    /** @param wake is told in how many microseconds there is something to receive */
    void reader(String queue, LongConsumer wake) {
        line(queue).reader = wake;
    }

    public List<Message> messages(String queue) {
        return List.copyOf(line(queue).messages);
    }

    /** Queues that others leave their dead letters in. */
    public Set<String> deadLetterQueues() {
        var names = new java.util.LinkedHashSet<String>();
        lines.values().stream()
                .map(line -> line.spec.deadLetters())
                .filter(name -> name != null)
                .forEach(names::add);
        return names;
    }

    /** What an operator does with dead letters: back with them, once or twice, to where they came from. */
    public int redrive(int times) {
        int moved = 0;
        for (Line line : List.copyOf(lines.values())) {
            if (line.spec.deadLetters() != null) {
                Line dead = line(line.spec.deadLetters());
                for (Message message : dead.messages) {
                    for (int i = 0; i < times; i++) {
                        put(line, message.body, message.group, 0);
                    }
                    moved++;
                }
                dead.messages.clear();
            }
        }
        return moved;
    }

    public int waiting() {
        Set<String> dead = deadLetterQueues();
        dead.addAll(givenUpTo);
        return lines.entrySet().stream()
                .filter(line -> !dead.contains(line.getKey()))
                .mapToInt(line -> line.getValue().messages.size())
                .sum();
    }

    /** What waits where, for whoever looks into a history that never ends. */
    public String told() {
        var told = new ArrayList<String>();
        lines.forEach((name, line) -> line.messages.forEach(message -> told.add(name + ": " + message.body)));
        return told.toString();
    }

    private Line line(String nameOrUrl) {
        Line line = lines.get(nameOrUrl.startsWith(URL) ? nameOrUrl.substring(URL.length()) : nameOrUrl);
        if (line == null) {
            throw new IllegalArgumentException("There is no queue " + nameOrUrl);
        }
        return line;
    }

    /** Not by a client, but by the services themselves. */
    public void put(String queue, String body) {
        put(line(queue), body, null, 0);
    }

    /** What a stream could not be rid of: where an operator looks, and nobody else. */
    public void giveUp(String queue, String body) {
        givenUpTo.add(queue);
        put(queue, body);
    }

    private String put(Line line, String body, String group, int delaySeconds) {
        if (line.spec.fifo()) {
            Long before = line.sent.get(group + body);
            if (before != null && world.now() - before < DEDUPLICATION) {
                return "duplicate";
            }
            line.sent.put(group + body, world.now());
        }
        long visibleAt = world.now() + delaySeconds * World.SECOND;
        var message = new Message("m" + ++counted, body, group, world.now(), visibleAt);
        line.messages.add(message);
        line.reader.accept(visibleAt - world.now());
        return message.id;
    }

    /**
     * What is there now, at most so many; hidden until the visibility timeout is over.
     *
     * @return empty if nothing is there
     */
    List<Message> receive(String queue, int most) {
        Line line = line(queue);
        long now = world.now();
        if (line.messages.removeIf(message -> now - message.sentAt > line.spec.retentionSeconds() * World.SECOND)) {
            world.reached("a message was older than its queue keeps it");
        }
        var received = new ArrayList<Message>();
        var blocked = new HashSet<String>();
        for (Message message : List.copyOf(line.messages)) {
            if (message.visibleAt > now) {
                if (line.spec.fifo()) {
                    blocked.add(message.group);
                }
                continue;
            }
            if (received.size() == most || blocked.contains(message.group)) {
                continue;
            }
            if (line.spec.deadLetters() != null && message.receives >= line.spec.maxReceiveCount()) {
                world.reached("a message went to the dead letters");
                line.messages.remove(message);
                Line dead = line(line.spec.deadLetters());
                dead.messages.add(new Message(message.id, message.body, message.group, message.sentAt, now));
                continue;
            }
            message.receives++;
            message.visibleAt = now + line.spec.visibilitySeconds() * World.SECOND;
            received.add(message);
        }
        received.forEach(message -> line.reader.accept(message.visibleAt - now));
        return received;
    }

    /** It is done with. */
    void delete(String queue, Message message) {
        Line line = line(queue);
        if (!line.spec.fifo()
                && world.faults().happens(world.dice(), world.faults().duplicate())) {
            world.reached("a message was delivered twice");
            message.visibleAt = world.now();
            line.reader.accept(0);
        } else {
            line.messages.remove(message);
        }
    }

    /** It comes back after a while. */
    void giveBack(String queue, Message message) {
        Line line = line(queue);
        if (world.dice().nextBoolean()) {
            message.visibleAt = Math.min(message.visibleAt, world.now() + World.SECOND);
            line.reader.accept(message.visibleAt - world.now());
        }
    }

    private <T> T call(String what, boolean isRepeated, Supplier<T> effect) {
        return world.call(
                "sqs " + what,
                true,
                isRepeated,
                effect,
                () -> SqsException.builder()
                        .message("Service unavailable")
                        .statusCode(503)
                        .writableStackTrace(false)
                        .build(),
                () -> ApiCallTimeoutException.builder()
                        .message("No answer in time")
                        .writableStackTrace(false)
                        .build());
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest send) {
        return call("SendMessage", true, () -> SendMessageResponse.builder()
                .messageId(put(
                        line(send.queueUrl()),
                        send.messageBody(),
                        send.messageGroupId(),
                        send.delaySeconds() == null ? 0 : send.delaySeconds()))
                .build());
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest send) {
        return call("SendMessageBatch", true, () -> {
            if (send.entries().isEmpty() || send.entries().size() > 10) {
                throw SqsException.builder()
                        .message("A batch has 1 to 10 messages")
                        .statusCode(400)
                        .build();
            }
            var answer = SendMessageBatchResponse.builder();
            var taken = new ArrayList<software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry>();
            var failed = new ArrayList<software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry>();
            for (SendMessageBatchRequestEntry entry : send.entries()) {
                if (world.running().deadline() < Long.MAX_VALUE
                        && world.faults().happens(world.dice(), world.faults().conflict() / 4)) {
                    world.reached("a queue took a batch of messages in part");
                    failed.add(software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry.builder()
                            .id(entry.id())
                            .code("InternalError")
                            .build());
                    continue;
                }
                String id = put(
                        line(send.queueUrl()),
                        entry.messageBody(),
                        entry.messageGroupId(),
                        entry.delaySeconds() == null ? 0 : entry.delaySeconds());
                taken.add(software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry.builder()
                        .id(entry.id())
                        .messageId(id)
                        .build());
            }
            return answer.successful(taken).failed(failed).build();
        });
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public void close() {}
}

package press.communique.local.engine;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.AbstractActor;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;

/**
 * Keeps ElasticMQ's messages as files, one each, so that they survive a restart. ElasticMQ's own persistence is one
 * connection pool per JVM (two stacks in one process would share it) and forgets that a queue is FIFO.
 */
final class QueueFiles extends AbstractActor {

    private final Path directory;

    QueueFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(QueueEvent.MessageAdded.class, added -> {
                    write(added.queueName(), added.message());
                    acknowledge();
                })
                .match(QueueEvent.MessageUpdated.class, updated -> {
                    write(updated.queueName(), updated.message());
                    acknowledge();
                })
                .match(QueueEvent.MessageRemoved.class, removed -> {
                    Files.deleteIfExists(file(removed.queueName(), removed.messageId()));
                    acknowledge();
                })
                .matchAny(ignored -> {})
                .build();
    }

    private void acknowledge() {
        getSender().tell(OperationSuccessful$.MODULE$, getSelf());
    }

    private void write(String queue, InternalMessage message) throws IOException {
        Path file = file(queue, message.id());
        Files.createDirectories(file.getParent());
        Path draft = file.resolveSibling(message.id() + ".new");
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(draft))) {
            out.writeObject(message);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(String queue, String id) {
        return directory.resolve(queue).resolve(id);
    }

    /**
     * The messages that a queue held. Those that were being worked on are visible again at once, since whoever worked on
     * them is gone.
     */
    static List<InternalMessage> read(Path directory, String queue) {
        Path folder = directory.resolve(queue);
        List<InternalMessage> messages = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return messages;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (file.toString().endsWith(".new")) {
                    Files.delete(file);
                    continue;
                }
                try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
                    InternalMessage message = (InternalMessage) in.readObject();
                    if (message.receiveCount() > 0) {
                        message.nextDelivery_$eq(System.currentTimeMillis());
                    }
                    messages.add(message);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("A message of another version of ElasticMQ lies in " + folder, e);
        }
        return messages;
    }
}

package press.communique.local.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Calls that were accepted and whose mails are still to be written: one after the other by one thread, as they came. Each
 * is a file until that is done, so that a killed process goes on with it when it starts again.
 *
 * <pre>{@code
 * backlog.add(id, call);       // may be answered now
 * backlog.awaitWritten();      // its mails are there
 * }</pre>
 */
final class Backlog implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whoever sends faster than mails are written waits, so that memory does not grow with a mailing. */
    private static final int MOST = 32;

    private static final String UNWRITTEN = ".unwritten";

    private final Path directory;
    private final Consumer<JsonNode> writer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread one = new Thread(work, "ses mails");
        one.setDaemon(true);
        return one;
    });
    private long added;
    private long written;

    /** @param writer writes a call's mails; may be given a call again of which a killed process wrote some */
    Backlog(Path directory, Consumer<JsonNode> writer) {
        this.directory = directory;
        this.writer = writer;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what a killed process left, before there is more. What cannot be written is told, kept and not tried again. */
    void goOn() {
        try {
            for (Path file : left()) {
                try {
                    read(file).ifPresent(writer);
                    Files.delete(file);
                } catch (RuntimeException unwritable) {
                    Path kept = Files.move(file, file.resolveSibling(file.getFileName() + UNWRITTEN));
                    System.err.println("A call's mails could not be written, see " + kept + ": " + unwritable);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> !file.toString().endsWith(UNWRITTEN))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<JsonNode> read(Path file) throws IOException {
        try {
            return Optional.of(JSON.readTree(file.toFile())).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty(); // Cut short: it was never answered.
        }
    }

    /**
     * When this comes back, the mails will be written, whatever becomes of this process.
     *
     * @param id that of its first mail, which sorts by time
     */
    void add(String id, JsonNode call) {
        try {
            byte[] bytes = JSON.writeValueAsBytes(call);
            synchronized (this) {
                while (added - written >= MOST) {
                    wait();
                }
                Path file = directory.resolve(id + ".json");
                Files.write(file, bytes);
                added++;
                thread.execute(() -> write(call, file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    private void write(JsonNode call, Path file) {
        try {
            writer.accept(call);
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            synchronized (this) {
                written++;
                notifyAll();
            }
        }
    }

    /** Comes back when the mails of all that was added before are there. */
    synchronized void awaitWritten() {
        long all = added;
        try {
            while (written < all) {
                wait();
            }
        } catch (InterruptedException e) {
            throw stopped();
        }
    }

    private static IllegalStateException stopped() {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Stopped while mails are written");
    }

    @Override
    public void close() {
        awaitWritten();
        thread.shutdown();
    }
}

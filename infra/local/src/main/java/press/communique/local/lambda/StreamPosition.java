package press.communique.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * How far a reader has come in each shard of a stream, kept in a file, so that a restart loses nothing. Written after
 * the work is done: what was done last may be done again.
 */
final class StreamPosition {

    /** Stands for the sequence number of a shard that was read to its end. */
    private static final String END = "end";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final ObjectNode shards;
    private final ObjectNode root;

    StreamPosition(Path file, String streamArn) {
        this.file = file;
        ObjectNode kept = read(file);
        if (kept == null || !kept.path("stream").asText().equals(streamArn)) {
            kept = JSON.createObjectNode().put("stream", streamArn);
            kept.putObject("shards");
        }
        this.root = kept;
        this.shards = (ObjectNode) kept.get("shards");
    }

    private static ObjectNode read(Path file) {
        try {
            return Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last sequence number that is done, or null. */
    synchronized String done(String shard) {
        String sequence = shards.path(shard).asText(null);
        return END.equals(sequence) ? null : sequence;
    }

    synchronized boolean ended(String shard) {
        return END.equals(shards.path(shard).asText(null));
    }

    synchronized void advance(String shard, String sequence) {
        shards.put(shard, sequence);
        write();
    }

    synchronized void end(String shard) {
        advance(shard, END);
    }

    private void write() {
        try {
            Files.createDirectories(file.getParent());
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.write(draft, JSON.writeValueAsBytes(root));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

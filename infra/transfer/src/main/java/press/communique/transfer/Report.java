package press.communique.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What could not be taken over, a line each with the reasons. What an earlier run lost of a post stays listed when a later
 * one finds that post there; what failed is tried again. Safe for several threads.
 */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Map<String, ObjectNode> lines = new LinkedHashMap<>();

    /** @param goesOn whether what an earlier run lost is still lost */
    Report(Path file, boolean goesOn) throws IOException {
        this.file = file;
        if (goesOn && Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                JsonNode earlier = line.isBlank() ? null : JSON.readTree(line);
                if (earlier instanceof ObjectNode object
                        && earlier.path("outcome").asText().equals("lost")) {
                    lines.put(earlier.path("sourceId").asText(), object);
                }
            }
        }
        write();
    }

    Path file() {
        return file;
    }

    /** There is no post. */
    void failed(String sourceId, String title, List<String> reasons) {
        add("failed", sourceId, title, reasons);
    }

    /** There is a post, without something. */
    void lost(String sourceId, String title, List<String> reasons) {
        if (!reasons.isEmpty()) {
            add("lost", sourceId, title, reasons);
        }
    }

    private synchronized void add(String outcome, String sourceId, String title, List<String> reasons) {
        ObjectNode line = JSON.createObjectNode()
                .put("outcome", outcome)
                .put("sourceId", sourceId)
                .put("title", title);
        reasons.forEach(line.putArray("reasons")::add);
        lines.put(sourceId, line);
        try {
            Files.writeString(file, line + "\n", java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
    }

    synchronized long count(String outcome) {
        return lines.values().stream()
                .filter(line -> line.path("outcome").asText().equals(outcome))
                .count();
    }

    /** Nothing to list leaves no file. */
    synchronized void close() throws IOException {
        if (lines.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            write();
        }
    }

    private void write() throws IOException {
        var text = new StringBuilder();
        lines.values().forEach(line -> text.append(line).append('\n'));
        Files.writeString(file, text);
    }
}

package press.communique.local.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Everything that the local SES accepted: one {@code .eml} file a message, and an index of them. Survives a restart. Mails
 * are written after their call was answered; whoever reads waits until all are that were accepted before.
 */
public final class Outbox {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{20,80}");

    private final SecureRandom random = new SecureRandom();
    private final Path directory;
    private final Path index;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private volatile Backlog backlog;

    /** What the list of messages shows of one. */
    public record Entry(String id, String from, List<String> to, String subject, Instant at) {}

    public Outbox(Path directory) {
        this.directory = directory;
        this.index = directory.resolve("index.jsonl");
        try {
            Files.createDirectories(directory);
            if (Files.exists(index)) {
                String lines = Files.readString(index);
                lines.lines().forEach(line -> read(line).ifPresent(entry -> entries.put(entry.id(), entry)));
                if (!lines.isEmpty() && !lines.endsWith("\n")) {
                    // Cut short: the next entry must not be written behind it on the same line.
                    Files.writeString(index, "\n", StandardOpenOption.APPEND);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Entry> read(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            List<String> to = new ArrayList<>();
            json.path("to").forEach(address -> to.add(address.asText()));
            return Optional.of(new Entry(
                    json.path("id").asText(),
                    json.path("from").asText(),
                    to,
                    json.path("subject").asText(),
                    Instant.parse(json.path("at").asText())));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // The last line, cut short when the machine went down.
        }
    }

    /** A message id in the form of SES, which sorts by time. */
    String newId(Instant at) {
        byte[] chance = new byte[16];
        random.nextBytes(chance);
        String hex = HexFormat.of().formatHex(chance);
        return String.format("%016x", at.toEpochMilli()) + "-" + hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-"
                + hex.substring(12, 16) + "-" + hex.substring(16, 20) + "-" + hex.substring(20) + "-000000";
    }

    /** Whoever reads waits for this from now on. */
    Backlog backlog(Consumer<JsonNode> writer) {
        backlog = new Backlog(directory.resolve("accepted"), writer);
        return backlog;
    }

    private void awaitWritten() {
        if (backlog != null) {
            backlog.awaitWritten();
        }
    }

    /** Keeps a message once, however often it is written. */
    void keep(Entry entry, byte[] eml) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", entry.id()).put("from", entry.from());
        entry.to().forEach(json.putArray("to")::add);
        json.put("subject", entry.subject()).put("at", entry.at().toString());
        try {
            Files.write(directory.resolve(entry.id() + ".eml"), eml);
            synchronized (this) {
                if (entries.putIfAbsent(entry.id(), entry) == null) {
                    Files.writeString(
                            index,
                            json + "\n",
                            StandardCharsets.UTF_8,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All messages, newest first. */
    public List<Entry> newestFirst() {
        awaitWritten();
        synchronized (this) {
            List<Entry> all = new ArrayList<>(entries.values());
            Collections.reverse(all);
            return all;
        }
    }

    /** A message as it was accepted. */
    public Optional<byte[]> eml(String id) {
        awaitWritten();
        Path file = directory.resolve(id + ".eml");
        if (!ID.matcher(id).matches() || !Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

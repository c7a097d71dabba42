package press.communique.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the SES endpoint wrote down itself of each mail that it accepted; of a long file only what is new is read. */
final class SesLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    record Accepted(String id, String to, String subject) {}

    private final Path folder;
    private final List<Accepted> read = new ArrayList<>();
    private long position;

    /** @param data the stack's folder */
    SesLog(Path data) {
        this.folder = data.resolve("mail");
    }

    /** Oldest first. */
    synchronized List<Accepted> mails() {
        Path index = folder.resolve("index.jsonl");
        if (Files.exists(index)) {
            try (var file = new RandomAccessFile(index.toFile(), "r")) {
                var more = new byte[(int) (file.length() - position)];
                file.seek(position);
                file.readFully(more);
                take(more);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return List.copyOf(read);
    }

    /** The mail as it was sent. */
    String text(Accepted mail) {
        try {
            return Files.readString(folder.resolve(mail.id() + ".eml"), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Whole lines; the last one may still be being written. */
    private void take(byte[] more) {
        int start = 0;
        for (int i = 0; i < more.length; i++) {
            if (more[i] == '\n') {
                line(new String(more, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        position += start;
    }

    private void line(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            read.add(new Accepted(
                    json.path("id").asText(),
                    json.at("/to/0").asText(),
                    json.path("subject").asText()));
        } catch (IOException torn) {
            // By a kill: it was not answered.
        }
    }
}

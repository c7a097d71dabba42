package press.communique.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The uploads of exported posts, in a folder beside their file: of each the bytes, and what it is. Remembers what became of
 * them in which newsroom, so that none is sent twice. Safe for several threads.
 */
final class MediaFolder {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What an upload can be; a newsroom makes other forms by itself. */
    private static final Set<String> TAKEN = Set.of("image/jpeg", "image/png", "image/gif");

    private static final int LOOKS = 120;

    private final Path folder;
    private final Api api;
    private final Path journal;

    MediaFolder(Path file, Api api) {
        this.folder = file.resolveSibling(file.getFileName() + ".media");
        this.api = api;
        this.journal = folder.resolve("uploaded.json");
    }

    // ---- Out

    /** @return why it is not there, if it is not */
    Optional<String> fetch(String id) throws IOException {
        if (Files.exists(about(id))) {
            return Optional.empty();
        }
        Api.Answer answer = api.get("/media/" + id);
        JsonNode best = null;
        for (JsonNode file : answer.json().path("renditions")) {
            boolean isImage = file.has("width");
            boolean isBetter = best == null
                    || file.path("width").asInt() > best.path("width").asInt();
            best = isBetter
                            && (!isImage
                                    || TAKEN.contains(file.path("contentType").asText()))
                    ? file
                    : best;
        }
        if (best == null) {
            return Optional.of("The upload " + id + " has no bytes.");
        }
        Files.createDirectories(folder);
        byte[] bytes = api.bytes(best.path("preview").asText());
        Files.write(bytes(id), bytes);
        ObjectNode about = JSON.createObjectNode()
                .put("filename", answer.json().path("filename").asText())
                .put("contentType", best.path("contentType").asText())
                .put("size", bytes.length);
        about.set("alt", answer.json().path("alt"));
        about.set("decorative", answer.json().path("decorative"));
        Files.writeString(about(id), about.toString());
        return Optional.empty();
    }

    // ---- In

    /** Sends the uploads that a post names, and names them as the newsroom does. */
    void send(ObjectNode post, List<String> lost) {
        var others = new LinkedHashMap<String, Optional<String>>();
        try {
            for (String id : MediaNames.in(post)) {
                if (Files.exists(about(id))) {
                    others.put(id, send(id, lost));
                }
            }
        } catch (IOException cannot) {
            throw new UncheckedIOException(cannot);
        }
        MediaNames.replace(post, others);
    }

    private synchronized Optional<String> send(String id, List<String> lost) throws IOException {
        ObjectNode sent =
                (ObjectNode) (Files.exists(journal) ? JSON.readTree(journal.toFile()) : JSON.createObjectNode());
        String known = sent.path(api.address()).path(id).asText();
        if (!known.isEmpty() && state(known).equals("ready")) {
            return Optional.of(known);
        }
        Api.Answer announced =
                api.post("/media", (ObjectNode) JSON.readTree(about(id).toFile()));
        if (announced.status() != 201) {
            Refusal.of(announced).forEach(refusal -> lost.add("The upload " + id + ": " + refusal));
            return Optional.empty();
        }
        String made = announced.json().path("id").asText();
        api.upload(announced.json().path("upload"), Files.readAllBytes(bytes(id)));
        String state = state(made);
        for (int look = 0; look < LOOKS && !state.equals("ready") && !state.equals("refused"); look++) {
            api.pause(Duration.ofMillis(500));
            state = state(made);
        }
        if (!state.equals("ready")) {
            lost.add("The upload " + id + " is " + state + ".");
            return Optional.empty();
        }
        sent.withObject("/" + api.address().replace("~", "~0").replace("/", "~1"))
                .put(id, made);
        Path part = journal.resolveSibling("uploaded.json.part");
        Files.writeString(part, sent.toString());
        Files.move(part, journal, StandardCopyOption.REPLACE_EXISTING);
        return Optional.of(made);
    }

    private String state(String id) {
        return api.get("/media/" + id).json().path("state").asText("gone");
    }

    private Path bytes(String id) {
        return folder.resolve(id);
    }

    /** Written last: what is described is there whole. */
    private Path about(String id) {
        return folder.resolve(id + ".json");
    }
}

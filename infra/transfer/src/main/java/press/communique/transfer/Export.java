package press.communique.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * All posts that the caller sees, a line each, in the form in which {@link JsonLines} takes them: oldest first, the same
 * posts in the same bytes. One that was stopped goes on where it was.
 */
final class Export {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVERY = 50;

    /** What only the newsroom that it comes from can say of a post. */
    private static final List<String> ITS_OWN = List.of(
            "id",
            "revision",
            "urls",
            "createdAt",
            "createdBy",
            "updatedAt",
            "updatedBy",
            "publishedAt",
            "live",
            "scheduled");

    private final Api api;
    private final Report report;
    private final PrintStream out;
    private final PublicText publicText;
    private final MediaFolder media;

    Export(Api api, MediaFolder media, Report report, PrintStream out) {
        this.api = api;
        this.report = report;
        this.out = out;
        this.media = media;
        this.publicText = new PublicText(api);
    }

    /** @return whether everything is there, whole */
    boolean run(Path file) throws IOException {
        TreeMap<String, String> posts = list();
        Path part = part(file);
        Set<String> there = there(part);
        int written = 0;
        try (BufferedWriter lines =
                Files.newBufferedWriter(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String id : posts.values()) {
                JsonNode post = api.read("/posts/" + id);
                if (!there.contains(name(post))) {
                    var lost = new ArrayList<String>();
                    ObjectNode line = line((ObjectNode) post, lost);
                    for (String upload : MediaNames.in(line)) {
                        media.fetch(upload).ifPresent(lost::add);
                    }
                    report.lost(name(post), title(post), lost);
                    lines.write(line + "\n");
                    lines.flush();
                }
                if (++written % EVERY == 0) {
                    out.println(written + " of " + posts.size() + " …");
                }
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        report.close();
        out.println(posts.size() + " posts in " + file);
        return report.count("lost") == 0;
    }

    /** What is written so far. */
    static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** Ids, in the order of what a line is sorted by. */
    private TreeMap<String, String> list() {
        var posts = new TreeMap<String, String>();
        String cursor = "";
        do {
            JsonNode page = api.read("/posts?limit=100" + cursor);
            for (JsonNode post : page.path("items")) {
                String date =
                        post.path("publishedAt").asText(post.path("publishAt").asText(""));
                posts.put(date + "\n" + name(post), post.path("id").asText());
            }
            cursor = page.path("next").isTextual()
                    ? "&cursor=" + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8)
                    : "";
        } while (!cursor.isEmpty());
        return posts;
    }

    /** What an export that was stopped has written; its last line may be half a one. */
    private static Set<String> there(Path part) throws IOException {
        var there = new HashSet<String>();
        if (!Files.exists(part)) {
            return there;
        }
        Path whole = part.resolveSibling(part.getFileName() + ".whole");
        try (BufferedReader lines = Files.newBufferedReader(part);
                BufferedWriter kept = Files.newBufferedWriter(whole)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                there.add(JSON.readTree(line).path("sourceId").asText());
                kept.write(line + "\n");
            }
        } catch (JsonProcessingException half) {
            // It comes again.
        }
        Files.move(whole, part, StandardCopyOption.REPLACE_EXISTING);
        return there;
    }

    private ObjectNode line(ObjectNode post, List<String> lost) {
        String name = name(post);
        ObjectNode line = JSON.createObjectNode().put("sourceId", name);
        line.setAll(post);
        publicText.of(post).ifPresent(shown -> {
            line.setAll((ObjectNode) shown.content());
            line.put("state", "published");
            if (!shown.isNewest()) {
                lost.add("What was saved after the last release is not in the export.");
            }
        });
        if (post.path("publishedAt").isTextual()) {
            line.set("publishAt", post.get("publishedAt"));
        }
        return line.remove(ITS_OWN);
    }

    private static String title(JsonNode post) {
        for (JsonNode edition : post.path("editions")) {
            return edition.path("title").asText();
        }
        return "";
    }

    /** What it was called where it came from; a post that began here is called by its id from now on. */
    private static String name(JsonNode post) {
        return post.path("sourceId").asText(post.path("id").asText());
    }
}

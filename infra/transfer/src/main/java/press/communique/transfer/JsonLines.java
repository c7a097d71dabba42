package press.communique.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A post a line, in the API's form plus its {@code sourceId}: what {@link Export} writes. */
final class JsonLines implements Source.File {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    JsonLines(Path file) {
        this.file = file;
    }

    @Override
    public void each(Consumer<Source> taker, Report report) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    line("line " + number, line, taker, report);
                }
            }
        }
    }

    private static void line(String where, String line, Consumer<Source> taker, Report report) {
        ObjectNode post;
        try {
            JsonNode json = JSON.readTree(line);
            post = json instanceof ObjectNode object ? object : JSON.createObjectNode();
        } catch (IOException notJson) {
            report.failed(where, "", List.of("This is no JSON."));
            return;
        }
        String id = post.path("sourceId").asText();
        if (id.isBlank()) {
            report.failed(where, "", List.of("There is no sourceId, so nobody could tell whether it came before."));
            return;
        }
        taker.accept(source(id, post));
    }

    /** Also takes what {@code GET /api/posts/…} gave: the date that readers saw is the one to come again. */
    private static Source source(String id, ObjectNode post) {
        var lost = new ArrayList<String>();
        String state = post.path("state").asText("published");
        if (!state.equals("published") && !state.equals("draft")) {
            lost.add("It was " + state + " and is a draft now.");
            state = "draft";
        }
        post.put("state", state);
        if (post.path("publishedAt").isTextual()) {
            post.set("publishAt", post.get("publishedAt"));
        }
        return new Source(id, post, lost);
    }
}

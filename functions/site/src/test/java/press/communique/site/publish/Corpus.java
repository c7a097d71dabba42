package press.communique.site.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Posts to make figures with: those of a file of JSON lines, or made-up ones of the same size. */
record Corpus(String name, List<Entry> entries) {

    record Entry(String title, String body, Instant publishedAt, List<String> authors, String section) {}

    static final String[] SECTIONS = {"blog", "inside-rust"};

    static Corpus read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new Corpus("made-up posts, since there is no " + file, madeUp());
        }
        var entries = new ArrayList<Entry>();
        var json = new ObjectMapper();
        for (String line : Files.readAllLines(file)) {
            JsonNode post = json.readTree(line);
            var authors = new ArrayList<String>();
            post.path("authors").forEach(author -> authors.add(author.asText()));
            entries.add(new Entry(
                    post.path("title").asText(),
                    post.path("body_markdown").asText(),
                    Instant.parse(post.path("published_at").asText()),
                    authors,
                    post.path("section").asText()));
        }
        return new Corpus("the posts of " + file.getFileName(), entries);
    }

    private static List<Entry> madeUp() {
        var entries = new ArrayList<Entry>();
        Instant first = Instant.parse("2014-09-15T00:00:00Z");
        for (int i = 0; i < 750; i++) {
            var body = new StringBuilder();
            for (int section = 0; section < 6; section++) {
                body.append("## What section ").append(section).append(" says\n\n");
                body.append("A *sentence* with a [link](https://www.example.org/a) and `code` in it. ".repeat(14));
                body.append("\n\n- one point\n- another point\n- a third\n\n```\nlet a = b < c;\n```\n\n");
            }
            entries.add(new Entry(
                    "Statement number " + i,
                    body.toString(),
                    first.plus(6L * i, ChronoUnit.DAYS),
                    List.of("The newsroom"),
                    SECTIONS[i % 2]));
        }
        return entries;
    }
}

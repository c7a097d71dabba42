package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.local.mail.Outbox;

/** What a process leaves that was killed while it wrote. */
class CutShortTest {

    private static final String ENTRY =
            "{\"id\":\"%s\",\"from\":\"newsroom@example.org\",\"to\":[\"reader@example.org\"],"
                    + "\"subject\":\"News\",\"at\":\"2026-11-28T08:00:00Z\"}\n";

    @Test
    void the_mail_after_one_that_was_cut_short_is_not_lost_with_it(@TempDir Path folder) throws Exception {
        Path index = folder.resolve("index.jsonl");
        Files.writeString(
                index, ENTRY.formatted("first") + ENTRY.formatted("second").substring(0, 40));
        new Outbox(folder);
        Files.writeString(index, ENTRY.formatted("third"), java.nio.file.StandardOpenOption.APPEND);

        assertThat(new Outbox(folder).newestFirst())
                .extracting(Outbox.Entry::id)
                .containsExactly("third", "first");
    }

    @Test
    void a_small_file_is_there_as_a_whole_or_as_it_was(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys").resolve("tokens.json");
        WholeFile.writeSecret(file, "first");
        // What a killed process leaves of the next.
        Files.writeString(file.resolveSibling("tokens.json.new"), "se");
        assertThat(file).hasContent("first");

        WholeFile.writeSecret(file, "third");

        assertThat(file).hasContent("third");
        assertThat(Files.list(file.getParent())).containsExactly(file);
    }
}

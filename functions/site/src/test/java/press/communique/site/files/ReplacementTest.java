package press.communique.site.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import press.communique.core.page.Stamp;

class ReplacementTest {

    private static final String KEY = "topic/climate/index.html";
    private static final Stamp STAMP = Stamp.parse("r4.s1.c2").orElseThrow();

    private final MemorySiteFiles memory = new MemorySiteFiles();

    @Test
    void a_file_that_is_as_new_is_left() {
        written();

        assertThat(new Replacement(memory).bring(KEY, ReplacementTest::state)).isFalse();
        assertThat(memory.writes()).isEmpty();
    }

    /** S3 answers 409 when it has another write of the key under way, which need not come to anything. */
    @Test
    void what_is_to_be_written_again_is_written_though_the_first_try_was_refused() {
        written();

        boolean isWritten = new Replacement(new RefusingOnce(memory)).again().bring(KEY, ReplacementTest::state);

        assertThat(isWritten).isTrue();
        assertThat(memory.writes()).containsExactly(KEY);
    }

    @Test
    void what_is_to_be_written_again_is_not_written_over_something_newer() {
        memory.put(file(Stamp.parse("r4.s1.c3").orElseThrow()), Held.NOTHING);
        memory.forgetWrites();

        assertThat(new Replacement(memory).again().bring(KEY, ReplacementTest::state))
                .isFalse();
        assertThat(memory.writes()).isEmpty();
    }

    private void written() {
        memory.put(file(STAMP), Held.NOTHING);
        memory.forgetWrites();
    }

    private static Optional<Replacement.Rendering> state() {
        return Optional.of(new Replacement.Rendering() {
            @Override
            public Stamp stamp() {
                return STAMP;
            }

            @Override
            public SiteFile render() {
                return file(STAMP);
            }
        });
    }

    private static SiteFile file(Stamp stamp) {
        return new SiteFile(
                KEY,
                "text/html",
                "no-cache",
                stamp,
                List.of("lists-en"),
                "Climate".getBytes(StandardCharsets.UTF_8),
                Optional.empty());
    }

    private static final class RefusingOnce implements SiteFiles {
        private final SiteFiles files;
        private boolean hasRefused;

        RefusingOnce(SiteFiles files) {
            this.files = files;
        }

        @Override
        public Held look(String key) {
            return files.look(key);
        }

        @Override
        public Optional<Held> put(SiteFile file, Held seen) {
            if (!hasRefused) {
                hasRefused = true;
                return Optional.empty();
            }
            return files.put(file, seen);
        }
    }
}

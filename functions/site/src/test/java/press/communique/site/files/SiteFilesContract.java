package press.communique.site.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import press.communique.core.page.Stamp;

/** What the publisher relies on, for the real bucket and for the double. */
public abstract class SiteFilesContract {

    /** Files under keys that no other test uses. */
    protected abstract SiteFiles files();

    private final String key = "contract/" + java.util.UUID.randomUUID() + "/ü/index.html";

    @Test
    protected void a_file_is_seen_as_it_was_written() {
        assertThat(files().look(key)).isEqualTo(Held.NOTHING);
        var written = files().put(file(1), Held.NOTHING);
        Held held = files().look(key);
        assertThat(written).contains(held);
        assertThat(held.etag()).isPresent();
        assertThat(held.stamp()).isEqualTo(Optional.of(new Stamp(1, 1, 1)));
    }

    @Test
    protected void only_the_first_of_two_creates_a_file() {
        assertThat(files().put(file(1), Held.NOTHING)).isPresent();
        assertThat(files().put(file(2), Held.NOTHING)).isEmpty();
        assertThat(files().look(key).stamp()).contains(new Stamp(1, 1, 1));
    }

    @Test
    protected void who_saw_an_older_file_does_not_replace_a_newer_one() {
        files().put(file(1), Held.NOTHING);
        Held first = files().look(key);
        assertThat(files().put(file(2), first)).isPresent();
        assertThat(files().put(file(3), first)).isEmpty();
        assertThat(files().look(key).stamp()).contains(new Stamp(1, 1, 2));
    }

    private SiteFile file(long content) {
        var stamp = new Stamp(1, 1, content);
        return SiteFile.html(
                key, stamp, List.of("post-a", "lists-en"), ("<p>" + stamp).getBytes(StandardCharsets.UTF_8));
    }
}

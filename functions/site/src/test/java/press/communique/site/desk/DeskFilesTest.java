package press.communique.site.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import press.communique.site.files.Held;
import press.communique.site.files.MemorySiteFiles;
import press.communique.site.files.SiteFile;
import press.communique.site.files.SiteFiles;

class DeskFilesTest {

    private static final DeskConfig CONFIG = new DeskConfig("https://issuer.example", "desk");

    private final List<String> written = new ArrayList<>();
    private final MemorySiteFiles bucket = new MemorySiteFiles();
    private final SiteFiles watched = new SiteFiles() {
        @Override
        public Held look(String key) {
            return bucket.look(key);
        }

        @Override
        public Optional<Held> put(SiteFile file, Held seen) {
            written.add(file.key());
            return bucket.put(file, seen);
        }
    };

    private static DeskBundle bundle(String script) {
        return new DeskBundle(new TreeMap<>(Map.of(
                "index.html", "<script src=\"desk.js\"></script>".getBytes(StandardCharsets.UTF_8),
                "desk.js", script.getBytes(StandardCharsets.UTF_8),
                "licences.txt", "MIT".getBytes(StandardCharsets.UTF_8))));
    }

    private static String script(DeskBundle bundle) {
        return bundle.files().keySet().stream()
                .filter(DeskFiles::isHashed)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_leads_to_a_file_comes_after_it_and_the_page_last() {
        DeskBundle bundle = bundle("1");
        assertThat(new DeskFiles(watched, bundle, CONFIG).ensure()).isEqualTo(4);
        assertThat(written)
                .containsExactly("desk/" + script(bundle), "desk/config.json", "desk/licences.txt", "desk/index.html");
        assertThat(new String(bundle.files().get("index.html"), StandardCharsets.UTF_8))
                .isEqualTo("<script src=\"" + script(bundle) + "\"></script>");
    }

    @Test
    void what_is_there_is_not_written_again_and_another_deployment_brings_only_what_changed() {
        new DeskFiles(watched, bundle("1"), CONFIG).ensure();
        written.clear();
        assertThat(new DeskFiles(watched, bundle("1"), CONFIG).ensure()).isZero();
        assertThat(written).isEmpty();

        DeskBundle next = bundle("2");
        assertThat(script(next)).isNotEqualTo(script(bundle("1")));
        assertThat(new DeskFiles(watched, next, CONFIG).ensure()).isEqualTo(2);
        assertThat(written).containsExactly("desk/" + script(next), "desk/index.html");

        written.clear();
        new DeskFiles(watched, bundle("1"), CONFIG).ensure();
        assertThat(written)
                .as("back to the former one, whose script is still there")
                .containsExactly("desk/index.html");
    }

    @Test
    void another_place_to_sign_in_is_told() {
        new DeskFiles(watched, bundle("1"), CONFIG).ensure();
        written.clear();
        new DeskFiles(watched, bundle("1"), new DeskConfig("https://other.example", "desk")).ensure();
        assertThat(written).containsExactly("desk/config.json");
    }

    @Test
    void every_file_of_this_deployment_has_a_type() {
        DeskBundle shipped = DeskBundle.ofThisDeployment();
        new DeskFiles(watched, shipped, CONFIG).ensure();
        assertThat(written).hasSize(shipped.files().size() + 1);
        assertThat(shipped.files()).containsKey("index.html");
    }
}

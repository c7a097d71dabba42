package press.communique.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import press.communique.core.page.Theme;

/** A stack with a theme beside its template: what is saved shows, and what goes wrong leaves the site as it was. */
class ThemeFolderTest {

    private static final Path ROOT = Path.of("..", "..");

    @TempDir
    Path root;

    private final HttpClient http = HttpClient.newHttpClient();

    private Options options() {
        return Options.at(root.resolve("data")).endpoint(null).template(root.resolve("template.yaml"));
    }

    private void copy(String name) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(name))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = root.resolve(ROOT.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private void save(String name, String text) throws IOException {
        Path file = root.resolve("theme").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String get(URI address) {
        try {
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsSavedShowsAndASlipDoesNot() throws Exception {
        Theme before = Theme.current();
        copy("template.yaml");
        copy("infra/cdn.yaml");
        copy("infra/alarms.yaml");
        copy("infra/mail.yaml");
        copy("infra/dashboard.yaml");
        copy("infra/openapi.yaml");
        copy("functions/core/src/main/jte");
        try (LocalStack stack = LocalStack.start(options())) {
            URI home = stack.site();
            String layout = Files.readString(root.resolve("functions/core/src/main/jte/layout.jte"));
            assertThat(get(home)).contains(">All news</a>").doesNotContain(".t1.");

            save("words/en.properties", "news = Every word of ours\n");
            SmallStack.await("the text", () -> get(home).contains(">Every word of ours</a>"));
            assertThat(get(home)).contains(".t1.s");

            save("templates/layout.jte", layout.replace("<footer class=\"foot\">", "<footer class=\"foot ours\">"));
            SmallStack.await("the template", () -> get(home).contains("<footer class=\"foot ours\">"));
            SmallStack.await("the form", () -> get(home.resolve("/subscribe/")).contains("foot ours"));

            save("templates/layout.jte", "@if(no end");
            save("words/en.properties", "news = Yet another\n");
            save("templates/layout.jte", layout);
            SmallStack.await("the mended theme", () -> get(home).contains(">Yet another</a>"));
            assertThat(get(home)).doesNotContain("foot ours");
        } finally {
            Theme.use(before);
        }
        int edition = Theme.edition(root.resolve("theme"));
        assertThat(edition).isGreaterThanOrEqualTo(3);
        try (LocalStack again = LocalStack.start(options())) {
            assertThat(get(again.site())).contains(">Yet another</a>").contains(".t" + edition + ".");
        } finally {
            Theme.use(before);
        }
    }
}
